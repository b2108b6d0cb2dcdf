import {
  groupBuyWrites,
  lastPaymentOf,
  type GroupBuyDoc,
} from '../../server/features/groupBuys/groupBuys.service'
import { openAllotment } from '../../server/features/allotments/allotments.service'
import { addDays, instantOf } from './days'
import { buildFlashSale } from './flashSales'
import { buildPresales } from './presales'
import { ALWAYS } from './stock'
import type { DemoChain } from './types'

const IN_STORE = 6
const IN_WAREHOUSE = 40
const STORES = ['sto_0001', 'sto_0002', 'sto_0003']
const WAREHOUSE = 'whs_c01'
const LEAST_PRICE = 4900
/** Seats, hours a team has, and from how many it is formed at its deadline all the same. */
const KINDS: readonly { size: number; hours: number; formFrom?: number }[] = [
  { size: 2, hours: 24 },
  { size: 3, hours: 24 },
  { size: 4, hours: 48 },
  { size: 5, hours: 48, formFrom: 3 },
]

function placesOf(chain: DemoChain): Map<string, GroupBuyDoc['places']> {
  const found = new Map<string, GroupBuyDoc['places']>()
  for (const location of chain.locations) {
    const isStore = STORES.includes(location.id)
    if (!isStore && location.id !== WAREHOUSE) continue
    const quota = isStore ? IN_STORE : IN_WAREHOUSE
    for (const { skuId, onHand, safety } of chain.stockOf(location))
      if (onHand - safety >= quota + 4)
        found.set(skuId, [...(found.get(skuId) ?? []), { skuId, locationId: location.id, quota }])
  }
  return found
}

/** About 7 折, ending in 9 角. */
const groupPriceOf = (price: number): number => Math.max(100, Math.round((price * 7) / 1000) * 100 - 10)

/** A few group buys that run, of goods no other campaign sets apart (GB-1); teams are the shoppers' to open. */
export function buildGroupBuys(chain: DemoChain): GroupBuyDoc[] {
  const places = placesOf(chain)
  const others = new Set([
    ...buildFlashSale(chain).items.map((it) => it.skuId),
    ...buildPresales(chain).map((it) => it.skuId),
  ])
  const hasBoth = (skuId: string) => {
    const at = places.get(skuId) ?? []
    return at.some((it) => it.locationId === WAREHOUSE) && at.some((it) => it.locationId !== WAREHOUSE)
  }
  const categories = new Set<string>()
  const chosen = [...chain.products]
    .sort((a, b) => b.soldCount - a.soldCount)
    .flatMap(({ id, name, categoryId, skus }) => {
      const sku = skus.find((it) => it.price >= LEAST_PRICE && hasBoth(it.id))
      if (!sku || ALWAYS.has(name) || categories.has(categoryId) || skus.some((it) => others.has(it.id)))
        return []
      categories.add(categoryId)
      return [{ spuId: id, name, sku }]
    })
  const createdAt = new Date(instantOf(addDays(chain.day, -3), 600))
  return KINDS.flatMap((kind, at) => {
    const it = chosen[at]
    if (!it) return []
    return [
      {
        _id: `gbu_${chain.day.replaceAll('-', '')}_${at + 1}`,
        title: `${it.name}${kind.size}人团`.slice(0, 20),
        spuId: it.spuId,
        skus: [{ skuId: it.sku.id, groupPrice: groupPriceOf(it.sku.price) }],
        ...kind,
        perMember: 2,
        from: new Date(instantOf(addDays(chain.day, -1), 0)),
        until: new Date(instantOf(addDays(chain.day, 5 + at), 0)),
        ways: ['pickup', 'express'],
        pickupAt: at % 2 ? 'anyStore' : 'leaderStore',
        places: places.get(it.sku.id) ?? [],
        status: 'scheduled',
        version: 1,
        createdAt,
        createdBy: '何静',
        updatedAt: createdAt,
      } satisfies GroupBuyDoc,
    ]
  })
}

/** The group buys with their pieces set apart; one that stands stays as it is. */
export async function loadGroupBuys(chain: DemoChain): Promise<number> {
  const made = buildGroupBuys(chain)
  for (const it of made) {
    if (await groupBuyWrites.find(it._id)) continue
    const { perMember, places } = it
    const { outcome } = await openAllotment({ id: it._id, places, perMember, until: lastPaymentOf(it) })
    if (outcome === 'open') await groupBuyWrites.insert(it)
  }
  return made.length
}
