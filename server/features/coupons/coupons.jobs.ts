import type { JobSet } from '../../kernel/jobs'
import { sweepGates } from './coupons.claim'
import { followClock } from './coupons.give'
import { remindEnding } from './coupons.remind'
import { mendGates } from './coupons.sale'

const SECONDS = 1000

export const couponsJobs: JobSet = {
  listeners: [],
  schedules: [
    { name: 'coupons.followClock', everyMs: 5 * SECONDS, run: followClock },
    { name: 'coupons.remindEnding', everyMs: 60 * SECONDS, run: remindEnding },
    { name: 'coupons.mendGates', everyMs: 20 * SECONDS, run: mendGates },
    { name: 'coupons.sweepGates', everyMs: 15 * SECONDS, run: sweepGates },
  ],
}
