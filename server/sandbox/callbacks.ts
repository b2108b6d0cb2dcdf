import { encryptMessage, messageSignature } from '../kernel/platformCrypto'
import { pause } from '../kernel/pause'
import type { SandboxClock } from './clock'
import type { createJournal } from './journal'
import { switchesOf } from './switches'

export type CallbackOptions = { path: string; timeoutMs: number; retryDelayMs: number; tries: number }

/** How deliveries misbehave. Numbers count the events still to be hit; -1 = until switched off. */
export type NotifyMode = { duplicate: number; late: number; lateMs: number; reorder: number; drop: number }
const CALM: NotifyMode = { duplicate: 0, late: 0, lateMs: 30_000, reorder: 0, drop: 0 }

type Tools = {
  clock: SandboxClock
  journal: ReturnType<typeof createJournal>
  random: (label: string) => string
  wecom: { corpId: string; token: string; aesKey: string; apps: { agentId: string }[] }
  serverUrl: string
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
type Value = string | number | string[]
const element = (name: string, value: Value): string => {
  if (Array.isArray(value)) return `<${name}>${value.map((it) => element('Item', it)).join('')}</${name}>`
  return `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`
}

/**
 * Encrypted events to the product (platform-apis 3.12, 5.5): 3 tries, 5 s each, anything but 200 is a failure,
 * then the event is lost. A duplicate carries the same CreateTime with another nonce and timestamp.
 */
export function createCallbacks(tools: Tools, given: Partial<CallbackOptions> = {}) {
  const { clock, journal, random, wecom, serverUrl } = tools
  const options = { path: '/api/wecom/callback', timeoutMs: 5_000, retryDelayMs: 1_000, tries: 3, ...given }
  const envelope = { encodingAesKey: wecom.aesKey, receiveId: wecom.corpId }
  const running = new Set<Promise<unknown>>()
  let mode: NotifyMode = { ...CALM }
  let held: (() => Promise<unknown>)[] = []
  let sent: { xml: string; label: string }[] = []
  let stopped = false

  const sealed = (message: string) => {
    const encrypted = encryptMessage(message, envelope)
    const timestamp = String(clock.seconds())
    const nonce = random('nonce').slice(0, 10)
    const signature = messageSignature(wecom.token, timestamp, nonce, encrypted)
    return { encrypted, query: `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}` }
  }

  const post = async (xml: string, label: string) => {
    for (let attempt = 1; attempt <= options.tries && !stopped; attempt += 1) {
      const { encrypted, query } = sealed(xml)
      const body = `<xml>${element('ToUserName', wecom.corpId)}${element('AgentID', wecom.apps[0]?.agentId ?? '')}${element('Encrypt', encrypted)}</xml>`
      const answer = await fetch(`${serverUrl}${options.path}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body,
        signal: AbortSignal.timeout(options.timeoutMs),
      }).catch((error: Error) => error)
      const status = answer instanceof Error ? 0 : answer.status
      if (status === 200)
        return journal.log('回调', `${label} 送达${attempt > 1 ? `（第 ${attempt} 次）` : ''}`)
      journal.log('回调', `${label} 第 ${attempt} 次失败：${status || '没有回应'}`, true)
      if (attempt < options.tries) await pause(options.retryDelayMs)
    }
  }
  const start = (work: () => Promise<unknown>) => {
    const job = work().finally(() => running.delete(job))
    running.add(job)
  }
  const uses = (name: 'duplicate' | 'late' | 'reorder' | 'drop') => {
    if (mode[name] === 0) return false
    if (mode[name] > 0) mode[name] -= 1
    return true
  }
  const deliver = (xml: string, label: string) => {
    if (uses('drop')) return journal.log('回调', `${label} 丢失（按开关）`, true)
    const late = uses('late') ? mode.lateMs : 0
    const copies = uses('duplicate') ? 2 : 1
    const work = async () => {
      if (late) await pause(late)
      for (let copy = 0; copy < copies; copy += 1) await post(xml, label)
    }
    if (uses('reorder')) {
      held.push(work)
      return
    }
    const before = held.reverse()
    held = []
    start(async () => {
      await work()
      for (const other of before) await other()
    })
  }

  return {
    /** Sends one customer event; fields are written after the common ones, a list as nested items. */
    emit(event: string, changeType: string, fields: Record<string, Value | undefined>) {
      const inner = Object.entries(fields)
        .filter((field): field is [string, Value] => field[1] !== undefined)
        .map(([name, value]) => element(name, value))
        .join('')
      const xml = `<xml>${element('ToUserName', wecom.corpId)}${element('FromUserName', 'sys')}${element('CreateTime', clock.seconds())}${element('MsgType', 'event')}${element('Event', event)}${element('ChangeType', changeType)}${inner}</xml>`
      sent.push({ xml, label: changeType })
      deliver(xml, changeType)
    },
    /** Sends an old event again; false when there is none of that number (0 = first). */
    replay(index: number) {
      const old = sent[index]
      if (old) start(() => post(old.xml, `${old.label}（重放）`))
      return old !== undefined
    },
    sent: () => sent,
    /** Lets go of what the reorder switch holds back, last first. */
    flush() {
      const before = held.reverse()
      held = []
      start(async () => {
        for (const other of before) await other()
      })
    },
    /** Resolves when nothing is under way. */
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
    mode: () => mode,
    /** @throws an error of status 400 for what is no switch or no number */
    setMode: (next: object) => void (mode = { ...mode, ...switchesOf(mode, next) }),
    /** What saving the address in the admin console does: the plain echo must come back within 1 s. */
    async verifyUrl(url = `${serverUrl}${options.path}`) {
      const echo = random('echo').replace(/\D/g, '') || '1616140317555161061'
      const { encrypted, query } = sealed(echo)
      const answer = await fetch(`${url}?${query}&echostr=${encodeURIComponent(encrypted)}`, {
        signal: AbortSignal.timeout(1_000),
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch((error: Error) => ({ status: 0, text: error.message }))
      const ok = answer.status === 200 && answer.text === echo
      journal.log('回调', ok ? '回调地址验证通过' : `回调地址验证失败：${answer.status || answer.text}`, !ok)
      return { ok, status: answer.status }
    },
    stop() {
      stopped = true
    },
    reset() {
      mode = { ...CALM }
      held = []
      sent = []
    },
  }
}
