import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { corpTagsChanged } from '../customers/customers.events'
import { renewPool } from './corpTags.service'

/** 03:15 in Shanghai: before contacts are reconciled. */
const AT_NIGHT = 3 * 60 + 15

const renew = async () => {
  await renewPool()
}

export const corpTagsJobs: JobSet = {
  listeners: [listen(corpTagsChanged, 'corpTags.renew', renew)],
  schedules: [daily('corpTags.renew', AT_NIGHT, renew)],
}
