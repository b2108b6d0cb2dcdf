import { now } from '../../kernel/clock'
import { findOrder } from '../orders/orders.service'
import { giveBackPass, payPass, settlePass, stalePasses } from './flashSales.gate'
import { openFlashSales } from './flashSales.model'
import { saleOf } from './flashSales.plans'
import { ofStockId, sessionsBetween } from './flashSales.rules'

/** The campaign stock an order is of, where it is that of a flash sale. */
async function flashOrder(orderId: string) {
  const order = await findOrder(orderId)
  const stockId = order?.allotmentId
  return order && stockId && ofStockId(stockId) ? { order, stockId } : undefined
}

/** An order was paid: its pieces are no longer among the unpaid ones (SO-2). */
export async function followPaid(orderId: string): Promise<void> {
  const found = await flashOrder(orderId)
  if (found) await payPass(found.stockId, orderId)
}

/** An order closed unpaid: its pieces are there for the next who asks (SO-2). */
export async function followClosed(orderId: string): Promise<void> {
  const found = await flashOrder(orderId)
  if (found?.order.status === 'closed') await giveBackPass(found.stockId, orderId)
}

/** An ask takes no longer than this. */
const ASK_MS = 30_000

/** Passes of dead processes: those whose order was never written go to the next. */
export async function sweepPasses(): Promise<void> {
  const at = now()
  const before = new Date(at.getTime() - ASK_MS)
  for (const plan of await openFlashSales(new Date(at.getTime() - ASK_MS)))
    for (const session of sessionsBetween(plan, before, at))
      for (const item of plan.items) {
        const { stockId } = saleOf(plan, session, item)
        for (const orderId of await stalePasses(stockId, before))
          await ((await findOrder(orderId)) ? settlePass(stockId, orderId) : giveBackPass(stockId, orderId))
      }
}
