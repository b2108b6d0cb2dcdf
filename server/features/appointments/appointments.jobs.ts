import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import {
  appointmentChanged,
  appointmentDone,
  appointmentOffered,
  seatFreed,
  seatOffered,
} from './appointments.events'
import { freeStrayAdvisers, freeStraySeats, keepOffer, offerAround, settle } from './appointments.seats'
import { recordVisit } from './appointments.staff'
import { expireLines, remind, tellOffer } from './appointments.upkeep'

const SECONDS = 1000

export const appointmentsJobs: JobSet = {
  listeners: [
    listen(appointmentChanged, 'appointments.settle', async ({ appointmentId }) => {
      await settle(appointmentId)
    }),
    listen(seatFreed, 'appointments.offer', ({ slotId }) => offerAround(slotId)),
    listen(seatOffered, 'appointments.keepOffer', ({ slotId, appointmentId, seat }) =>
      keepOffer(slotId, appointmentId, seat),
    ),
    listen(appointmentOffered, 'appointments.tellOffer', ({ appointmentId }) => tellOffer(appointmentId)),
    listen(appointmentDone, 'appointments.recordVisit', ({ appointmentId }) => recordVisit(appointmentId)),
  ],
  schedules: [
    { name: 'appointments.remind', everyMs: 60 * SECONDS, run: remind },
    { name: 'appointments.expireLines', everyMs: 20 * SECONDS, run: expireLines },
    { name: 'appointments.freeStraySeats', everyMs: 60 * SECONDS, run: freeStraySeats },
    { name: 'appointments.freeStrayAdvisers', everyMs: 60 * SECONDS, run: freeStrayAdvisers },
  ],
}
