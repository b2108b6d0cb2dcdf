import type { JobSet } from '../../kernel/jobs'
import { closeOverdueLists } from './chains.lists'

const SECONDS = 1000

export const chainsJobs: JobSet = {
  listeners: [],
  schedules: [{ name: 'chains.closeOverdue', everyMs: 5 * SECONDS, run: closeOverdueLists }],
}
