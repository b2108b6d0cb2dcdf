import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { orderPaid, refundSucceeded } from '../orders/orders.events'
import { followOrder } from './attributions.service'

export const attributionsJobs: JobSet = {
  listeners: [
    listen(orderPaid, 'attributions.paid', ({ orderId }) => followOrder(orderId)),
    listen(refundSucceeded, 'attributions.refunded', ({ orderId }) => followOrder(orderId)),
  ],
  schedules: [],
}
