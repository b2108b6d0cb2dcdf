import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { wordsHit } from './wordChecks.events'
import { tellManagers } from './wordChecks.service'

export const wordChecksJobs: JobSet = {
  listeners: [listen(wordsHit, 'wordChecks.tell', ({ hitId }) => tellManagers(hitId))],
  schedules: [],
}
