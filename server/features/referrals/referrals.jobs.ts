import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { orderHandedOver, orderPaid, orderReceived, refundSucceeded } from '../orders/orders.events'
import { followOrder } from './referrals.service'

export const referralsJobs: JobSet = {
  listeners: [
    listen(orderPaid, 'referrals.paid', ({ orderId }) => followOrder(orderId)),
    listen(orderHandedOver, 'referrals.handedOver', ({ orderId }) => followOrder(orderId)),
    listen(orderReceived, 'referrals.received', ({ orderId }) => followOrder(orderId)),
    listen(refundSucceeded, 'referrals.refunded', ({ orderId }) => followOrder(orderId)),
  ],
  schedules: [],
}
