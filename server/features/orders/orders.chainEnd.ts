import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { logger } from '../../kernel/logger'
import { closeAllotment, gatherClaims, settleAllotment } from '../allotments/allotments.service'
import {
  deliveryIdOf,
  endChain,
  findList,
  isDirect,
  LAST_PAYMENT_MS,
  shareKeyOf,
  unsettledLists,
  writeClosed,
  writeSettled,
  type ListDoc,
} from '../chains/chains.service'
import { bringForChain, transferForOrder } from '../transfers/transfers.service'
import { entryKeyOf, goOn, refundEntry, settleEntry } from './orders.chain'
import { chainOrdersIn } from './orders.chain.model'
import type { OrderDoc } from './orders.model'
import { closeOrder } from './orders.payment'
import { revive } from './orders.saga'

/*
 * The end of a chain (GB-2): payments under way are waited for, then the list is final; its pieces leave together in one
 * delivery, and every order on it goes on. Called off, everybody gets everything back. Each step reads the list as it
 * stands, and may run twice, late or beside itself.
 */

const BATCH = 200
const ROUNDS = 50

/** Brings the orders, the stock and the delivery of a chain to where its list says they are. */
export async function settleChain(chainId: string): Promise<void> {
  const list = await findList(chainId)
  if (!list || list.state === 'open') return
  await endChain(chainId)
  switch (list.state) {
    case 'closing':
      if (!(await collectLast(list))) return
      await writeClosed(chainId)
      crashPoint('chain.closed')
      return settleChain(chainId)
    case 'closed':
      return sendOff(list)
    case 'calledOff':
      return giveBack(list)
  }
}

/**
 * Orders of which it is not known yet whether they are in: those paid get their number, those unpaid are closed at the
 * platform once their time is over.
 * @returns false while a payment may still come
 */
async function collectLast(list: ListDoc): Promise<boolean> {
  const { _id: chainId, movedAt = now() } = list
  const isLast = now().getTime() >= movedAt.getTime() + LAST_PAYMENT_MS
  for (let round = 0; round < ROUNDS; round++) {
    const open = await chainOrdersIn(chainId, ['unpaid', 'reviving', 'grouping'], BATCH)
    const known = new Set((await findList(chainId))?.entries.map((it) => it.key))
    const waiting = open.filter((it) => it.status === 'unpaid' && !isLast && it.payBy > now())
    const rest = open.filter(
      (it) => !waiting.includes(it) && !(it.status === 'grouping' && known.has(entryKeyOf(it._id, it.round))),
    )
    for (const order of rest) await settleLast(order)
    if (!rest.length) return waiting.length === 0
  }
  return false
}

async function settleLast(order: OrderDoc): Promise<void> {
  if (order.status === 'unpaid') await closeOrder(order, 'unpaid')
  else if (order.status === 'reviving') await revive(order._id)
  else await settleEntry(order._id)
}

/** The list is final: its goods set out, or are in the store already, and its orders go on. */
async function sendOff(list: ListDoc): Promise<void> {
  const { _id: chainId, entries, isSettled } = list
  if (!isSettled) {
    if (isDirect(list)) await settleAllotment(chainId, now())
    else {
      if (entries.length) await deliver(list)
      // Before that nothing is given back: the pieces of the list are among those set apart.
      await closeAllotment(chainId)
    }
    crashPoint('chain.sent')
  }
  const listed = new Set(entries.map((it) => it.key))
  for (const { orderId, key } of await stillWaiting(list)) if (listed.has(key)) await goOn(orderId)
  await writeSettled(list)
}

const stillWaiting = async ({ _id, entries }: ListDoc) =>
  (await chainOrdersIn(_id, ['grouping'], entries.length + BATCH)).map((it) => ({
    orderId: it._id,
    key: entryKeyOf(it._id, it.round),
  }))

/** One delivery for everybody on the list; once, however often it is asked. */
async function deliver({ _id: chainId, entries, sourceId, storeId }: ListDoc): Promise<void> {
  const id = deliveryIdOf(chainId)
  const lines = entries.flatMap((it) => it.lines)
  if (!(await transferForOrder(id)))
    await gatherClaims(
      chainId,
      lines.map((it) => it.claim),
      (skuId) => shareKeyOf(chainId, skuId),
    )
  crashPoint('chain.gathered')
  const pieces = new Map<string, number>()
  for (const { skuId, quantity } of lines) pieces.set(skuId, (pieces.get(skuId) ?? 0) + quantity)
  await bringForChain({
    id,
    chainId,
    from: sourceId,
    to: storeId,
    lines: [...pieces].map(([skuId, quantity]) => ({
      skuId,
      quantity,
      heldAs: shareKeyOf(chainId, skuId),
    })),
    reason: `接龙 ${entries.length} 单，到店分给顾客`,
  })
}

/** Called off: what is not paid closes, everything paid goes back. */
async function giveBack(list: ListDoc): Promise<void> {
  const { _id: chainId, reason = '' } = list
  await closeAllotment(chainId)
  const why = { reason: `接龙取消（${reason}），货款全额退回`, by: 'system' }
  for (let round = 0; round < ROUNDS; round++) {
    const open = await chainOrdersIn(chainId, ['unpaid', 'reviving', 'grouping'], BATCH)
    if (!open.length) return writeSettled(list)
    for (const order of open) {
      if (order.status === 'unpaid') await closeOrder(order, 'out_of_stock')
      else if (order.status === 'reviving') await revive(order._id)
      else await refundEntry(order, why)
    }
  }
}

/** A little after a change, so that its event usually was faster. */
const UNHEARD_MS = 5_000

/** Settles chains whose last payments were waited for, or of whose change nobody heard. */
export async function settleChains(): Promise<void> {
  for (const { _id } of await unsettledLists(new Date(now().getTime() - UNHEARD_MS), BATCH))
    await settleChain(_id).catch((error: unknown) =>
      logger.warn({ chainId: _id, error: String(error) }, 'chain not settled; tried again'),
    )
}
