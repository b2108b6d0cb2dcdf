import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { friendCame } from '../channelCodes/channelCodes.events'
import { tagComer } from './tags.comers'

export const tagsJobs: JobSet = {
  listeners: [listen(friendCame, 'tags.ofCode', tagComer)],
  schedules: [],
}
