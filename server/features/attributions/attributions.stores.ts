import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { guideDirectory } from '../guides/guides.service'
import { reaches } from '../operators/operators.service'
import { allStores, getStore } from '../stores/stores.service'
import { attributionsContract } from './attributions.contract'
import { sumsByStore } from './attributions.model'
import { nothing, plus, storeNumbers, timesOf, type Period } from './attributions.numbers'

type Routes = (typeof attributionsContract)['routes']
type Operator = CallerOf<Routes['GET /console/store-sales']>

const fail = failWith(attributionsContract.errors)
const STORES_SHOWN = 200

/** What the guides of the stores an operator answers for sold, store by store, the best of the month first (OP-6). */
export async function storeSales(caller: Operator, period: Period) {
  const at = now()
  const { day, month } = timesOf(at, period)
  const storeIds = caller.role === 'headquarters' ? undefined : (caller.storeIds ?? [])
  const [stores, rows, guides] = await Promise.all([
    allStores(),
    sumsByStore(storeIds, month, day.from),
    guideDirectory(),
  ])
  const sums = new Map(rows.map((it) => [it._id, it]))
  const shown = stores
    .filter((it) => reaches(caller, [it._id]))
    .map(({ _id: storeId, name, city }) => {
      const sum = sums.get(storeId) ?? { ...nothing, sinceOrders: 0, sinceAmount: 0 }
      return {
        storeId,
        name,
        city,
        guides: guides.ofStore(storeId).length,
        today: { orders: sum.sinceOrders, amount: sum.sinceAmount },
        month: { orders: sum.orders, amount: sum.amount },
      }
    })
    .sort(
      (a, b) => b.month.amount - a.month.amount || b.guides - a.guides || a.name.localeCompare(b.name, 'zh'),
    )
  return {
    today: shown.map((it) => it.today).reduce(plus, nothing),
    month: shown.map((it) => it.month).reduce(plus, nothing),
    stores: shown.slice(0, STORES_SHOWN),
    total: shown.length,
    asOf: at.toISOString(),
  }
}

/** One of these stores, guide by guide. @throws store_not_found, store_out_of_reach */
export async function storeSalesOf(storeId: string, caller: Operator, period: Period) {
  if (!reaches(caller, [storeId])) throw fail('store_out_of_reach')
  const { name } = await getStore(storeId)
  return { name, ...(await storeNumbers(storeId, period)) }
}
