import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import {
  balanceDue,
  orderHandedOver,
  orderPaid,
  orderReady,
  pickupExpiring,
  refundRequested,
  refundSucceeded,
} from '../orders/orders.events'
import { sendWaiting, tell, writeOffClaims } from './notices.service'

const SECONDS = 1000

export const noticesJobs: JobSet = {
  listeners: [
    listen(orderPaid, 'notices.pickup', ({ orderId }) => tell(orderId, 'pickup')),
    listen(orderReady, 'notices.ready', ({ orderId }) => tell(orderId, 'pickup')),
    listen(orderPaid, 'notices.teamFormed', ({ orderId }) => tell(orderId, 'teamFormed')),
    listen(refundRequested, 'notices.teamFailed', ({ orderId }) => tell(orderId, 'teamFailed')),
    listen(balanceDue, 'notices.balance', ({ orderId }) => tell(orderId, 'balance')),
    listen(pickupExpiring, 'notices.reminder', ({ orderId }) => tell(orderId, 'reminder')),
    listen(orderHandedOver, 'notices.shipped', ({ orderId }) => tell(orderId, 'shipped')),
    listen(refundSucceeded, 'notices.refund', ({ orderId, refundId }) => tell(orderId, 'refund', refundId)),
  ],
  schedules: [
    { name: 'notices.sendWaiting', everyMs: 10 * SECONDS, run: sendWaiting },
    { name: 'notices.writeOffClaims', everyMs: 60 * SECONDS, run: writeOffClaims },
  ],
}
