import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { readPage } from '../../kernel/cursor'
import { hasSku, skuOf } from '../catalog/catalog.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { incomingAt } from '../transfers/transfers.service'
import type { alertsContract } from './alerts.contract'
import { findWatch, openIn, putLimits } from './alerts.model'
import { thresholdOf } from './alerts.rules'
import { fail, judge } from './alerts.watch'

type Routes = (typeof alertsContract)['routes']

/** What runs low in the own store, latest first (IN-5). @throws location_forbidden, cursor_invalid */
export async function alertsOf(
  storeId: string,
  paging: z.output<Routes['GET /stores/:storeId/alerts']['query']>,
  caller: CallerOf<Routes['GET /stores/:storeId/alerts']>,
) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const [page, incoming] = await Promise.all([
    readPage(
      paging,
      (after, count) => openIn(storeId, after, count),
      (it) => it.raisedAt ?? new Date(0),
    ),
    incomingAt(storeId),
  ])
  if (!page) throw fail('cursor_invalid')
  const skuIds = page.rows.map((it) => it.skuId)
  const stock = skuIds.length ? (await readLiveGrid(skuIds, [storeId])).get(storeId) : undefined
  const alerts = await Promise.all(
    page.rows.map(async (it) => {
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
  return { alerts, ...page.more }
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
