import { listen } from '../../kernel/outbox'
import type { JobSet } from '../../kernel/jobs'
import { stockChanged } from './inventory.events'
import { expireHolds } from './inventory.holds'
import { putLive } from './inventory.live'
import { putEntry } from './inventory.service'
import { reconcile } from './inventory.upkeep'

const HOUR = 3600_000
const EXPIRY_LOOK = 5000

export const inventoryJobs: JobSet = {
  listeners: [
    listen(stockChanged, 'inventory.ledger', putEntry),
    listen(stockChanged, 'inventory.live', putLive),
  ],
  schedules: [
    {
      name: 'inventory.expireHolds',
      everyMs: EXPIRY_LOOK,
      run: async () => {
        await expireHolds()
      },
    },
    {
      name: 'inventory.reconcile',
      everyMs: HOUR,
      run: async () => {
        await reconcile()
      },
    },
  ],
}
