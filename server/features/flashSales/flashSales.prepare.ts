import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import {
  closeAllotment,
  findAllotments,
  openAllotment,
  settleAllotment,
} from '../allotments/allotments.service'
import { forgetPlan, saleOf, type Sale } from './flashSales.plans'
import { syncGate } from './flashSales.gate'
import { openFlashSales, putLacking, type FlashSaleDoc } from './flashSales.model'
import { AHEAD_MS, PAY_MS, sessionsBetween } from './flashSales.rules'

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
const salesOf = (plan: FlashSaleDoc, at: Date, before: Date): Sale[] =>
  sessionsBetween(plan, at, before).flatMap((session) =>
    plan.items.map((item) => saleOf(plan, session, item)),
  )

/**
 * Sets the pieces of one item of a session apart, at the places that have them. What stands stays as it is.
 * @returns places that have too few
 */
async function setApart({ session, item, stockId }: Sale): Promise<FlashSaleDoc['lacking']> {
  const lacking: FlashSaleDoc['lacking'] = []
  const { skuId, perMember } = item
  let places = item.places.map((it) => ({ ...it, skuId }))
  while (places.length) {
    const until = after(session.until, PAY_MS)
    const opened = await openAllotment({ id: stockId, places, perMember, until })
    if (opened.outcome !== 'out_of_stock') return lacking
    const { locationId, available } = opened
    lacking.push({ sessionId: session.id, skuId, locationId, available })
    places = places.filter((it) => it.locationId !== locationId)
  }
  return lacking
}

/** Sets the pieces of a flash sale's sessions of the next day apart (SO-2). Safe to run at any time. */
export async function preparePlan(plan: FlashSaleDoc): Promise<void> {
  const at = now()
  const sales = salesOf(plan, at, after(at, AHEAD_MS))
  const standing = new Set((await findAllotments(sales.map((it) => it.stockId))).map((it) => it._id))
  const lacking = plan.lacking.filter((it) => sales.some((sale) => sale.session.id === it.sessionId))
  for (const sale of sales) {
    if (standing.has(sale.stockId)) continue
    const missing = await setApart(sale)
    for (const it of missing)
      if (!lacking.some((old) => JSON.stringify(old) === JSON.stringify(it))) lacking.push(it)
  }
  if (JSON.stringify(lacking) !== JSON.stringify(plan.lacking)) await putLacking(plan._id, lacking)
}

export async function prepareSessions(): Promise<void> {
  for (const plan of await openFlashSales(now()))
    if (plan.status === 'scheduled')
      await preparePlan(plan).catch((error: unknown) =>
        logger.error({ flashSaleId: plan._id, error: String(error) }, 'pieces are set apart later'),
      )
}

const SOON_MS = 10 * 60_000

/** Builds the gates of what starts soon, and has those of what runs say what the allotments say. */
export async function syncGates(): Promise<void> {
  const at = now()
  for (const plan of await openFlashSales(at))
    for (const sale of salesOf(plan, at, after(at, SOON_MS))) await syncGate(sale)
}

/** A flash sale was changed: its gates know at once. */
export async function announcePlan(plan: FlashSaleDoc): Promise<void> {
  forgetPlan(plan._id)
  if (plan.status === 'scheduled') await preparePlan(plan)
  const at = now()
  for (const sale of salesOf(plan, at, after(at, SOON_MS)))
    await syncGate(sale).catch((error: unknown) =>
      logger.warn({ stockId: sale.stockId, error: String(error) }, 'the gate hears of a change later'),
    )
}

/** A flash sale was ended: pieces of sessions to come go back now, those of a running one once its orders are settled. */
export async function giveStockBack(plan: FlashSaleDoc): Promise<void> {
  const at = now()
  for (const { session, stockId } of salesOf(plan, at, after(at, 2 * AHEAD_MS)))
    if (session.from > at) await closeAllotment(stockId)
    else await settleAllotment(stockId, after(at, 2 * PAY_MS))
}
