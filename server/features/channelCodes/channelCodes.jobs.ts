import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { friendAdded, friendLost } from '../customers/customers.events'
import { noteChannel, noteParting } from './channelCodes.comers'
import { friendCame } from './channelCodes.events'
import { syncDue } from './channelCodes.sync'
import { giveUpWelcomes, welcomeComer } from './channelCodes.welcome'

export const channelCodesJobs: JobSet = {
  listeners: [
    listen(friendAdded, 'channelCodes.welcome', ({ at, ...came }) =>
      welcomeComer({ ...came, at: new Date(at) }),
    ),
    listen(friendLost, 'channelCodes.parting', ({ at, ...pair }) => noteParting(pair, new Date(at))),
    listen(friendCame, 'channelCodes.origin', noteChannel),
  ],
  schedules: [
    { name: 'channelCodes.sync', everyMs: 3000, run: syncDue },
    { name: 'channelCodes.giveUp', everyMs: 30_000, run: giveUpWelcomes },
  ],
}
