import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { chatChanged } from '../customers/customers.events'
import { reconcileGroups, refreshGroup } from './chatGroups.mirror'
import { tellWelcomes } from './chatGroups.welcome'

/** 03:50 in Shanghai: nobody chats. */
const AT_NIGHT = 3 * 60 + 50

export const chatGroupsJobs: JobSet = {
  listeners: [
    listen(chatChanged, 'chatGroups.refresh', async ({ chatId }) => {
      await refreshGroup(chatId)
    }),
  ],
  schedules: [
    { name: 'chatGroups.welcome', everyMs: 3000, run: tellWelcomes },
    daily('chatGroups.reconcile', AT_NIGHT, reconcileGroups),
  ],
}
