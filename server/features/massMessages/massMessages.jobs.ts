import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { friendAdded, friendLost } from '../customers/customers.events'
import { carryDue } from './massMessages.carry'
import { friendCame, friendWent } from './massMessages.audience'

export const massMessagesJobs: JobSet = {
  listeners: [
    listen(friendLost, 'massMessages.lost', friendWent),
    listen(friendAdded, 'massMessages.back', friendCame),
  ],
  schedules: [{ name: 'massMessages.carry', everyMs: 2000, run: carryDue }],
}
