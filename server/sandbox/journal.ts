import { EventEmitter } from 'node:events'

export type Source = '微信' | '企微' | '回调' | '侧边栏' | '手机' | '聊天' | '支付' | '配送' | '短信' | '沙盒'
export type LogEntry = { seq: number; at: number; source: Source; text: string; failed: boolean }

const KEEP = 500

/** What happened, newest last, and a live feed of it for the sandbox's page. */
export function createJournal(now: () => number) {
  const entries: LogEntry[] = []
  const bus = new EventEmitter().setMaxListeners(0)
  let seq = 0
  return {
    bus,
    log(source: Source, text: string, failed = false) {
      const entry = { seq: (seq += 1), at: now(), source, text, failed }
      entries.push(entry)
      if (entries.length > KEEP) entries.shift()
      bus.emit('event', { type: 'log', entry })
    },
    /** Tells the open pages that something changed. */
    tell: (type: string, data: Record<string, unknown> = {}) => bus.emit('event', { type, ...data }),
    since: (after: number) => entries.filter((entry) => entry.seq > after),
    count: () => seq,
    reset() {
      entries.length = 0
    },
  }
}
