import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { emit } from '../../kernel/outbox'
import {
  deliveryIdOf,
  enterList,
  findList,
  isDirect,
  leaveList,
  type ChainDoc,
} from '../chains/chains.service'
import { seatLeaving } from './orders.events'
import { changeOrder, findOrder, type OrderDoc } from './orders.model'
import { writePaid } from './orders.payment'
import { refundWhole } from './orders.refunds'
import { holdKeyOf } from './orders.rules'
import { keepClaimed } from './orders.stock'

/*
 * Orders of a chain (接龙, GB-2). Paid they get their number on its list and wait as `grouping`, with their pieces claimed,
 * until the list is closed; then they go on together, or back when their shopper left before. The list decides who is in,
 * the order who has paid; each step reads both as they stand.
 */

/** Names the entry of an order in a round. */
export const entryKeyOf = (orderId: string, round: number): string => `${orderId}/${round}`

const entryOf = ({ _id, memberId, lines, round, amounts, payment }: OrderDoc) => ({
  key: entryKeyOf(_id, round),
  orderId: _id,
  memberId,
  lines: lines.map(({ key, skuId, quantity }) => ({ claim: holdKeyOf(_id, key, round), skuId, quantity })),
  total: amounts.total,
  at: payment?.paidAt ?? now(),
})

/** Pieces and place on the list of an order whose payment came late, or neither. @returns false when one of them is gone */
export async function joinAnew(order: OrderDoc): Promise<boolean> {
  if (!order.chain || !(await keepClaimed(order, order.round))) return false
  return (await enterList(order.chain.chainId, entryOf(order))) !== undefined
}

/** The place an order had on the list in a round is nobody's. */
export const leaveListOf = async ({ _id, chain }: OrderDoc, round: number): Promise<void> => {
  if (chain) await leaveList(chain.chainId, entryKeyOf(_id, round))
}

const TOO_LATE = { reason: '接龙已截单或份数不够，货款自动退回', by: 'system' }

/** A payment was heard of: its pieces stay, and it gets its number; where one of them is gone, the money goes back. */
export async function settleEntry(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'grouping' || !order.chain) return
  const { chainId } = order.chain
  const isKept = await keepClaimed(order, order.round)
  crashPoint('chain.claimKept')
  const no = isKept ? await enterList(chainId, entryOf(order)) : undefined
  crashPoint('chain.entered')
  if (no === undefined) {
    if (await leaveList(chainId, entryKeyOf(orderId, order.round))) await refundEntry(order, TOO_LATE)
    return
  }
  await writeNumber(order, no)
  // Goods that are in the store already wait for nobody: also those of a payment that came after the end.
  const list = await findList(chainId)
  if (list?.state === 'closed' && isDirect(list)) await goOn(orderId)
}

/** Tells an order its number on the list, once. */
const writeNumber = ({ _id, round }: OrderDoc, no: number): Promise<OrderDoc | null> =>
  changeOrder(_id, {
    filter: { status: 'grouping', round, 'chain.no': { $exists: false } },
    set: { 'chain.no': no },
  })

/** The list is closed: the order is paid as any other; what is brought for it is the chain's delivery. */
export async function goOn(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status === 'grouping' && order.payment && order.chain) {
    // Who entered it may have died before its order heard of the number.
    const key = entryKeyOf(orderId, order.round)
    const entry = (await findList(order.chain.chainId))?.entries.find((it) => it.key === key)
    if (entry) await writeNumber(order, entry.no)
    await writePaid(order, 'grouping', order.payment)
  }
  crashPoint('chain.wentOn')
}

/** Gives the money of an order back that does not go on. */
export const refundEntry = (order: OrderDoc, why: typeof TOO_LATE): Promise<OrderDoc | null> =>
  refundWhole(order, why, { from: 'grouping' })

/**
 * A shopper leaves a chain before its list is closed: written on the order first, then carried out, so that a dead process
 * leaves neither a number without its money nor money without its number.
 * @returns false when the list was closed with them
 */
export async function leaveChain({ _id: orderId }: OrderDoc, reason: string): Promise<boolean> {
  await changeOrder(orderId, {
    filter: { status: 'grouping', 'chain.leaving': { $exists: false } },
    set: { 'chain.leaving': reason },
    event: emit(seatLeaving, { orderId }),
  })
  crashPoint('chain.leaving')
  await settleChainLeaving(orderId)
  return (await findOrder(orderId))?.status === 'refunded'
}

/** Carries out that a shopper leaves: the number first, which closing the list races for, then the money. */
export async function settleChainLeaving(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (order?.status !== 'grouping' || !order.chain?.leaving) return
  const { chainId, leaving } = order.chain
  if (await leaveList(chainId, entryKeyOf(orderId, order.round))) {
    crashPoint('chain.left')
    await refundEntry(order, { reason: leaving, by: order.memberId })
    return
  }
  // Closed with them: they go on with the others.
  await changeOrder(orderId, { filter: { status: 'grouping' }, unset: ['chain.leaving'] })
}

/** What is brought for an order of a chain: by its one delivery, none where the goods are in the store already. */
export const broughtForChain = (chain: ChainDoc, lines: readonly string[]): Pick<OrderDoc, 'transfer'> => {
  const { _id, sourceId: from, arrivesAt: expectedAt } = chain
  return isDirect(chain) ? {} : { transfer: { id: deliveryIdOf(_id), from, expectedAt, lines: [...lines] } }
}
