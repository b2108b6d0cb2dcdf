import type { JobSet } from '../../kernel/jobs'
import { tellMerges } from '../../kernel/oneId'
import { listen } from '../../kernel/outbox'
import { memberMerged, memberParted } from './members.events'

/** Every process hears of a merge, also where the one that wrote it died before telling. */
export const membersJobs: JobSet = {
  listeners: [
    listen(memberMerged, 'members.tell', tellMerges),
    listen(memberParted, 'members.tell', tellMerges),
  ],
  schedules: [],
}
