import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { acquisitionChanged, friendAdded, friendLost } from '../customers/customers.events'
import { noteChannel, noteParting } from './channelCodes.comers'
import { friendCame } from './channelCodes.events'
import { lookAtLinks, repairComers } from './channelCodes.links'
import { syncDue } from './channelCodes.sync'
import { giveUpWelcomes, welcomeComer } from './channelCodes.welcome'

/** 04:30 in Shanghai: nobody chats. */
const AT_NIGHT = 4 * 60 + 30

export const channelCodesJobs: JobSet = {
  listeners: [
    listen(friendAdded, 'channelCodes.welcome', ({ at, ...came }) =>
      welcomeComer({ ...came, at: new Date(at) }),
    ),
    listen(friendLost, 'channelCodes.parting', ({ at, ...pair }) => noteParting(pair, new Date(at))),
    listen(acquisitionChanged, 'channelCodes.links', ({ linkId }) => lookAtLinks(linkId)),
    listen(friendCame, 'channelCodes.origin', noteChannel),
  ],
  schedules: [
    { name: 'channelCodes.sync', everyMs: 3000, run: syncDue },
    { name: 'channelCodes.giveUp', everyMs: 30_000, run: giveUpWelcomes },
    daily('channelCodes.repairComers', AT_NIGHT, repairComers),
  ],
}
