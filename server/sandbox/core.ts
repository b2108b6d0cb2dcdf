import { createHmac, randomUUID } from 'node:crypto'
import { createCallbacks, type CallbackOptions } from './callbacks'
import { createChats } from './chats'
import { createClock } from './clock'
import { createCodes, createCredentials } from './credentials'
import { createFaults } from './faults'
import { createJournal } from './journal'
import { createLimiter, type Limits } from './limits'
import { createMedia } from './media'
import { createNotices } from './notices'
import { createPay, type PayOptions } from './pay'
import { createPeople } from './people'
import { createWelcomes } from './welcomes'
import { parseWorld, smallWorld, type World } from './world'

/** One self-built app of the corp. */
export type WecomApp = { agentId: string; secret: string; customerContact: boolean }

export type SandboxOptions = {
  world?: World
  /** The same seed gives the same tokens and codes in the same order. */
  seed?: string
  /** The product's address: target of callbacks and of the webview. */
  serverUrl?: string
  limits?: Partial<Limits>
  /** Of tokens and tickets; 7200 s unless told. */
  tokenLifetimeMs?: number
  callback?: Partial<CallbackOptions>
  pay?: PayOptions
  /** What wxacodes lead to; default the webview's first page. */
  phoneUrl?: string
  /** Hosts OAuth may lead back to, beside the product's and the webview's. */
  trustedHosts?: string[]
  wechat?: { appid: string; secret: string }
  wecom?: { corpId: string; apps: WecomApp[]; token: string; aesKey: string }
}

const WECHAT = { appid: 'wx00000000000000a1', secret: 'sandbox-wx-secret' }
const WECOM = {
  corpId: 'ww0000000000000001',
  apps: [
    { agentId: '1000002', secret: 'sandbox-wecom-secret', customerContact: true },
    { agentId: '1000003', secret: 'sandbox-wecom-other-secret', customerContact: false },
  ],
  token: 'sandboxToken',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}

/** How the clients answer; switched on the sandbox's page and by tests. */
const newSwitches = () => ({
  /** Off: no Open Platform account is bound, unionid is absent everywhere. */
  openPlatformBound: true,
  /** The admin has set a welcome for every member in the console: events carry no WelcomeCode. */
  consoleWelcome: false,
  /** Events of groups name the members that changed as older clients did: one text instead of nested items. */
  flatMemberList: false,
  bridge: {
    entry: 'single_chat_tools',
    /** JS APIs that answer `permission denied`. */
    denied: [] as string[],
    version: '4.1.36',
    /** Before a message goes out: ask nothing, or act as a guide who pressed cancel. */
    onSend: 'confirm' as 'confirm' | 'cancel',
  },
})

/** Everything the simulated platforms know and share. */
export function createCore(options: SandboxOptions) {
  const clock = createClock()
  const journal = createJournal(clock.now)
  const faults = createFaults()
  const limiter = createLimiter(clock.now, options.limits)
  const wechat = options.wechat ?? WECHAT
  const wecom = options.wecom ?? WECOM
  const serverUrl = (options.serverUrl ?? 'http://127.0.0.1:3000').replace(/\/$/, '')
  let seed = options.seed ?? randomUUID()
  let serial = 0
  let lifetime = options.tokenLifetimeMs ?? 7_200_000

  /** 43 characters that look like a platform's token. */
  const random = (label: string) =>
    createHmac('sha256', seed)
      .update(`${label}:${(serial += 1)}`)
      .digest('base64url')
  const tools = { clock, random, lifetime: () => lifetime }
  const credentials = createCredentials(tools)
  const codes = createCodes(tools)
  const callbacks = createCallbacks({ clock, journal, random, wecom, serverUrl }, options.callback)
  const notices = createNotices({ clock, journal })
  const welcomes = createWelcomes({ clock, random })
  const media = createMedia({ clock, random })
  const pay = createPay({ clock, journal, random, appid: wechat.appid }, options.pay)
  const populate = (given?: World) => {
    const world = given ? parseWorld(given) : smallWorld(clock.seconds())
    const people = createPeople(world, clock.seconds())
    return { people, chats: createChats(people, clock.now) }
  }

  const whenReset: (() => unknown)[] = []

  const core = {
    /** What keeps state of its own forgets it when the sandbox begins anew. */
    onReset: (forget: () => unknown) => void whenReset.push(forget),
    clock,
    journal,
    faults,
    limiter,
    credentials,
    codes,
    callbacks,
    pay,
    notices,
    welcomes,
    media,
    wechat,
    wecom,
    serverUrl,
    options,
    random,
    switches: newSwitches(),
    ...populate(options.world),
    /** The guide who used the WeCom window last. */
    currentGuide: '',
    /** The chat open in each guide's window: userid → personId. */
    openChats: new Map<string, string>(),
    /** What scanCode answers next: personId → scanned text. */
    nextScan: new Map<string, string>(),
    /** The QR codes on each phone's screen: personId → their names and texts. */
    shownCodes: new Map<string, { name: string; text: string }[]>(),
    /** session_key by openid, rotated at each login. */
    sessionKeys: new Map<string, string>(),
    /** Mini-program codes made so far, newest last. */
    wxacodes: [] as { scene: string; page: string; url: string; at: number }[],
    /** Set when the ports are open. */
    webviewPort: 0,
    phoneUrl: options.phoneUrl ?? '',
    platformUrl: '',
    setLifetime(ms: number) {
      lifetime = ms
    },
    /** Back to the beginning; a world or seed given replaces the old one. */
    reset(next: { world?: World; seed?: string } = {}) {
      if (next.world) options.world = next.world
      Object.assign(core, populate(options.world), {
        switches: newSwitches(),
        wxacodes: [],
        currentGuide: '',
      })
      seed = next.seed ?? options.seed ?? randomUUID()
      serial = 0
      lifetime = options.tokenLifetimeMs ?? 7_200_000
      for (const part of [clock, journal, faults, limiter, credentials, codes, callbacks, pay, notices])
        part.reset()
      for (const part of [welcomes, media]) part.reset()
      for (const forget of whenReset) forget()
      for (const map of [core.openChats, core.nextScan, core.shownCodes, core.sessionKeys]) map.clear()
      journal.tell('reset')
    },
  }
  return core
}
export type Core = ReturnType<typeof createCore>
