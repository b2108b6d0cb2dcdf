import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Router from '@koa/router'
import type Koa from 'koa'
import { jsTicketSignature, signaturesEqual } from '../kernel/platformCrypto'
import type { Message } from './chats'
import type { ContactWayClients } from './contactWayApi'
import type { Core } from './core'
import type { Friendships } from './friendships'
import type { GroupChats } from './groupChats'
import { readText, textOr, type Body } from './platformApi'

const PARTS = ['storage.js', 'sheet.js', 'pay.js', 'wecom.js', 'wx.js', 'codes.js', 'recognise.js']
const STALE_SECONDS = 7200

/** What the script injected into the product's pages asks of the clients it stands for. */
export function bridgeRoutes(
  router: Router,
  core: Core,
  friends: Friendships,
  groups: GroupChats,
  contactWays: ContactWayClients,
  webDir: string,
) {
  router.get('/__webview/bridge.js', (ctx) => {
    const { role = 'person', as = '' } = ctx.query
    const config = {
      role,
      as,
      appid: core.wechat.appid,
      corpId: core.wecom.corpId,
      version: core.switches.bridge.version,
    }
    const source = PARTS.map((part) => readFileSync(join(webDir, 'bridge', part), 'utf8')).join('\n')
    ctx.type = 'text/javascript; charset=utf-8'
    ctx.set('cache-control', 'no-store')
    ctx.body = `(() => {\nconst config = ${JSON.stringify(config).replaceAll('<', '\\u003c')}\n${source}\n})()\n`
  })

  const post = (path: string, handle: (body: Body) => unknown) =>
    router.post(`/__webview/${path}`, async (ctx: Koa.Context) => {
      ctx.body = await handle(JSON.parse((await readText(ctx)) || '{}') as Body)
    })
  const failed = (reason: string) => ({ fail: reason })

  /** Recomputes a page's signature with every living ticket, as the WeCom client has its server do. */
  post('verify', ({ kind, corpId, agentId, timestamp, nonceStr, signature, url }) => {
    const agent = kind === 'agent'
    const app = core.wecom.apps.find((one) => one.agentId === String(agentId))
    if (corpId !== core.wecom.corpId) return failed('invalid corpid')
    if (agent && !app) return failed('invalid agentid')
    if (!timestamp || !nonceStr || !signature) return failed('missing signature')
    const age = Math.abs(core.clock.seconds() - Number(timestamp))
    const owner = agent ? textOr(app?.agentId) : core.wecom.corpId
    const ok = core.credentials.live(agent ? 'agentTicket' : 'corpTicket', owner).some(({ value }) =>
      signaturesEqual(
        jsTicketSignature({
          ticket: value,
          nonceStr: String(nonceStr),
          timestamp: String(timestamp),
          url: textOr(url),
        }),
        String(signature),
      ),
    )
    const call = agent ? 'agentConfig' : 'config'
    core.journal.log('侧边栏', `${call}:${ok ? 'ok' : 'fail invalid signature'}`, !ok)
    if (ok && age > STALE_SECONDS) core.journal.log('侧边栏', `${call} 的 timestamp 离现在 ${age} 秒`, true)
    return ok ? { ok } : failed('invalid signature')
  })

  post('context', ({ as }) => {
    const { bridge } = core.switches
    const person = core.people.person(core.openChats.get(textOr(as)) ?? '')
    const inGroup = bridge.entry === 'group_chat_tools'
    const single = ['single_chat_tools', 'contact_profile'].includes(bridge.entry)
    return {
      entry: bridge.entry,
      denied: bridge.denied,
      onSend: bridge.onSend,
      ...(inGroup ? { chatId: groups.ownOf(textOr(as)).chat_id } : {}),
      ...(single && person ? { externalUserId: person.externalUserId } : {}),
    }
  })

  post('send', ({ as, message }) => {
    const userid = textOr(as)
    return sendChatMessage(core, placeOf(core, friends, groups, userid), message as Body)
  })
  post('login', ({ as }) => {
    if (!core.people.person(textOr(as))) return failed('unknown person')
    return { code: core.codes.issue('login', textOr(as)) }
  })
  post('phone', ({ as }) => {
    if (!core.people.person(textOr(as))) return failed('unknown person')
    return { code: core.codes.issue('phone', textOr(as)) }
  })
  post('person', ({ as }) => {
    const person = core.people.person(textOr(as))
    if (!person) return failed('unknown person')
    const { name, phone, position, locationDenied = false } = person
    return { name, phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`, position, locationDenied }
  })
  /** The QR codes that are on a phone's screen now, for the cameras of guides. */
  post('codes', ({ as, codes }) => {
    const shown = Array.isArray(codes) ? (codes as Body[]) : []
    core.shownCodes.set(
      textOr(as),
      shown.map(({ name, text }) => ({ name: textOr(name), text: textOr(text) })),
    )
    return {}
  })
  const onPhones = () =>
    [...core.shownCodes].flatMap(([personId, codes]) =>
      codes.map(({ name, text }) => ({
        scene: `${core.people.person(personId)?.name ?? ''}手机上的${name}`,
        page: text,
        url: text,
      })),
    )
  /** The text a test or the page laid before the camera, once; else what there is to choose from. */
  post('scan', ({ as, role }) => {
    const result = core.nextScan.get(textOr(as))
    core.nextScan.delete(textOr(as))
    if (result !== undefined) return { result }
    const made = core.wxacodes.slice(-8).reverse()
    return { choices: role === 'guide' ? [...onPhones(), ...made] : made }
  })
  /** A picture of a page pressed long: whom the live code in it leads to; nothing where there is none. */
  post('recognise', ({ picture }) => {
    const way = contactWays.recognise(Buffer.from(textOr(picture), 'base64'))
    const names = way?.user.map((userid) => core.people.guide(userid)?.name ?? userid).join('、')
    return way ? { configId: way.config_id, names } : {}
  })
  post('add', ({ as, configId }) => contactWays.scan(textOr(configId), { personId: as }))
  post('note', ({ role, text, act, data }) => {
    if (text) core.journal.log(role === 'guide' ? '侧边栏' : '手机', textOr(text).slice(0, 200))
    if (act) core.journal.tell('client', { role, act, data })
    return {}
  })
}

const KINDS = ['text', 'image', 'video', 'file', 'news', 'miniprogram'] as const

type Say = (message: Omit<Message, 'id' | 'at'>) => void

/** Where a guide's message goes: into the chat or the group the sidebar stands beside; undefined where there is none. */
function placeOf(core: Core, friends: Friendships, groups: GroupChats, userid: string): Say | undefined {
  const { entry } = core.switches.bridge
  if (entry === 'group_chat_tools')
    return (message) => void groups.say(groups.ownOf(userid), { ...message, by: userid })
  const personId = core.openChats.get(userid)
  if (!['single_chat_tools', 'chat_attachment', 'single_kf_tools'].includes(entry) || !personId) return
  return (message) => void friends.talk({ userid, personId }, message)
}

/** `sendChatMessage` of the sidebar (platform-apis 4.3): the message is in the chat and on the shopper's phone at once. */
function sendChatMessage(core: Core, say: Say | undefined, message: Body) {
  if (!say) return { fail: 'without context of external contact' }
  const kind = KINDS.find((one) => one === message?.msgtype)
  const part = (kind ? message[kind] : undefined) as Record<string, string> | undefined
  if (!kind || !part) return { fail: 'invalid msgtype' }
  const said = { from: 'guide' as const, kind, bySidebar: true }
  if (kind === 'text') {
    if (!part.content) return { fail: 'invalid content' }
    say({ ...said, text: part.content })
    return { ok: true }
  }
  if (kind === 'image' || kind === 'video' || kind === 'file') {
    if (!part.mediaid) return { fail: 'invalid mediaid' }
    say({ ...said, text: part.mediaid })
    return { ok: true }
  }
  const { title = '', imgUrl = '', link = '', desc = '', page = '' } = part
  if (imgUrl && !/^https?:\/\//.test(imgUrl)) return { fail: 'invalid imgUrl' }
  if (kind === 'news') {
    if (!/^https?:\/\//.test(link)) return { fail: 'invalid link' }
    say({ ...said, card: { title, url: link, imgUrl, desc } })
    return { ok: true }
  }
  if (part.appid !== core.wechat.appid) return { fail: 'invalid appid' }
  if (!page || !title || !imgUrl) return { fail: 'invalid miniprogram' }
  const broken = !/\.html(\?|$)/.test(page)
  say({ ...said, card: { title, page, imgUrl }, broken })
  core.journal.log('手机', `收到小程序卡片，路径${broken ? '缺少 .html，打不开' : ' .html 正确'}`, broken)
  return { ok: true }
}
