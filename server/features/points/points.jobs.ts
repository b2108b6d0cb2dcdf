import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { pointsChanged } from './points.events'
import { keepEntry } from './points.service'

export const pointsJobs: JobSet = {
  listeners: [listen(pointsChanged, 'points.keepEntry', keepEntry)],
  schedules: [],
}
