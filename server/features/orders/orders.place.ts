import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { encryptField } from '../../kernel/fieldCrypto'
import { keyedId } from '../../kernel/ids'
import { redis } from '../../kernel/redis'
import { idsOf } from '../../kernel/oneId'
import { freeDeliverySlot, takeDeliverySlot } from '../deliverySlots/deliverySlots.service'
import { holdStock, readLive, releaseStock } from '../inventory/inventory.service'
import type { ordersContract } from './orders.contract'
import { lockCoupons, unlockCoupons, unlockUnused } from './orders.coupons'
import { findOrder, insertOrder, type OrderDoc, type OrderLineDoc } from './orders.model'
import { amountsOf, fail, linesOf, quoteFor, type Quote } from './orders.quote'
import { FIRST_ROUND, HOLD_GRACE_MS, holdKeyOf, isCollected, PAY_MS, transferIdOf } from './orders.rules'
import { viewOrder } from './orders.view'

type Route = (typeof ordersContract)['routes']['POST /orders']
export type Body = z.output<Route['body']>

const ASKED_KEPT_S = 1800

/** Who an order is for, and which guide places it for them (OR-4). */
export type Buyer = Pick<CallerOf<Route>, 'memberId' | 'openid'> & { guideId?: string }

/** The same shopper and key make the same order, whichever process is asked and however often. */
const orderIdOf = (memberId: string, key: string): string => keyedId('ord', memberId, key)

/** The id of a shopper's order under a key: of who was merged the one they placed under an id they had before (ME-1). */
export async function orderIdFor(memberId: string, key: string): Promise<string> {
  const [own, ...earlier] = idsOf(memberId).map((it) => orderIdOf(it, key))
  for (const orderId of earlier) if (await findOrder(orderId)) return orderId
  return own ?? orderIdOf(memberId, key)
}

/** What was asked for, without what only describes the asking. */
const fingerprintOf = ({ lines, way, storeId, addressId, transferFrom, couponIds = [] }: Body): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        lines.map((it) => [it.skuId, it.quantity]),
        way,
        storeId,
        addressId,
        ...(transferFrom ? [transferFrom] : []),
        ...(couponIds.length ? [couponIds] : []),
      ]),
    )
    .digest('base64url')
    .slice(0, 22)

/**
 * Turns away at once who cannot win: the first time a key is seen, and the live stock of the store says there are too
 * few. Everybody else goes on; MongoDB stays the judge, so a gate that is lost or behind costs time and never stock.
 * @returns whether this key was never seen before, as far as Redis remembers
 * @throws out_of_stock
 */
async function passGate(orderId: string, { lines, way, storeId, transferFrom }: Body): Promise<boolean> {
  const seen = redis()
    .set(`asked:{${orderId}}`, 1, 'EX', ASKED_KEPT_S, 'NX')
    .catch(() => null)
  if (!storeId || !isCollected(way) || transferFrom) return (await seen) === 'OK'
  const looks = await Promise.all(lines.map((it) => readLive(it.skuId, [storeId])))
  if ((await seen) !== 'OK') return false
  const missing = lines.filter((it, at) => {
    const look = looks[at]
    return look?.source === 'live' && (look.available[0] ?? 0) < it.quantity
  })
  if (missing.length)
    throw fail(
      'out_of_stock',
      missing.map(({ skuId }) => ({ skuId })),
    )
  return true
}

/** Holds every line, or none. @throws out_of_stock with what is left */
async function holdAll(orderId: string, lines: readonly OrderLineDoc[], expiresAt: Date): Promise<void> {
  const answers = await Promise.all(
    lines.map(async (line) => ({
      line,
      ...(await holdStock({
        key: holdKeyOf(orderId, line.key, FIRST_ROUND),
        skuId: line.skuId,
        locationId: line.locationId,
        quantity: line.quantity,
        source: orderId,
        expiresAt,
      })),
    })),
  )
  const missing = answers.filter((it) => it.outcome === 'insufficient')
  if (!missing.length) return
  await releaseAll(
    orderId,
    answers.filter((it) => it.outcome === 'held').map((it) => it.line),
  )
  throw fail(
    'out_of_stock',
    missing.map((it) => ({
      skuId: it.line.skuId,
      name: it.line.name,
      available: it.outcome === 'insufficient' ? it.available : 0,
    })),
  )
}

async function releaseAll(orderId: string, lines: readonly OrderLineDoc[]): Promise<void> {
  for (const { key, skuId, locationId } of lines)
    await releaseStock({ skuId, locationId, key: holdKeyOf(orderId, key, FIRST_ROUND) }, orderId)
}

/** An order as it is first written: its goods held, nothing paid. */
export function newOrder(
  _id: string,
  { memberId, openid, guideId }: Buyer,
  body: Body,
  quote: Quote,
  lines: OrderLineDoc[],
): OrderDoc {
  const at = now()
  const { address, storeId, price, transfer, coupons } = quote
  const brought = lines.filter((it) => transfer && it.locationId === transfer.from).map((it) => it.key)
  const receiver = address && {
    name: address.name,
    phone: address.phone,
    address: `${address.province}${address.city}${address.district}${address.street}`,
  }
  return {
    _id,
    memberId,
    openid,
    asked: fingerprintOf(body),
    status: 'unpaid',
    way: body.way,
    lines,
    amounts: { ...amountsOf(price), paid: 0, refunded: 0 },
    deliveryDiscounts: price.deliveryDiscounts,
    ...(coupons?.length ? { coupons } : {}),
    round: FIRST_ROUND,
    version: 1,
    createdAt: at,
    updatedAt: at,
    payBy: new Date(at.getTime() + PAY_MS),
    refunds: [],
    outbox: [],
    ...(storeId ? { storeId } : {}),
    ...(transfer && brought.length
      ? { transfer: { id: transferIdOf(_id), ...transfer, lines: brought } }
      : {}),
    ...(guideId ? { channel: 'guide' as const, guideId } : {}),
    ...(body.remark ? { remark: body.remark } : {}),
    ...(receiver ? { receiver: encryptField(JSON.stringify(receiver)) } : {}),
  }
}

/** A place with the couriers of the store that brings it within the hour (OR-5). @throws delivery_full */
async function takeDelivery(orderId: string, { way }: Body, { storeId }: Quote): Promise<void> {
  if (way !== 'local1h' || !storeId) return
  if (!(await takeDeliverySlot(storeId, now(), orderId))) throw fail('delivery_full')
}

/** The order that stands under this key already. @throws key_reused when something else was asked for */
export function repeated(order: OrderDoc, body: Body) {
  if (order.asked !== fingerprintOf(body)) throw fail('key_reused')
  return viewOrder(order)
}

/**
 * Places an order (OR-1, IN-3): holds its goods, then writes it. The id follows from shopper and key, and the holds
 * from the id, so a repetition continues what an earlier try began; a try that is never continued leaves only holds,
 * which expire.
 * @throws the refusals of its contract
 */
export async function placeOrder(caller: Buyer, body: Body) {
  const { memberId, guideId } = caller
  const orderId = await orderIdFor(memberId, guideId ? `${guideId}/${body.key}` : body.key)
  const isFirst = await passGate(orderId, body)
  const earlier = isFirst ? null : await findOrder(orderId)
  if (earlier) return repeated(earlier, body)
  const quote = await quoteFor(memberId, body, orderId)
  // What looks missing to a repetition may be what its earlier try holds: holding says.
  const isOwn = !isFirst && isCollected(body.way) && quote.problem?.code === 'out_of_stock'
  if (quote.problem && !isOwn) throw fail(quote.problem.code, quote.problem.details)
  const { total } = quote.price
  if (body.expectedTotal !== undefined && body.expectedTotal !== total) throw fail('price_changed', { total })
  const lines = linesOf(quote).map(({ line, locationId = '' }) => ({
    ...line,
    refundedQuantity: 0,
    refundedAmount: 0,
    locationId,
  }))
  const order = newOrder(orderId, caller, body, quote, lines)
  await takeDelivery(orderId, body, quote)
  try {
    if (!(await lockCoupons(order, FIRST_ROUND))) throw fail('coupon_not_usable')
    await holdAll(orderId, lines, new Date(now().getTime() + PAY_MS + HOLD_GRACE_MS))
  } catch (error) {
    await freeDeliverySlot(orderId)
    if (order.coupons && !(await findOrder(orderId))) await unlockCoupons(order, FIRST_ROUND)
    throw error
  }
  crashPoint('order.held')
  const isNew = await insertOrder(order)
  crashPoint('order.written')
  if (isNew) return viewOrder(order)
  const winner = await settleWithEarlier(orderId, lines)
  if (order.coupons) await unlockUnused(order.coupons, winner, FIRST_ROUND)
  return repeated(winner, body)
}

/**
 * An order of this key stands already: another try was faster, or Redis had forgotten an old one. Where its goods are
 * not held for its first round (any more), what this try held is given back.
 */
async function settleWithEarlier(orderId: string, lines: readonly OrderLineDoc[]): Promise<OrderDoc> {
  const winner = await findOrder(orderId)
  if (!winner) throw new Error(`order ${orderId} neither written nor found`)
  const holds = winner.round === FIRST_ROUND && (winner.status === 'unpaid' || winner.status === 'paid')
  const isHeld = (line: OrderLineDoc) =>
    holds && winner.lines.some((it) => it.key === line.key && stockOf(it) === stockOf(line))
  await releaseAll(
    orderId,
    lines.filter((it) => !isHeld(it)),
  )
  return winner
}
const stockOf = ({ skuId, locationId }: OrderLineDoc): string => `${skuId}@${locationId}`
