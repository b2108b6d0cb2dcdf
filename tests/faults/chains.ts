import { randomUUID } from 'node:crypto'
import { untilNone, withDb } from './books'
import { age } from './orders.settle'
import type { Chain } from './chain'
import { CHAIN_PRICE, type OpenChain } from './chains.shopper'
import { breathe, chance, pick, type Client } from './client'
import type { Person } from './people'
import { chainSkuIds, warehouseId } from './shelf'
import { MACHINE_KEY } from './stock.burst'

const MINUTE = 60_000
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString()

/** Who moves chains on: the guide of their store, and the system of the warehouse. */
export interface Desk {
  guide: Person & { storeId: string }
  client: Client
}

/** A guide opens a chain with few pieces: brought from the warehouse, or of the store's own shelf. */
async function open({ guide }: Desk, sourceId: string): Promise<OpenChain> {
  const body = {
    key: randomUUID(),
    title: '故障测试接龙',
    lines: chainSkuIds.map((skuId) => ({ skuId, chainPrice: CHAIN_PRICE, quota: pick([6, 9, 12]) })),
    ...{ sourceId, perMember: 4, until: inMinutes(180), arrivesAt: inMinutes(240) },
  }
  const ask = async () => ((await guide.call('/staff/chains', body)).body as { id: string }).id
  // Now and then the button is tapped twice: the same key is the same chain.
  const [id] = await Promise.all(chance(0.3) ? [ask(), ask()] : [ask()])
  return { id: id as string, storeId: guide.storeId, isDone: false }
}
export const openChains = async (desk: Desk): Promise<OpenChain[]> => [
  await open(desk, warehouseId),
  await open(desk, desk.guide.storeId),
]

interface Moved {
  skuId: string
  quantity: number
  shipped?: number
}
const sum = (lines: readonly { quantity: number }[]) => lines.reduce((all, it) => all + it.quantity, 0)
/** What is counted of pieces: all, or a few less of one of them; never nothing. */
function counted(pieces: readonly { skuId: string; quantity: number }[]) {
  const short = pick(pieces)
  const less = Math.min(pick([0, 1, 3]), short.quantity, sum(pieces) - 1)
  return pieces.map((it) => (it === short ? { ...it, quantity: it.quantity - less } : it))
}

/** The one delivery of a chain goes a step on: fewer leave than were asked for, fewer arrive than left. */
async function moveDelivery({ guide, client }: Desk, transferId: string): Promise<void> {
  const path = `/transfers/${transferId}`
  const { status, lines } = (await guide.call(path)).body as { status: string; lines: Moved[] }
  if (status === 'approved') {
    const body = { lines: counted(lines.map(({ skuId, quantity }) => ({ skuId, quantity }))) }
    const answer = await client.insist(`${path}/ship`, { token: MACHINE_KEY, body })
    if (answer.status !== 200) client.wrong.push(`${path}/ship: ${answer.status} ${answer.code}`)
  } else if (status === 'shipped') {
    const left = lines.map(({ skuId, shipped = 0 }) => ({ skuId, quantity: shipped }))
    await guide.call(`${path}/receive`, { lines: counted(left) })
  }
}

interface Shown {
  phase: string
  listState: string
  delivery?: { transferId: string }
}

/** What the desk does next with a chain whose time is over; twice now and then. */
async function tend(of: OpenChain, desk: Desk): Promise<void> {
  const path = `/staff/chains/${of.id}`
  const { phase, listState, delivery } = (await desk.guide.call(path)).body as Shown
  const close = () => desk.guide.call(`${path}/close`, {}, ['chain_step_refused'])
  if (listState === 'open') await Promise.all(chance(0.3) ? [close(), close()] : [close()])
  else if (phase === 'ready' || phase === 'over') of.isDone = true
  else if (delivery) await moveDelivery(desk, delivery.transferId)
}

/** Ends chains while parts die, each as far as it comes. @returns what stops it */
export function startEnding(chains: readonly OpenChain[], desk: Desk): () => Promise<void> {
  let running = true
  const work = (async () => {
    while (running) {
      for (const it of chains) if (!it.isDone) await tend(it, desk)
      await breathe()
    }
  })()
  return async () => {
    running = false
    await work
  }
}

/** Ends every chain: those that did not pay are overdue, the goods leave, arrive and are shared out. */
export const endChains = (chain: Chain, chains: readonly OpenChain[], desk: Desk): Promise<number> =>
  withDb(chain, (db) =>
    untilNone(async () => {
      await age(db)
      const rest = chains.filter((it) => !it.isDone)
      for (const it of rest) await tend(it, desk)
      return rest.length
    }),
  )
