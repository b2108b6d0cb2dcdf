import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { carryEdits, sweepEdits } from './customers.carry'
import { contactChanged, contactEdited } from './customers.events'
import { reconcileContacts } from './customers.reconcile'
import { refreshContact } from './customers.service'

/** 03:30 in Shanghai: nobody chats. */
const AT_NIGHT = 3 * 60 + 30

export const customersJobs: JobSet = {
  listeners: [
    listen(contactChanged, 'customers.refresh', async ({ externalUserId }) => {
      await refreshContact(externalUserId)
    }),
    listen(contactEdited, 'customers.carry', ({ externalUserId }) => carryEdits(externalUserId)),
  ],
  schedules: [
    { name: 'customers.sweepEdits', everyMs: 5000, run: sweepEdits },
    daily('customers.reconcile', AT_NIGHT, reconcileContacts),
  ],
}
