import type { JobSet } from '../../kernel/jobs'
import { endOverdueTeams, expireSeats } from './groupBuys.teams'

const SECONDS = 1000

export const groupBuysJobs: JobSet = {
  listeners: [],
  schedules: [
    { name: 'groupBuys.endOverdueTeams', everyMs: 5 * SECONDS, run: endOverdueTeams },
    { name: 'groupBuys.expireSeats', everyMs: 30 * SECONDS, run: expireSeats },
  ],
}
