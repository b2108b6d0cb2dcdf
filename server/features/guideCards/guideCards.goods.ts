import { now } from '../../kernel/clock'
import { cartOf, type CartLine } from '../carts/carts.service'
import { skuOf } from '../catalog/catalog.service'
import { readLiveGrid, stockOfStore } from '../inventory/inventory.service'
import { findLocation, storesAround } from '../stores/stores.service'

const AROUND = 12
const BAG_SHOWN = 8
const STORE_SHOWN = 30

type Sku = NonNullable<Awaited<ReturnType<typeof skuOf>>>

/** Live pieces of goods in a store and in those around it. */
async function stockAround(skuIds: readonly string[], storeId: string) {
  const own = await findLocation(storeId)
  const around = own ? await storesAround(own.position, AROUND + 1, now()) : []
  const others = around.map((it) => it.id).filter((it) => it !== storeId)
  const grid = await readLiveGrid(skuIds, [storeId, ...others])
  return (skuId: string) => {
    const pieces = others.map((it) => grid.get(it)?.get(skuId) ?? 0).filter((it) => it > 0)
    return {
      here: Math.max(0, grid.get(storeId)?.get(skuId) ?? 0),
      nearby: { stores: pieces.length, pieces: pieces.reduce((sum, it) => sum + it, 0) },
    }
  }
}

const known = async (skuIds: readonly string[]): Promise<Sku[]> =>
  (await Promise.all([...new Set(skuIds)].map((it) => skuOf(it)))).filter((it) => it !== undefined)

/** Goods that are sold, with their live stock in a store and around it (ST-3); others are left out. */
export async function choicesOf(skuIds: readonly string[], storeId: string) {
  const skus = await known(skuIds)
  const pieces = await stockAround(
    skus.map((it) => it.skuId),
    storeId,
  )
  return skus.map(({ categoryId: _, ...sku }) => ({ ...sku, ...pieces(sku.skuId) }))
}

/** What the bag of a member says about each of its goods, newest first. */
const inBag = (lines: readonly CartLine[]): Map<string, string> => {
  const pieces = new Map<string, number>()
  for (const { skuId, quantity } of lines) pieces.set(skuId, (pieces.get(skuId) ?? 0) + quantity)
  return new Map([...pieces].map(([skuId, quantity]) => [skuId, `购物袋里 ${quantity} 件`]))
}

/**
 * Goods to send into a chat (GU-3): what is in the customer's bag, and what the guide's store has, or what there
 * matches the words, each with its live stock here and around (ST-3).
 */
export async function goodsFor(memberId: string | undefined, storeId: string, q: string | undefined) {
  const [lines, stock] = await Promise.all([
    memberId && !q ? cartOf(memberId) : [],
    stockOfStore(storeId, { ...(q ? { q } : {}), limit: STORE_SHOWN }),
  ])
  const bagWords = inBag(lines)
  const [bag, store] = await Promise.all([
    known([...bagWords.keys()].slice(0, BAG_SHOWN)),
    known(stock.items.map((it) => it.product.skuId)),
  ])
  const pieces = await stockAround([...new Set([...bag, ...store].map((it) => it.skuId))], storeId)
  const show = ({ categoryId: _, ...sku }: Sku) => {
    const why = bagWords.get(sku.skuId)
    return { ...sku, ...pieces(sku.skuId), ...(why ? { why } : {}) }
  }
  return {
    bag: bag.map(show),
    store: store.filter((it) => !bagWords.has(it.skuId)).map(show),
    asOf: now().toISOString(),
  }
}
