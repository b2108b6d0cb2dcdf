import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { stockChanged } from '../inventory/inventory.events'
import { taskDone, wishFulfilled, wishMade, wishWithdrawn } from './wishes.events'
import { fulfilByTask, sendTold, settleWish, tellWaiting } from './wishes.fulfil'

export const wishesJobs: JobSet = {
  listeners: [
    listen(stockChanged, 'wishes.tellWaiting', tellWaiting),
    listen(wishMade, 'wishes.settle', ({ wishId }) => settleWish(wishId)),
    listen(wishWithdrawn, 'wishes.callOff', ({ wishId }) => settleWish(wishId)),
    listen(taskDone, 'wishes.fulfil', ({ wishId, round }) => fulfilByTask(wishId, round)),
    listen(wishFulfilled, 'wishes.send', ({ wishId, round }) => sendTold(wishId, round)),
  ],
  schedules: [],
}
