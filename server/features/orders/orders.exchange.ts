import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { emit } from '../../kernel/outbox'
import { skuOf } from '../catalog/catalog.service'
import { holdStock, releaseStock } from '../inventory/inventory.service'
import { goodsExchanged } from './orders.events'
import { changeOrder, findOrder, type OrderDoc, type OrderLineDoc, type RefundDoc } from './orders.model'
import { changeOf, overPayments, returnRefund, withReturned } from './orders.refunds'
import { canReturn, exchangeLineOf, exchangeShare, holdKeyOf, HOLD_GRACE_MS } from './orders.rules'
import { settleHandedOver } from './orders.saga'

interface Exchange {
  key: string
  /** Pieces of one line that come back. */
  line: { key: string; quantity: number }
  /** What is given for them, as many. */
  skuId: string
  reason: string
  /** The store that takes the ones and gives the others. */
  storeId: string
  by: string
}
type Done = { outcome: 'exchanged' | 'repeated'; order: OrderDoc }
type Refused = {
  outcome:
    | 'order_not_found'
    | 'key_reused'
    | 'return_not_possible'
    | 'return_too_many'
    | 'sku_not_found'
    | 'exchange_dearer'
    | 'exchange_out_of_stock'
  details?: unknown
}

const MAX_TRIES = 20

/** What an earlier exchange under this key did. */
function repeatedBy(order: OrderDoc, { key, line, skuId }: Exchange): Done | Refused | undefined {
  const earlier = order.refunds.find((it) => it.key === key)
  if (!earlier) return undefined
  const given = order.lines.find((it) => it.key === earlier.exchangedFor)
  const [back] = earlier.lines
  const isSame = back?.key === line.key && back.quantity === line.quantity && given?.skuId === skuId
  return isSame ? { outcome: 'repeated', order } : { outcome: 'key_reused' }
}

/** What the exchange comes to, as the order and the prices stand: its lines and its journal's entry. */
async function decide(order: OrderDoc, asked: Exchange) {
  const old = order.lines.find((it) => it.key === asked.line.key)
  const sku = await skuOf(asked.skuId)
  if (!sku) return { outcome: 'sku_not_found' as const }
  if (order.status !== 'completed') return { outcome: 'return_not_possible' as const }
  if (!old || !canReturn(order.lines, [asked.line])) return { outcome: 'return_too_many' as const }
  const { returned, lines, worth } = withReturned(order, [asked.line])
  const share = exchangeShare({ paid: worth, before: old.unitPrice, after: sku.price })
  const { quantity } = asked.line
  if (!share)
    return {
      outcome: 'exchange_dearer' as const,
      details: { difference: (sku.price - old.unitPrice) * quantity },
    }
  const { skuId, spuId, name, image, optionText } = sku
  const given: OrderLineDoc = {
    key: exchangeLineOf(asked.key),
    ...{ skuId, spuId, name, image, optionText },
    quantity,
    unitPrice: sku.price,
    discounts: [],
    total: share.carried,
    refundedQuantity: 0,
    refundedAmount: 0,
    exchangeOf: old.key,
    locationId: asked.storeId,
  }
  const refund: RefundDoc = { ...returnRefund(asked, returned, share.back), exchangedFor: given.key }
  return { outcome: 'decided' as const, given, refund, lines: [...lines, given], back: share.back }
}

/**
 * Exchanges pieces of a handed-over order in a store (换货, OR-6): one entry of the order's journal for both ways, once per
 * key. The new goods are held first, then it is written, then they leave the stock and the others come onto the shelf; a
 * process that dies before the writing leaves a hold that expires. What the new goods cost less goes back.
 */
export async function exchangeGoods(orderId: string, asked: Exchange): Promise<Done | Refused> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const order = await findOrder(orderId)
    if (!order) return { outcome: 'order_not_found' }
    const repeated = repeatedBy(order, asked)
    if (repeated) return settled(repeated, order, asked)
    const decided = await decide(order, asked)
    if (decided.outcome !== 'decided') return settled(decided, order, asked)
    const held = heldFor(order, asked)
    const expiresAt = new Date(now().getTime() + HOLD_GRACE_MS)
    const { quantity } = asked.line
    const answer = await holdStock({ ...held, quantity, source: orderId, expiresAt })
    if (answer.outcome === 'insufficient') {
      const after = await findOrder(orderId)
      const { available } = answer
      // The last ones may have gone by this very exchange, sent twice.
      const other = after && repeatedBy(after, asked)
      return other ?? { outcome: 'exchange_out_of_stock', details: { available } }
    }
    crashPoint('exchange.held')
    const { refund, lines, back } = decided
    const change = changeOf(orderId, overPayments(order, refund))
    const written = await changeOrder(orderId, {
      ...change,
      filter: { status: 'completed', version: order.version },
      set: { lines, 'amounts.refunded': order.amounts.refunded + back },
      event: [...change.event, emit(goodsExchanged, { orderId, round: order.round })],
    })
    crashPoint('exchange.written')
    if (written) return settled({ outcome: 'exchanged', order: written }, written, asked)
    // Somebody changed the order: decided anew, with the pieces held as they are.
  }
  return { outcome: 'return_not_possible' }
}

const heldFor = ({ _id, round }: OrderDoc, { key, skuId, storeId }: Exchange) => ({
  skuId,
  locationId: storeId,
  key: holdKeyOf(_id, exchangeLineOf(key), round),
})

/** The stock as the answer says: sold if it was exchanged; what an earlier try holds beyond that is free. */
async function settled<T extends Done | Refused>(answer: T, order: OrderDoc, asked: Exchange): Promise<T> {
  if (answer.outcome === 'exchanged' || answer.outcome === 'repeated')
    await settleHandedOver(order._id, order.round)
  await releaseStock(heldFor(order, asked), order._id)
  return answer
}
