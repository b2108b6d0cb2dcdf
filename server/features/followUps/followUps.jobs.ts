import type { JobSet } from '../../kernel/jobs'
import { remindDue } from './followUps.reminders'

const SECONDS = 1000

export const followUpsJobs: JobSet = {
  listeners: [],
  schedules: [{ name: 'followUps.remind', everyMs: 15 * SECONDS, run: remindDue }],
}
