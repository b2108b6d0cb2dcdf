import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { expireClaims, keepSetApart, releaseEnded } from './presales.claims'
import { presaleOffered } from './presales.events'

const SECONDS = 1000

export const presalesJobs: JobSet = {
  listeners: [listen(presaleOffered, 'presales.keepSetApart', ({ presaleId }) => keepSetApart(presaleId))],
  schedules: [
    { name: 'presales.expireClaims', everyMs: 30 * SECONDS, run: expireClaims },
    { name: 'presales.releaseEnded', everyMs: 60 * SECONDS, run: releaseEnded },
  ],
}
