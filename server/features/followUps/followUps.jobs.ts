import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { customerTakenOver } from '../takeovers/takeovers.events'
import { remindDue } from './followUps.reminders'
import { passOn } from './followUps.service'

const SECONDS = 1000

export const followUpsJobs: JobSet = {
  listeners: [
    // What one guide meant to do for a customer is the taker's to do (GU-6).
    listen(customerTakenOver, 'followUps.passOn', ({ externalUserId, fromGuideId, toGuideId }) =>
      passOn(externalUserId, fromGuideId, toGuideId),
    ),
  ],
  schedules: [{ name: 'followUps.remind', everyMs: 15 * SECONDS, run: remindDue }],
}
