import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { orderClosed, orderPaid } from '../orders/orders.events'
import { followClosed, followPaid, sweepPasses } from './flashSales.follow'
import { prepareSessions, syncGates } from './flashSales.prepare'
import { remindShoppers } from './flashSales.tell'

const SECONDS = 1000

/** After those of orders: the gate lets the next one ask when the pieces are back already. */
export const flashSalesJobs: JobSet = {
  listeners: [
    listen(orderPaid, 'flashSales.paid', ({ orderId }) => followPaid(orderId)),
    listen(orderClosed, 'flashSales.closed', ({ orderId }) => followClosed(orderId)),
  ],
  schedules: [
    { name: 'flashSales.prepare', everyMs: 20 * SECONDS, run: prepareSessions },
    { name: 'flashSales.syncGates', everyMs: 2 * SECONDS, run: syncGates },
    { name: 'flashSales.sweepPasses', everyMs: 15 * SECONDS, run: sweepPasses },
    { name: 'flashSales.remind', everyMs: 15 * SECONDS, run: remindShoppers },
  ],
}
