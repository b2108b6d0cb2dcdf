import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { contactChanged } from './customers.events'
import { refreshContact } from './customers.service'

export const customersJobs: JobSet = {
  listeners: [
    listen(contactChanged, 'customers.refresh', async ({ externalUserId }) => {
      await refreshContact(externalUserId)
    }),
  ],
  schedules: [],
}
