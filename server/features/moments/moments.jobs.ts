import type { JobSet } from '../../kernel/jobs'
import { carryDue } from './moments.carry'

export const momentsJobs: JobSet = {
  listeners: [],
  schedules: [{ name: 'moments.carry', everyMs: 2000, run: carryDue }],
}
