import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { lineMoved, photoApproved, seatGivenBack, seatTaken, storeEventEnded } from './storeEvents.events'
import { givePhotoPoints } from './storeEvents.photos'
import { giveSignUpCoupon, moveLine } from './storeEvents.signUp'
import { moveLines, remindGuests, tellEnded, tellSeat } from './storeEvents.upkeep'

const SECONDS = 1000

export const storeEventsJobs: JobSet = {
  listeners: [
    listen(seatTaken, 'storeEvents.coupon', ({ signUpId }) => giveSignUpCoupon(signUpId)),
    listen(lineMoved, 'storeEvents.tellSeat', ({ signUpId }) => tellSeat(signUpId)),
    listen(seatGivenBack, 'storeEvents.moveLine', ({ eventId }) => moveLine(eventId)),
    listen(storeEventEnded, 'storeEvents.tellEnded', ({ eventId }) => tellEnded(eventId)),
    listen(photoApproved, 'storeEvents.points', ({ photoId }) => givePhotoPoints(photoId)),
  ],
  schedules: [
    { name: 'storeEvents.remind', everyMs: 60 * SECONDS, run: remindGuests },
    { name: 'storeEvents.moveLines', everyMs: 60 * SECONDS, run: moveLines },
  ],
}
