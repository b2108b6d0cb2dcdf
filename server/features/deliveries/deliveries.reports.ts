import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import { uploadShippingInfo } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { findOrder, receiverOfOrder, UNDO_MS, type OrderDoc } from '../orders/orders.service'
import { dueReports, endTry, insertReport, takeTry, type ShippingReportDoc } from './deliveries.reports.model'
import { companyOf, pauseAfter } from './deliveries.rules'

export { reportsOf } from './deliveries.reports.model'

/** Not indexed yet, or busy: told again later. */
const LATER = [10060001, -1, 45009]
const LEASE_MS = 60_000
const BATCH = 50

const after = (ms: number) => new Date(now().getTime() + ms)

/** Handed over: WeChat is to be told, of a pickup when it can no longer be taken back. */
export async function openReport(orderId: string, round: number): Promise<void> {
  const order = await findOrder(orderId)
  // What was paid elsewhere or cost nothing WeChat knows nothing of.
  if (!order?.payment?.transactionId) return
  await insertReport(orderId, round, order.pickup ? after(UNDO_MS) : now())
}

/** Tells WeChat what is due; what it does not know yet (10060001) or cannot take now is told again (OR-5). */
export async function sendReports(): Promise<void> {
  for (const due of await dueReports(BATCH)) {
    const taken = await takeTry(due, after(LEASE_MS))
    const order = taken && (await findOrder(taken.orderId))
    if (taken && order) await report(taken, order)
  }
}

async function report(taken: ShippingReportDoc, order: OrderDoc): Promise<void> {
  const isOut = order.status === 'shipped' || order.status === 'completed'
  if (!isOut || order.round !== taken.round) return endTry(taken, { state: 'refused', code: 'outdated' })
  try {
    await uploadShippingInfo(shippingOf(order))
    await endTry(taken, { state: 'told' })
  } catch (error) {
    if (!isPlatformTrouble(error)) throw error
    const isLater = !(error instanceof PlatformError) || LATER.includes(error.code)
    const code = error instanceof PlatformError ? String(error.code) : 'unavailable'
    const pause = isLater ? pauseAfter(taken.tries) : undefined
    logger.warn({ orderId: order._id, code, tries: taken.tries }, 'shipping not told')
    await endTry(taken, pause === undefined ? { state: 'refused', code } : { code, nextAt: after(pause) })
  }
}

function shippingOf(order: OrderDoc): Parameters<typeof uploadShippingInfo>[0] {
  const { _id: outTradeNo, openid, lines, delivery } = order
  const description = lines.map(({ name, quantity }) => `${name}×${quantity}`).join('、')
  if (!delivery) return { outTradeNo, openid, logistics: 'pickup', parcels: [{ description }] }
  const { trackingNo, carrier } = delivery
  const receiverPhone = receiverOfOrder(order)?.phone
  if (order.way !== 'express' || !trackingNo)
    return { outTradeNo, openid, logistics: 'sameCity', parcels: [{ description }] }
  const company = companyOf(carrier)
  const parcel = { description, trackingNo, company, ...(receiverPhone ? { receiverPhone } : {}) }
  return { outTradeNo, openid, logistics: 'express', parcels: [parcel] }
}
