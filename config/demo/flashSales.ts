import {
  announcePlan,
  flashSaleWrites,
  spanOf,
  type FlashSaleDoc,
} from '../../server/features/flashSales/flashSales.service'
import { addDays, instantOf } from './days'
import { ALWAYS } from './stock'
import type { DemoChain } from './types'

/** Pieces each session sets apart. */
const IN_STORE = 2
const IN_WAREHOUSE = 10
const STORES = ['sto_0001', 'sto_0002']
const WAREHOUSE = 'whs_c01'
/** Sessions of a day and the two that are set apart beside it. */
const SESSIONS = 7
const GOODS = 6
/** Under this a piece is not worth the rush. */
const LEAST_PRICE = 2900

/** Where a SKU's pieces are given out, from what its places have beyond what must stay. */
function placesOf(chain: DemoChain): Map<string, FlashSaleDoc['items'][number]['places']> {
  const found = new Map<string, FlashSaleDoc['items'][number]['places']>()
  for (const location of chain.locations) {
    const isStore = STORES.includes(location.id)
    if (!isStore && location.id !== WAREHOUSE) continue
    const quota = isStore ? IN_STORE : IN_WAREHOUSE
    for (const { skuId, onHand, safety } of chain.stockOf(location))
      if (onHand - safety >= quota * SESSIONS + 4)
        found.set(skuId, [...(found.get(skuId) ?? []), { locationId: location.id, quota }])
  }
  return found
}

/** About 6 折, ending in 9 角. */
const flashPriceOf = (price: number): number => Math.max(100, Math.round((price * 6) / 1000) * 100 - 10)

/** A flash sale with sessions through each day, of what sells most (SO-2). */
export function buildFlashSale(chain: DemoChain): FlashSaleDoc {
  const places = placesOf(chain)
  const categories = new Set<string>()
  const items = [...chain.products]
    .sort((a, b) => b.soldCount - a.soldCount)
    .flatMap(({ name, categoryId, skus }) => {
      const sku = skus.find((it) => it.price >= LEAST_PRICE && (places.get(it.id)?.length ?? 0) > 1)
      if (!sku || ALWAYS.has(name) || categories.has(categoryId)) return []
      categories.add(categoryId)
      return [
        {
          skuId: sku.id,
          price: flashPriceOf(sku.price),
          perMember: 1,
          places: places.get(sku.id) ?? [],
        },
      ]
    })
    .slice(0, GOODS)
  const createdAt = new Date(instantOf(addDays(chain.day, -2), 600))
  const plan = {
    _id: `fls_${chain.day.replaceAll('-', '')}`,
    days: { from: chain.day, until: addDays(chain.day, 6) },
    times: ['00:00', '08:00', '12:00', '16:00', '20:00'],
    minutes: 240,
  }
  return {
    ...plan,
    ...spanOf(plan),
    title: '整点秒杀',
    items,
    withMember: false,
    status: 'scheduled',
    lacking: [],
    version: 1,
    createdAt,
    createdBy: '何静',
    updatedAt: createdAt,
  }
}

/** The flash sale with the pieces of its next sessions set apart; one that stands stays as it is. */
export async function loadFlashSale(chain: DemoChain): Promise<number> {
  const made = buildFlashSale(chain)
  const standing = await flashSaleWrites.find(made._id)
  if (!standing) await flashSaleWrites.put([made])
  await announcePlan(standing ?? made)
  return made.items.length
}
