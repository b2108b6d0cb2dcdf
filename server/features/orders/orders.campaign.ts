import { now } from '../../kernel/clock'
import { crashPoint, type CrashPoint } from '../../kernel/crashPoint'
import { addressOf, type Address } from '../addresses/addresses.service'
import {
  claimPieces,
  dropClaims,
  findAllotment,
  leftOf,
  type Allotment,
  type Claimed,
} from '../allotments/allotments.service'
import { skuOf } from '../catalog/catalog.service'
import type { Promotion } from '../pricing/pricing.service'
import { findLocation } from '../stores/stores.service'
import { findOrder, insertOrder, type OrderDoc } from './orders.model'
import { newOrder, repeated, type Body, type Buyer } from './orders.place'
import { priceOfCampaign } from './orders.price'
import { amountsOf, fail, linesOf, type Quote } from './orders.quote'
import { FIRST_ROUND, HOLD_GRACE_MS, PAY_MS } from './orders.rules'
import { claimsOf } from './orders.stock'
import { viewOrder } from './orders.view'

/*
 * Orders whose goods come from the stock of a campaign (allotments): presales, group buys, flash sales. They are collected
 * in a store that has pieces of it, or sent from a warehouse that has.
 */

export interface CampaignAsked {
  lines: readonly { skuId: string; quantity: number }[]
  way: 'pickup' | 'express'
  storeId?: string | undefined
  addressId?: string | undefined
  /** Of pickup: where its pieces are set apart, when they are brought to the store together (GB-2). */
  broughtFrom?: string | undefined
}

interface Source {
  locationId: string
  /** Where it is collected. */
  storeId?: string
  address?: Address
  text: string
}

/** Where a campaign's pieces come from. @throws store_required, address_required, address_not_found, way_not_offered */
async function sourceOf(stock: Allotment, asked: CampaignAsked, memberId: string): Promise<Source> {
  const offers = (locationId: string) =>
    asked.lines.every(({ skuId }) =>
      stock.places.some((it) => it.locationId === locationId && it.skuId === skuId),
    )
  if (asked.way === 'pickup') {
    if (!asked.storeId) throw fail('store_required')
    const store = await findLocation(asked.storeId)
    const locationId = asked.broughtFrom ?? asked.storeId
    if (store?.kind !== 'store' || !offers(locationId)) throw fail('way_not_offered')
    return { locationId, storeId: asked.storeId, text: `${store.name}自提` }
  }
  if (!asked.addressId) throw fail('address_required')
  const address = await addressOf(memberId, asked.addressId)
  if (!address) throw fail('address_not_found')
  const senders = [...new Set(stock.places.map((it) => it.locationId))].filter(
    (it) => !it.startsWith('sto_') && offers(it),
  )
  const hasAll = (locationId: string) =>
    asked.lines.every(({ skuId, quantity }) => leftOf(stock, { skuId, locationId }) >= quantity)
  const locationId = senders.find(hasAll) ?? senders[0]
  if (!locationId) throw fail('way_not_offered')
  return { locationId, address, text: `${(await findLocation(locationId))?.name ?? ''}发货` }
}

/**
 * What goods of a campaign cost and where they come from. Promises nothing: the pieces are still to be claimed.
 * @param promotions of the campaign; what always holds comes after them
 * @throws sku_not_found, store_required, address_required, address_not_found, way_not_offered
 */
export async function quoteCampaign(
  allotmentId: string,
  memberId: string,
  asked: CampaignAsked,
  promotions: readonly Promotion[],
): Promise<Quote> {
  const stock = await findAllotment(allotmentId)
  if (!stock) throw fail('way_not_offered')
  const source = await sourceOf(stock, asked, memberId)
  const { locationId, storeId = locationId, address, text } = source
  const pieces = await Promise.all(
    asked.lines.map(async ({ skuId, quantity }, at) => {
      const sku = await skuOf(skuId)
      if (!sku) throw fail('sku_not_found', { skuIds: [skuId] })
      const available = leftOf(stock, { skuId, locationId })
      return { key: `l${at + 1}`, sku, quantity, locationId, available }
    }),
  )
  const lines = pieces.map(({ key, sku, quantity }) => ({
    key,
    skuId: sku.skuId,
    spuId: sku.spuId,
    categoryId: sku.categoryId,
    quantity,
    unitPrice: sku.price,
  }))
  const price = await priceOfCampaign({ memberId, way: asked.way, lines }, promotions)
  return { pieces, price, storeId, text, ...(address ? { address } : {}) }
}

/** What pieces of one SKU would cost and where they would come from, as a campaign's page shows it. */
export function previewOf(quote: Quote) {
  const [shown] = linesOf(quote)
  if (!shown) throw new Error('a campaign has a line')
  const { line, available } = shown
  return {
    line: { ...line, available, isAvailable: available >= line.quantity },
    amounts: amountsOf(quote.price),
    deliveryDiscounts: quote.price.deliveryDiscounts,
    fulfilment: quote.text ?? '',
  }
}

interface Wish extends Omit<Body, 'lines'> {
  skuId: string
  quantity: number
}

/** What is asked of a campaign, as of any order. */
export const bodyOf = ({ key, way, skuId, quantity, storeId, addressId, remark }: Wish): Body => ({
  key,
  way,
  lines: [{ skuId, quantity }],
  ...(storeId ? { storeId } : {}),
  ...(addressId ? { addressId } : {}),
  ...(remark ? { remark } : {}),
})

interface Placing {
  orderId: string
  caller: Buyer
  body: Body
  quote: Quote
  allotmentId: string
  /** What the campaign adds to its order. */
  more: Partial<OrderDoc>
  /** The refusal when its pieces cannot be claimed. */
  refuse: (claimed: Exclude<Claimed, { outcome: 'claimed' }>) => Error
  /** After claiming, and after writing. */
  points?: readonly [CrashPoint, CrashPoint]
}

/** An order of a campaign as it is first written: its pieces claimed, nothing paid. */
const campaignOrder = ({ orderId, caller, body, quote, allotmentId, more }: Placing): OrderDoc => {
  const lines = linesOf(quote).map(({ line, locationId = '' }) => ({
    ...line,
    refundedQuantity: 0,
    refundedAmount: 0,
    locationId,
  }))
  return { ...newOrder(orderId, caller, body, quote, lines), allotmentId, ...more }
}

/**
 * Places an order of a campaign: claims its pieces, then writes it. As with other orders the id follows from shopper and
 * key and the claims from the id; a try that is never continued leaves claims that expire.
 * @returns the order that stands under this id, and whether it is this one
 * @throws what `refuse` says; key_reused
 */
export async function placeCampaign(placing: Placing) {
  const { orderId, allotmentId, refuse, body, points } = placing
  const order = campaignOrder(placing)
  const expiresAt = new Date(now().getTime() + PAY_MS + HOLD_GRACE_MS)
  const claims = claimsOf(order, FIRST_ROUND, expiresAt)
  const claimed = await claimPieces(allotmentId, claims)
  if (claimed.outcome !== 'claimed') throw refuse(claimed)
  if (points) crashPoint(points[0])
  const isNew = await insertOrder(order)
  if (points) crashPoint(points[1])
  if (isNew) return { view: await viewOrder(order), isMine: true }
  const winner = await findOrder(orderId)
  if (!winner) throw new Error(`order ${orderId} neither written nor found`)
  // Closed already: what this try claimed for its first round is nobody's.
  const isMine = winner.status !== 'closed' && winner.round === FIRST_ROUND
  if (!isMine)
    await dropClaims(
      allotmentId,
      claims.map((it) => it.key),
    )
  return { view: await repeated(winner, body), isMine }
}
