import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { addressesOf, addressOf, type Address } from '../addresses/addresses.service'
import { skuOf } from '../catalog/catalog.service'
import { couponsForBasket, priceChosen, type Basket } from '../coupons/coupons.service'
import { freeDeliveries } from '../deliverySlots/deliverySlots.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { tierOf } from '../members/members.service'
import {
  deliveryFeeOf,
  priceBasket,
  standingPromotions,
  type Price,
  type Promotion,
} from '../pricing/pricing.service'
import { alternativesTo, arrivalOf, momentText, planDelivery } from '../sourcing/sourcing.service'
import { distanceBetween, findLocation, type LocationDoc } from '../stores/stores.service'
import type { checkoutCoupons, orderCoupon } from '../coupons/coupons.shapes.contract'
import { ordersContract } from './orders.contract'
import { isCollected, type Way } from './orders.rules'

export const fail = failWith(ordersContract.errors)
type Asked = z.output<(typeof ordersContract)['routes']['POST /checkout/preview']['body']>
type Code = Extract<keyof typeof ordersContract.errors, string>
type OrderCoupon = z.infer<typeof orderCoupon>
type Checkout = z.input<typeof checkoutCoupons>
type Sku = NonNullable<Awaited<ReturnType<typeof skuOf>>>

interface Piece {
  sku: Sku
  quantity: number
  /** Absent while no place can give it. */
  locationId?: string
  available: number
}

/** What a basket costs and where it comes from; `problem` says why it cannot be ordered as it is. */
export interface Quote {
  pieces: (Piece & { key: string })[]
  price: Price
  /** The grants it is priced with (CO-4); a preview shows the shopper's others too. */
  coupons?: OrderCoupon[]
  checkout?: Checkout
  storeId?: string
  address?: Address
  /** What the store lacks is brought there first (IN-4). */
  transfer?: { from: string; expectedAt: Date }
  text?: string
  problem?: { code: Code; details?: unknown }
}

type Source = Omit<Quote, 'pieces' | 'price' | 'coupons' | 'checkout'> & { pieces: Piece[] }

type Skus = readonly { sku: Sku; quantity: number }[]
const unplaced = (skus: Skus): Piece[] => skus.map((it) => ({ ...it, available: 0 }))

/** Goods that change hands in a store: from its own stock; of a pickup, lines it lacks may be brought there (IN-4). */
async function fromStore(skus: Skus, { way, storeId, transferFrom }: Asked): Promise<Source> {
  if (!storeId) return { pieces: unplaced(skus), problem: { code: 'store_required' } }
  const store = await findLocation(storeId)
  if (store?.kind !== 'store') throw fail('store_not_found')
  const giver = way === 'pickup' && transferFrom !== storeId ? await giverOf(transferFrom) : undefined
  const grid = await readLiveGrid(
    skus.map((it) => it.sku.skuId),
    giver ? [storeId, giver._id] : [storeId],
  )
  const availableAt = (locationId: string, { sku }: Skus[number]) =>
    Math.max(0, grid.get(locationId)?.get(sku.skuId) ?? 0)
  const pieces = skus.map((it) => {
    const here = availableAt(storeId, it)
    return giver && here < it.quantity
      ? { ...it, locationId: giver._id, available: availableAt(giver._id, it) }
      : { ...it, locationId: storeId, available: here }
  })
  const missing = pieces.filter((it) => it.available < it.quantity)
  const isBrought = giver !== undefined && pieces.some((it) => it.locationId === giver._id)
  const source: Source = {
    pieces,
    storeId,
    ...(isBrought ? broughtFrom(giver, store) : { text: `${store.name}现货` }),
  }
  if (way === 'pickup' && !store.services.includes('pickup'))
    return { ...source, problem: { code: 'way_not_offered' } }
  return missing.length ? { ...source, problem: outOfStock(missing) } : source
}

/** @throws store_not_found */
async function giverOf(locationId: string | undefined): Promise<LocationDoc | undefined> {
  if (!locationId) return undefined
  const giver = await findLocation(locationId)
  if (!giver) throw fail('store_not_found')
  return giver
}

function broughtFrom(giver: LocationDoc, store: LocationDoc) {
  const expectedAt = arrivalOf(now(), distanceBetween(giver.position, store.position))
  return {
    transfer: { from: giver._id, expectedAt },
    text: `从「${giver.name}」调货，预计 ${momentText(expectedAt)} 前到${store.name}，到店通知来取`,
  }
}

const outOfStock = (missing: readonly Piece[]): Quote['problem'] => ({
  code: 'out_of_stock',
  details: missing.map((it) => ({ skuId: it.sku.skuId, name: it.sku.name, available: it.available })),
})

/** Goods that are brought: from where sourcing finds them (IN-4). */
async function fromAnywhere(skus: Skus, asked: Asked, memberId: string, way: DeliveryWay): Promise<Source> {
  if (!asked.addressId) return { pieces: unplaced(skus), problem: { code: 'address_required' } }
  const address = await addressOf(memberId, asked.addressId)
  if (!address) throw fail('address_not_found')
  const wanted = skus.map(({ sku, quantity }) => ({ skuId: sku.skuId, quantity }))
  const plan = await planDelivery(wanted, address.position, way)
  if (plan.outcome === 'refused') {
    const outOf = plan.missing.length > 0 && plan.passedOver.some((it) => it.why === 'out_of_stock')
    const code = outOf ? 'out_of_stock' : 'delivery_unreachable'
    return {
      pieces: unplaced(skus),
      address,
      text: plan.reason,
      problem: { code, details: { reason: plan.reason } },
    }
  }
  const skuById = new Map(skus.map(({ sku }) => [sku.skuId, sku]))
  const pieces = plan.parts.flatMap(({ locationId, lines }) =>
    lines.map(({ skuId, quantity }) => ({
      sku: skuById.get(skuId) as Sku,
      quantity,
      locationId,
      available: quantity,
    })),
  )
  return { pieces, address, text: plan.reason, storeId: plan.parts[0]?.locationId ?? '' }
}
type DeliveryWay = Exclude<Way, 'pickup' | 'counter' | 'voucher'>

/**
 * Prices a basket and finds where it comes from (OR-1, CA-2, IN-4). Promises nothing: the stock is still to be held.
 * An order to be placed is priced with exactly the grants asked for, which it may hold already; a preview without a
 * wish with the best choice (CO-4).
 * @throws sku_not_found, store_not_found, address_not_found, coupon_not_usable
 */
export async function quoteFor(memberId: string, asked: Asked, orderId?: string): Promise<Quote> {
  const found = await Promise.all(
    asked.lines.map(async ({ skuId, quantity }) => ({ skuId, sku: await skuOf(skuId), quantity })),
  )
  const unknown = found.filter((it) => !it.sku).map((it) => it.skuId)
  if (unknown.length) throw fail('sku_not_found', { skuIds: unknown })
  const skus = found as unknown as Skus
  const { way } = asked
  const source = isCollected(way)
    ? await fromStore(skus, asked)
    : await fromAnywhere(skus, asked, memberId, way as DeliveryWay)
  const pieces = source.pieces.map((it, at) => ({ ...it, key: `l${at + 1}` }))
  const lines = pieces.map(({ key, sku, quantity }) => ({
    key,
    skuId: sku.skuId,
    spuId: sku.spuId,
    categoryId: sku.categoryId,
    quantity,
    unitPrice: sku.price,
  }))
  const goods = lines.reduce((sum, it) => sum + it.unitPrice * it.quantity, 0)
  const [tier, deliveryFee, at] = [await tierOf(memberId), deliveryFeeOf(way, goods), now()]
  const priceWith = (coupons: readonly Promotion[]) =>
    priceBasket({
      lines,
      promotions: [...coupons, ...standingPromotions()],
      member: { tier },
      deliveryFee,
      at,
    })
  const channel = way === 'counter' ? 'store' : 'online'
  const { storeId } = source
  const basket = { memberId, lines, channel, storeId, deliveryFee, priceWith } as const
  return { ...source, pieces, ...(await withCoupons(basket, asked.couponIds, orderId)) }
}

/** @throws coupon_not_usable */
async function withCoupons(basket: Basket, grantIds: readonly string[] | undefined, orderId?: string) {
  if (orderId !== undefined) {
    const found = await priceChosen(basket, grantIds ?? [], orderId)
    if (!found) throw fail('coupon_not_usable')
    return { price: found.price, coupons: found.chosen }
  }
  const found = await couponsForBasket(basket, grantIds)
  if (!found) throw fail('coupon_not_usable')
  const { price, coupons: checkout } = found
  return { price, coupons: checkout.chosen, checkout }
}

const amountsOf = ({ goods, discount, deliveryFee, deliveryDiscounts, total }: Price) => ({
  goods,
  discount,
  deliveryFee: deliveryFee - deliveryDiscounts.reduce((sum, it) => sum + it.amount, 0),
  total,
})

/** The lines of a quote as orders and previews show them, in the order of its pieces. */
export const linesOf = ({ pieces, price }: Quote) =>
  pieces.map(({ key, sku, quantity, locationId, available }, at) => {
    const { unitPrice, discounts, total } = price.lines[at] as Price['lines'][number]
    const { skuId, spuId, name, image, optionText } = sku
    const line = { key, skuId, spuId, name, image, optionText, quantity, unitPrice, discounts, total }
    return { line, locationId, available }
  })

export { amountsOf }

/**
 * Says that the couriers' hour is full before the order is placed (OR-1). Only a look: placing takes the place, which may
 * be the last one and this shopper's already.
 */
async function withSlot(quote: Quote, { way }: Asked): Promise<Quote> {
  if (way !== 'local1h' || quote.problem || !quote.storeId) return quote
  const free = await freeDeliveries(quote.storeId, now())
  return free > 0 ? quote : { ...quote, problem: { code: 'delivery_full' } }
}

/** What else the shopper can do when the chosen store lacks something (IN-4). */
async function alternativesFor(memberId: string, asked: Asked, { pieces, problem, storeId }: Quote) {
  const store = storeId && asked.way === 'pickup' ? await findLocation(storeId) : undefined
  if (!store || problem?.code !== 'out_of_stock') return []
  const wantedOf = ({ sku, quantity }: Piece) => ({ skuId: sku.skuId, quantity })
  const short = pieces.filter((it) => it.locationId !== storeId || it.available < it.quantity)
  const addresses = await addressesOf(memberId)
  const home = addresses.find((it) => it.isDefault) ?? addresses[0]
  const found = await alternativesTo(store, pieces.map(wantedOf), short.map(wantedOf), home?.position)
  return found.map(({ expectedAt, ...it }) => ({
    ...it,
    ...(expectedAt ? { expectedAt: expectedAt.toISOString() } : {}),
  }))
}

/** What a basket costs and whence it would come, as the checkout page shows it. */
export async function previewOrder(memberId: string, asked: Asked) {
  const quote = await withSlot(await quoteFor(memberId, asked), asked)
  const shown = linesOf(quote)
  const locationIds = [...new Set(shown.flatMap((it) => it.locationId ?? []))]
  const { problem, text } = quote
  const said = (problem?.details as { reason?: string } | undefined)?.reason
  return {
    lines: shown.map(({ line, available }) => ({
      ...line,
      available,
      isAvailable: available >= line.quantity,
    })),
    amounts: amountsOf(quote.price),
    deliveryDiscounts: quote.price.deliveryDiscounts,
    ...(quote.checkout ? { coupons: quote.checkout } : {}),
    ...(text && !problem ? { fulfilment: { locationIds, text } } : {}),
    ...(problem
      ? { problem: { code: problem.code, text: said ?? ordersContract.errors[problem.code].text } }
      : {}),
    alternatives: await alternativesFor(memberId, asked, quote),
  }
}
