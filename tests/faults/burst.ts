import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { skuIds, storeIds } from './shelf'

interface Change {
  key: string
  skuId: string
  locationId: string
  kind: 'receipt' | 'sale'
  quantity: number
}
interface Row {
  key: string
  outcome: 'applied' | 'repeated' | 'refused'
  code?: string
}

export interface Burst {
  /** Every key that was answered as applied or repeated, with the signed pieces it stands for. */
  acknowledged: Map<string, { stockId: string; delta: number }>
  /** Sends that had to be repeated because no 200 came. */
  repeats: number
  reads: number
  /** Answers that no fault explains: refusals, 500s. */
  wrong: string[]
  /** Ends the burst; what is on its way is sent until it is acknowledged. */
  stop(): Promise<void>
}

const SENDERS = 4
const READERS = 2
const LINES = 10
const MACHINE_KEY = 'sandbox-machine-key'
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T

const change = (): Change => ({
  key: randomUUID(),
  skuId: pick(skuIds),
  locationId: pick(storeIds),
  kind: Math.random() < 0.5 ? 'sale' : 'receipt',
  quantity: 1 + Math.floor(Math.random() * 5),
})

/** Sends feeds of stock changes without pause, each until it is acknowledged, and reads live stock meanwhile. */
export function startBurst(api: string): Burst {
  let running = true
  const burst: Burst = {
    acknowledged: new Map(),
    repeats: 0,
    reads: 0,
    wrong: [],
    async stop() {
      running = false
      await Promise.all(work)
    },
  }

  /** One request; undefined when the connection or the answer shows that something is away. */
  async function ask(path: string, init?: RequestInit): Promise<unknown> {
    const answer = await fetch(api + path, { ...init, signal: AbortSignal.timeout(15_000) }).catch(
      () => undefined,
    )
    const body: unknown = await answer?.json().catch(() => undefined)
    if (answer?.ok) return body
    if (answer && answer.status !== 503) burst.wrong.push(`${path}: ${answer.status} ${JSON.stringify(body)}`)
    return undefined
  }

  async function deliver(changes: readonly Change[]): Promise<Row[]> {
    for (;;) {
      const result = await ask('/stock/changes', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${MACHINE_KEY}` },
        body: JSON.stringify({ changes }),
      })
      if (result) return (result as { rows: Row[] }).rows
      burst.repeats++
      await sleep(100 + Math.random() * 200)
    }
  }

  async function send(): Promise<void> {
    while (running) {
      const changes = Array.from({ length: LINES }, change)
      const rows = await deliver(changes)
      // Now and then a sender that lost the answer sends all of it again.
      if (Math.random() < 0.1) rows.push(...(await deliver(changes)))
      for (const { key, outcome, code } of rows) {
        const sent = changes.find((it) => it.key === key)
        if (!sent || outcome === 'refused') {
          burst.wrong.push(`${key}: ${outcome} ${code ?? ''}`)
          continue
        }
        const delta = sent.kind === 'sale' ? -sent.quantity : sent.quantity
        burst.acknowledged.set(key, { stockId: `${sent.skuId}@${sent.locationId}`, delta })
      }
    }
  }

  async function read(): Promise<void> {
    while (running) {
      if (await ask(`/stock/nearby?skuId=${pick(skuIds)}&lng=121.47&lat=31.23`)) burst.reads++
      await sleep(20)
    }
  }

  const work = [...Array.from({ length: SENDERS }, send), ...Array.from({ length: READERS }, read)]
  return burst
}
