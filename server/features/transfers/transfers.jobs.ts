import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { transferMoved } from './transfers.events'
import { approveByRule } from './transfers.moves'
import { settle } from './transfers.stock'
import { suggestTransfers } from './transfers.suggestions'

/** 05:00 in Shanghai: after the tills of the day before were told, before the stores open. */
const EARLY = 5 * 60

export const transfersJobs: JobSet = {
  listeners: [
    listen(transferMoved, 'transfers.approveByRule', ({ transferId, status }) =>
      status === 'suggested' ? approveByRule(transferId) : Promise.resolve(),
    ),
    listen(transferMoved, 'transfers.settle', async ({ transferId }) => {
      await settle(transferId)
    }),
  ],
  schedules: [daily('transfers.suggest', EARLY, suggestTransfers)],
}
