import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { emit } from '../../kernel/outbox'
import { fromShanghai } from '../../kernel/shanghai'
import { findStock, soldOf, soldSince } from '../inventory/inventory.service'
import { alertsContract } from './alerts.contract'
import { alertClosed, alertRaised } from './alerts.events'
import { findWatch, putJudgement, putLimits, watchedSkus, watchesOf, type WatchDoc } from './alerts.model'
import { isLow, SALES_DAYS, thresholdOf } from './alerts.rules'

export const fail = failWith(alertsContract.errors)

const DAY = 86_400_000
const TRIES = 60

/**
 * Raises or closes the alert of one SKU in one location by what the stock says now (IN-5): once while it is low, however
 * often, late and out of order it is asked. What was written for a version of the stock that is over by then is judged
 * again.
 * @throws stock_busy when others were always faster
 */
export async function judge(skuId: string, locationId: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    // In this order: what is written on this turn was judged on stock no older than it.
    const watch = await findWatch(skuId, locationId)
    const stock = await findStock(skuId, locationId)
    if (!stock || isLow(stock.available, watch ?? {}) === (watch?.state === 'open')) return
    if (!(await turn(watch, stock))) continue
    if ((await findStock(skuId, locationId))?.version === stock.version) return
  }
  throw fail('stock_busy')
}

type Stock = NonNullable<Awaited<ReturnType<typeof findStock>>>

/** Opens or closes an alert. @returns false when somebody else judged meanwhile */
function turn(watch: WatchDoc | null, { skuId, locationId, available, version }: Stock): Promise<boolean> {
  const of = { skuId, locationId }
  const details = { ...of, available, threshold: thresholdOf(watch ?? {}) }
  return watch?.state === 'open'
    ? putJudgement(watch, of, { state: 'closed', version, closedAt: now() }, emit(alertClosed, details))
    : putJudgement(watch, of, { state: 'open', version, raisedAt: now() }, emit(alertRaised, details))
}

/** Looks at a change of stock; most change nothing and cost one read. */
export async function lookAtChange(changed: {
  skuId: string
  locationId: string
  available: number
}): Promise<void> {
  const { skuId, locationId, available } = changed
  const watch = await findWatch(skuId, locationId)
  if (watch?.state === 'open' || isLow(available, watch ?? {})) await judge(skuId, locationId)
}

/**
 * Brings the default thresholds to the speed of sale of the last weeks, and judges what they change (IN-5).
 * @param day `YYYY-MM-DD` in Shanghai
 */
export async function followSales(day: string): Promise<void> {
  const since = new Date(fromShanghai(day).getTime() - SALES_DAYS * DAY)
  for (const skuId of new Set([...(await soldSince(since)), ...(await watchedSkus())])) {
    const [sold, known] = [await soldOf(skuId, since), await watchesOf(skuId)]
    const before = new Map(known.map((it) => [it.locationId, it]))
    for (const locationId of new Set([...sold.keys(), ...before.keys()])) {
      const [watch, pieces] = [before.get(locationId), sold.get(locationId) ?? 0]
      if (thresholdOf({ sold: pieces }) === thresholdOf({ sold: watch?.sold ?? 0 })) continue
      await putLimits(skuId, locationId, { sold: pieces })
      await judge(skuId, locationId)
    }
  }
}
