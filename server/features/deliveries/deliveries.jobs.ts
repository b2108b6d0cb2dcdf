import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { orderClosed, orderHandedOver, orderPaid, refundRequested } from '../orders/orders.events'
import { askCarriers, bookForWarehouses } from './deliveries.carriers'
import { takeBackInWarehouses } from './deliveries.couriers'
import { deliveryDone, deliveryReturned } from './deliveries.events'
import { openReport, sendReports } from './deliveries.reports'
import {
  cancelIfGivenBack,
  followShipping,
  openDelivery,
  settleDone,
  settleReturned,
} from './deliveries.saga'

const SECONDS = 1000

export const deliveriesJobs: JobSet = {
  listeners: [
    listen(orderPaid, 'deliveries.open', ({ orderId }) => openDelivery(orderId)),
    listen(orderClosed, 'deliveries.freeSlot', ({ orderId }) => cancelIfGivenBack(orderId)),
    listen(refundRequested, 'deliveries.cancel', ({ orderId }) => cancelIfGivenBack(orderId)),
    listen(orderHandedOver, 'deliveries.follow', ({ orderId }) => followShipping(orderId)),
    listen(orderHandedOver, 'deliveries.report', ({ orderId, round }) => openReport(orderId, round)),
    listen(deliveryReturned, 'deliveries.refund', ({ deliveryId }) => settleReturned(deliveryId)),
    listen(deliveryDone, 'deliveries.complete', ({ orderId }) => settleDone(orderId)),
  ],
  schedules: [
    { name: 'deliveries.askCarriers', everyMs: 60 * SECONDS, run: askCarriers },
    { name: 'deliveries.bookForWarehouses', everyMs: 20 * SECONDS, run: bookForWarehouses },
    { name: 'deliveries.takeBack', everyMs: 600 * SECONDS, run: takeBackInWarehouses },
    { name: 'deliveries.sendReports', everyMs: 5 * SECONDS, run: sendReports },
  ],
}
