import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { addressOf, type Address } from '../addresses/addresses.service'
import { skuOf } from '../catalog/catalog.service'
import { freeDeliveries } from '../deliverySlots/deliverySlots.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { tierOf } from '../members/members.service'
import { deliveryFeeOf, priceBasket, standingPromotions, type Price } from '../pricing/pricing.service'
import { planDelivery } from '../sourcing/sourcing.service'
import { findLocation } from '../stores/stores.service'
import { ordersContract } from './orders.contract'
import { isCollected, type Way } from './orders.rules'

export const fail = failWith(ordersContract.errors)
type Asked = z.output<(typeof ordersContract)['routes']['POST /checkout/preview']['body']>
type Code = Extract<keyof typeof ordersContract.errors, string>
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
  storeId?: string
  address?: Address
  text?: string
  problem?: { code: Code; details?: unknown }
}

interface Source {
  pieces: Piece[]
  storeId?: string
  address?: Address
  text?: string
  problem?: Quote['problem']
}

type Skus = readonly { sku: Sku; quantity: number }[]
const unplaced = (skus: Skus): Piece[] => skus.map((it) => ({ ...it, available: 0 }))

/** Goods that change hands in a store: all of them from its own stock. */
async function fromStore(skus: Skus, { way, storeId }: Asked): Promise<Source> {
  if (!storeId) return { pieces: unplaced(skus), problem: { code: 'store_required' } }
  const store = await findLocation(storeId)
  if (store?.kind !== 'store') throw fail('store_not_found')
  const grid = await readLiveGrid(
    skus.map((it) => it.sku.skuId),
    [storeId],
  )
  const pieces = skus.map((it) => ({
    ...it,
    locationId: storeId,
    available: Math.max(0, grid.get(storeId)?.get(it.sku.skuId) ?? 0),
  }))
  const missing = pieces.filter((it) => it.available < it.quantity)
  const source: Source = { pieces, storeId, text: `${store.name}现货` }
  if (way === 'pickup' && !store.services.includes('pickup'))
    return { ...source, problem: { code: 'way_not_offered' } }
  return missing.length ? { ...source, problem: outOfStock(missing) } : source
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
type DeliveryWay = Exclude<Way, 'pickup' | 'counter'>

/**
 * Prices a basket and finds where it comes from (OR-1, CA-2, IN-4). Promises nothing: the stock is still to be held.
 * @throws sku_not_found, store_not_found, address_not_found
 */
export async function quoteFor(memberId: string, asked: Asked): Promise<Quote> {
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
  const price = priceBasket({
    lines,
    promotions: standingPromotions(),
    member: { tier: await tierOf(memberId) },
    deliveryFee: deliveryFeeOf(way, goods),
    at: now(),
  })
  return { ...source, pieces, price }
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
    ...(text && !problem ? { fulfilment: { locationIds, text } } : {}),
    ...(problem
      ? { problem: { code: problem.code, text: said ?? ordersContract.errors[problem.code].text } }
      : {}),
  }
}
