import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { readMark, writeMark, type Mark } from '../../kernel/cursor'
import { hasSku, skuOf } from '../catalog/catalog.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { incomingAt } from '../transfers/transfers.service'
import type { alertsContract } from './alerts.contract'
import { findWatch, openIn, putLimits } from './alerts.model'
import { thresholdOf } from './alerts.rules'
import { fail, judge } from './alerts.watch'

type Routes = (typeof alertsContract)['routes']

/** @throws cursor_invalid */
function markOf(cursor: string): Mark {
  const mark = readMark(cursor)
  if (!mark) throw fail('cursor_invalid')
  return mark
}

/** What runs low in the own store, latest first (IN-5). @throws location_forbidden, cursor_invalid */
export async function alertsOf(
  storeId: string,
  { cursor, limit }: z.output<Routes['GET /stores/:storeId/alerts']['query']>,
  caller: CallerOf<Routes['GET /stores/:storeId/alerts']>,
) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const [found, incoming] = await Promise.all([
    openIn(storeId, cursor === undefined ? undefined : markOf(cursor), limit + 1),
    incomingAt(storeId),
  ])
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const skuIds = shown.map((it) => it.skuId)
  const stock = skuIds.length ? (await readLiveGrid(skuIds, [storeId])).get(storeId) : undefined
  const alerts = await Promise.all(
    shown.map(async (it) => {
      const sku = await skuOf(it.skuId)
      return {
        skuId: it.skuId,
        name: sku?.name ?? it.skuId,
        image: sku?.image ?? '',
        optionText: sku?.optionText ?? '',
        available: stock?.get(it.skuId) ?? 0,
        threshold: thresholdOf(it),
        isOwn: it.own !== undefined,
        incoming: incoming.get(it.skuId) ?? 0,
        raisedAt: (it.raisedAt ?? new Date(0)).toISOString(),
      }
    }),
  )
  const more = found.length > limit && last?.raisedAt
  return { alerts, ...(more ? { next: writeMark({ at: more, id: last._id }) } : {}) }
}

/**
 * The own store's threshold of a SKU, or none (IN-5); alerts follow at once.
 * @throws location_forbidden, sku_not_found, stock_busy
 */
export async function setThreshold(
  { storeId, skuId }: { storeId: string; skuId: string },
  own: number | undefined,
  caller: CallerOf<Routes['PUT /stores/:storeId/thresholds/:skuId']>,
) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  if (!(await hasSku(skuId))) throw fail('sku_not_found')
  await putLimits(skuId, storeId, { own, ownBy: caller.guideId })
  await judge(skuId, storeId)
  const watch = await findWatch(skuId, storeId)
  return { skuId, threshold: thresholdOf(watch ?? {}), isOwn: watch?.own !== undefined }
}
