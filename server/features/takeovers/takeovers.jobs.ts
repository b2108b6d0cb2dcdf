import { now } from '../../kernel/clock'
import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { contactChanged } from '../customers/customers.events'
import { carryAlong } from './takeovers.carry'
import { customerTakenOver } from './takeovers.events'
import { hurryTakeovers } from './takeovers.service'
import { carryTakeovers } from './takeovers.progress'
import { noteUnassigned } from './takeovers.unassigned'

/** 04:10 in Shanghai: nobody chats. */
const AT_NIGHT = 4 * 60 + 10

export const takeoversJobs: JobSet = {
  listeners: [
    // Taken over, refused, or something else: WeCom is asked which.
    listen(contactChanged, 'takeovers.hurry', ({ externalUserId }) => hurryTakeovers(externalUserId, now())),
    listen(customerTakenOver, 'takeovers.carryAlong', carryAlong),
  ],
  schedules: [
    { name: 'takeovers.carry', everyMs: 3000, run: carryTakeovers },
    daily('takeovers.unassigned', AT_NIGHT, noteUnassigned),
  ],
}
