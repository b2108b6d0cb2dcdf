import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { allotmentOpened } from './allotments.events'
import { expireClaims, keepSetApart, releaseEnded } from './allotments.service'

const SECONDS = 1000

export const allotmentsJobs: JobSet = {
  listeners: [
    listen(allotmentOpened, 'allotments.keepSetApart', ({ allotmentId }) => keepSetApart(allotmentId)),
  ],
  schedules: [
    { name: 'allotments.expireClaims', everyMs: 30 * SECONDS, run: expireClaims },
    { name: 'allotments.releaseEnded', everyMs: 60 * SECONDS, run: releaseEnded },
  ],
}
