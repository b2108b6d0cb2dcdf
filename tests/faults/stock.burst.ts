import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { pick, type Client } from './client'
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
  reads: number
  /** Ends the burst; what is on its way is sent until it is acknowledged. */
  stop(): Promise<void>
}

const SENDERS = 4
const READERS = 2
const LINES = 10
export const MACHINE_KEY = 'sandbox-machine-key'

const change = (): Change => ({
  key: randomUUID(),
  skuId: pick(skuIds),
  locationId: pick(storeIds),
  kind: Math.random() < 0.5 ? 'sale' : 'receipt',
  quantity: 1 + Math.floor(Math.random() * 5),
})

/** Sends feeds of stock changes without pause, each until it is acknowledged, and reads live stock meanwhile. */
export function startBurst(client: Client): Burst {
  let running = true
  const burst: Burst = {
    acknowledged: new Map(),
    reads: 0,
    async stop() {
      running = false
      await Promise.all(work)
    },
  }

  async function deliver(changes: readonly Change[]): Promise<Row[]> {
    const answer = await client.insist('/stock/changes', { token: MACHINE_KEY, body: { changes } })
    const { rows } = answer.body as { rows?: Row[] }
    if (!rows) client.wrong.push(`/stock/changes: ${answer.status} ${answer.code}`)
    return rows ?? []
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
          client.wrong.push(`${key}: ${outcome} ${code ?? ''}`)
          continue
        }
        const delta = sent.kind === 'sale' ? -sent.quantity : sent.quantity
        burst.acknowledged.set(key, { stockId: `${sent.skuId}@${sent.locationId}`, delta })
      }
    }
  }

  async function read(): Promise<void> {
    while (running) {
      const answer = await client.ask(`/stock/nearby?skuId=${pick(skuIds)}&lng=121.47&lat=31.23`)
      if (answer?.status === 200) burst.reads++
      else if (answer) client.wrong.push(`/stock/nearby: ${answer.status} ${answer.code}`)
      await sleep(20)
    }
  }

  const work = [...Array.from({ length: SENDERS }, send), ...Array.from({ length: READERS }, read)]
  return burst
}
