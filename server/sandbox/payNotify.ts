import type { SandboxClock } from './clock'
import type { createJournal } from './journal'
import type { Keyring, Spoil } from './payCrypto'
import { beijing } from './payments'
import { switchesOf } from './switches'

/** Seconds between the tries of one notification (platform-apis 2.7): 24 h 4 min in all. */
const SCHEDULE = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]
const ANSWER_MS = 5_000

/** How deliveries misbehave. Numbers count the notifications still to be hit; -1 = until switched off. */
export type PayNotifyMode = {
  duplicate: number
  late: number
  lateMs: number
  reorder: number
  drop: number
  /** Copies that are not to be believed go out first: signed by another key, long ago, or as WeChat's probes. */
  forge: number
  stale: number
  probe: number
  /** How much faster than life the tries follow each other. */
  speed: number
}
const CALM = { duplicate: 0, late: 0, lateMs: 30_000, reorder: 0, drop: 0, forge: 0, stale: 0, probe: 0 }
type Counted = 'duplicate' | 'late' | 'reorder' | 'drop' | 'forge' | 'stale' | 'probe'

export type PayNotice = {
  kind: 'transaction' | 'refund'
  event: string
  summary: string
  url: string
  content: object
  asked: string | undefined
}
type Sent = { id: string; body: string; notice: PayNotice; tries: number; status: number }
type Tools = {
  clock: SandboxClock
  journal: ReturnType<typeof createJournal>
  random: (label: string) => string
  keyring: Keyring
}

/** Notifications of payments and refunds: sealed, signed anew at each try, repeated until 200 or 204 comes in time. */
export function createPayNotify({ clock, journal, random, keyring }: Tools, speed = 1) {
  const running = new Set<Promise<unknown>>()
  /** Waiting for their next try. */
  const waiting = new Map<() => void, NodeJS.Timeout>()
  let mode: PayNotifyMode = { ...CALM, speed }
  let held: (() => Promise<unknown>)[] = []
  let sent: Sent[] = []
  let isStopped = false

  const start = (work: () => Promise<unknown>) => {
    const job = work().finally(() => running.delete(job))
    running.add(job)
  }
  const later = (ms: number, work: () => Promise<unknown>) => {
    if (isStopped) return
    const go = () => {
      clearTimeout(waiting.get(go))
      waiting.delete(go)
      start(work)
    }
    waiting.set(go, setTimeout(go, ms))
  }
  const uses = (name: Counted) => {
    if (mode[name] === 0) return false
    if (mode[name] > 0) mode[name] -= 1
    return true
  }

  const envelope = (notice: PayNotice, id: string) =>
    JSON.stringify({
      id,
      create_time: beijing(clock.now()),
      resource_type: 'encrypt-resource',
      event_type: notice.event,
      summary: notice.summary,
      resource: { original_type: notice.kind, ...keyring.seal(JSON.stringify(notice.content), notice.kind) },
    })

  /** One delivery; the status of the answer, 0 for none. */
  const post = async (url: string, body: string, asked: string | undefined, spoil?: Spoil) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...keyring.sign(body, asked, spoil) },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => undefined)
    // What the body says counts for nothing; it is read so that the connection is free again.
    await answer?.text().catch(() => undefined)
    return answer?.status ?? 0
  }

  const attempt = async (one: Sent): Promise<void> => {
    one.tries += 1
    one.status = await post(one.notice.url, one.body, one.notice.asked)
    const isDone = one.status === 200 || one.status === 204
    const nth = one.tries > 1 ? `（第 ${one.tries} 次）` : ''
    const how = isDone ? '送达' : `失败：${one.status || '没有回应'}`
    journal.log('支付', `${one.notice.summary}通知${nth} ${how}`, !isDone)
    const pause = SCHEDULE[one.tries - 1]
    if (!isDone && pause !== undefined) later((pause * 1000) / mode.speed, () => attempt(one))
  }

  const deliver = (one: Sent) => {
    const { url, asked, summary } = one.notice
    if (uses('drop')) return journal.log('支付', `${summary}通知丢失（按开关）`, true)
    const spoilt: Spoil[] = [
      ...(uses('forge') ? (['key'] as const) : []),
      ...(uses('stale') ? (['stale'] as const) : []),
      ...(uses('probe') ? (['probe'] as const) : []),
    ]
    const copies = uses('duplicate') ? 2 : 1
    const work = async () => {
      for (const spoil of spoilt) {
        const status = await post(url, one.body, asked, spoil)
        journal.log('支付', `假的${summary}通知（${spoil}）得到 ${status}`, status < 400)
      }
      await Promise.all(Array.from({ length: copies }, () => attempt(one)))
    }
    if (uses('reorder')) return held.push(work)
    const before = held.reverse()
    held = []
    const all = async () => {
      await work()
      for (const other of before) await other()
    }
    return uses('late') ? later(mode.lateMs, all) : start(all)
  }

  return {
    emit(notice: PayNotice) {
      const id = `EV-${random('notice').slice(0, 32)}`
      const one = { id, body: envelope(notice, id), notice, tries: 0, status: 0 }
      sent.push(one)
      deliver(one)
    },
    /** Sends an old notification again, the same bytes; false when there is none of that number (0 = first). */
    replay(index: number) {
      const old = sent[index]
      if (old) start(() => post(old.notice.url, old.body, old.notice.asked))
      return old !== undefined
    },
    /** Sends a made-up notification and tells what it was answered. */
    forge: (notice: PayNotice, spoil: Spoil | undefined, broken = false) => {
      const body = envelope(notice, `EV-${random('notice').slice(0, 32)}`)
      const sealed = broken ? body.replace(/"ciphertext":"..../, '"ciphertext":"AAAA') : body
      return post(notice.url, sealed, notice.asked, spoil)
    },
    sent: () => sent,
    waiting: () => waiting.size,
    /** Lets go of what waits or is held back, last first. */
    flush() {
      const before = held.reverse()
      held = []
      for (const go of [...waiting.keys()]) go()
      start(async () => {
        for (const other of before) await other()
      })
    },
    /** Resolves when nothing is on its way; what waits for its next try does not count. */
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
    mode: () => mode,
    /** @throws an error of status 400 for what is no switch or no number */
    setMode: (next: object) => void (mode = { ...mode, ...switchesOf(mode, next) }),
    stop() {
      isStopped = true
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
    reset() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
      mode = { ...CALM, speed }
      held = []
      sent = []
    },
  }
}
