import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { posOrderTaken, posReturnTaken } from './posOrders.events'
import { settleReturn, settleTaken } from './posOrders.service'

export const posOrdersJobs: JobSet = {
  listeners: [
    listen(posOrderTaken, 'posOrders.settle', ({ posOrderId }) => settleTaken(posOrderId)),
    listen(posReturnTaken, 'posOrders.settleReturn', ({ posOrderId, returnId }) =>
      settleReturn(posOrderId, returnId),
    ),
  ],
  schedules: [],
}
