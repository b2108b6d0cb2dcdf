import { ALWAYS } from './stock'
import { addDays, instantOf } from './days'
import type { DemoChain } from './types'

/** An offer as `POST /presales` takes it. */
export interface DemoPresale {
  id: string
  skuId: string
  deposit: number
  worth: number
  depositFrom: string
  depositUntil: string
  balanceFrom: string
  balanceUntil: string
  readyAt: string
  perMember: number
  places: { locationId: string; quota: number }[]
}

/** Days from the demo's own: the windows of deposit and balance, and when the goods come. */
const PHASES: [name: string, days: [number, number, number, number, number], counts: 1 | 2][] = [
  ['deposit', [-2, 3, 5, 7, 9], 2],
  ['balance', [-8, -3, -1, 2, 4], 2],
  ['coming', [1, 4, 6, 8, 10], 2],
  ['waiting', [-6, -1, 1, 3, 5], 1],
  ['lastday', [-4, 1, 2, 4, 6], 1],
]
/** Where offers are given out: two stores of the first city, and the warehouses. */
const STORES = ['sto_0001', 'sto_0002']
const LEAST_PRICE = 12_000
const MOST_IN_STORE = 4
const MOST_IN_WAREHOUSE = 30

/** A few presales, one in each phase on the day of the chain (CA-4); the goods of the drawn scenes stay as they are. */
export function buildPresales(chain: DemoChain): DemoPresale[] {
  const free = freeStock(chain)
  const goods = chain.products
    .filter(({ name, skus }) => !ALWAYS.has(name) && skus[0] && skus[0].price >= LEAST_PRICE)
    // What is new sells least so far.
    .sort((a, b) => a.soldCount - b.soldCount)
  const chosen = goods.flatMap(({ skus }) => {
    const sku = skus.find(({ id }) => hasBoth(free.get(id) ?? []))
    return sku ? [{ sku, places: free.get(sku.id) ?? [] }] : []
  })
  return PHASES.flatMap(([name, days, counts], at) => {
    const it = chosen[at]
    if (!it) return []
    const deposit = Math.floor(it.sku.price / 10_000) * 1000
    const [depositFrom, depositUntil, balanceFrom, balanceUntil, readyAt] = days.map((day) =>
      instantOf(addDays(chain.day, day), 0),
    ) as [string, string, string, string, string]
    const id = `prs_${chain.day.replaceAll('-', '')}_${name}`
    const windows = { depositFrom, depositUntil, balanceFrom, balanceUntil, readyAt }
    return [
      { id, skuId: it.sku.id, deposit, worth: deposit * counts, ...windows, perMember: 2, places: it.places },
    ]
  })
}

/** To be collected in a store, or sent from a warehouse. */
const hasBoth = (places: DemoPresale['places']): boolean =>
  places.some((it) => STORES.includes(it.locationId)) && places.some((it) => !STORES.includes(it.locationId))

/** What the places of offers could set apart, by SKU. */
function freeStock(chain: DemoChain): Map<string, DemoPresale['places']> {
  const found = new Map<string, DemoPresale['places']>()
  for (const location of chain.locations) {
    const isStore = location.kind === 'store'
    if (isStore && !STORES.includes(location.id)) continue
    for (const { skuId, onHand, safety } of chain.stockOf(location)) {
      const quota = Math.min(onHand - safety, isStore ? MOST_IN_STORE : MOST_IN_WAREHOUSE)
      if (quota > 1) found.set(skuId, [...(found.get(skuId) ?? []), { locationId: location.id, quota }])
    }
  }
  return found
}
