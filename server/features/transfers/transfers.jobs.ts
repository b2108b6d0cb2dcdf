import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { transferMoved } from './transfers.events'
import { approveByRule } from './transfers.moves'
import { settle } from './transfers.stock'

export const transfersJobs: JobSet = {
  listeners: [
    listen(transferMoved, 'transfers.approveByRule', ({ transferId, status }) =>
      status === 'suggested' ? approveByRule(transferId) : Promise.resolve(),
    ),
    listen(transferMoved, 'transfers.settle', async ({ transferId }) => {
      await settle(transferId)
    }),
  ],
  schedules: [],
}
