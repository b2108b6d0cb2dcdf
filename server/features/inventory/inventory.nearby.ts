import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { liveStockReads } from '../../kernel/metrics'
import { Prepared } from '../../kernel/prepared'
import { hasSku } from '../catalog/catalog.service'
import { linesNear } from '../stores/stores.service'
import { fail } from './inventory.changes'
import { shownStock, type inventoryContract } from './inventory.contract'
import { readLive } from './inventory.live'
import { levelOf } from './inventory.rules'

type Nearby = z.output<(typeof inventoryContract)['routes']['GET /stock/nearby']['query']>

/** How many stores are asked at once, and at most, when only those that have the goods are wanted. */
const SCAN = 60
const MOST_SCANNED = 600

const levels = new Map<number, Buffer>()
const MOST_LEVELS = 10_000

/** What follows a store in the answer: the level for a number of pieces as checked JSON. */
function levelPart(available: number): Buffer {
  const held = levels.get(available)
  if (held) return held
  const part = Buffer.from(`,${JSON.stringify(shownStock.parse(levelOf(available))).slice(1)}`)
  if (levels.size < MOST_LEVELS) levels.set(available, part)
  return part
}

/**
 * One SKU in the nearest stores, live (ST-3): one Redis call for `limit` stores, answered from prepared parts.
 * @throws sku_not_found
 */
export async function stockNearby({ skuId, lng, lat, limit, onlyAvailable }: Nearby): Promise<Prepared> {
  if (!(await hasSku(skuId))) throw fail('sku_not_found')
  const from: [number, number] = [lng, lat]
  const asOf = now()
  const { ids, line } = await linesNear(from, onlyAvailable ? MOST_SCANNED : limit, asOf)
  const step = onlyAvailable ? SCAN : limit
  const parts: (Buffer | string)[] = [`{"skuId":"${skuId}","stores":[`]
  let source: 'live' | 'store' = 'live'
  let shown = 0
  for (let at = 0; at < ids.length && shown < limit; at += step) {
    const batch = ids.length > step ? ids.slice(at, at + step) : ids
    const answer = await readLive(skuId, batch)
    if (answer.source === 'store') source = 'store'
    for (let i = 0; i < batch.length && shown < limit; i++) {
      const available = answer.available[i] ?? 0
      if (onlyAvailable && available <= 0) continue
      const head = line(at + i)
      parts.push(shown++ === 0 ? head.subarray(1) : head, levelPart(available))
    }
  }
  liveStockReads.inc({ source })
  parts.push(`],"asOf":"${asOf.toISOString()}","source":"${source}"}`)
  return new Prepared(parts)
}
