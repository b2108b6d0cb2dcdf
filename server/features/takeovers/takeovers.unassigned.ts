import { logger } from '../../kernel/logger'
import { isPlatformTrouble } from '../../integrations/http'
import { unassignedCustomers } from '../../integrations/wecom/handovers'
import { contactsOf, refreshContact } from '../customers/customers.service'

/** Customers of who has left, as WeCom counts them, are known as theirs, so that they can be handed over (GU-6). */
export async function noteUnassigned(): Promise<void> {
  try {
    const unassigned = await unassignedCustomers()
    const known = await contactsOf(unassigned.map((it) => it.externalUserId))
    for (const { from, externalUserId } of unassigned) {
      const followers = known.get(externalUserId)?.followers ?? []
      if (!followers.some((it) => it.userid === from)) await refreshContact(externalUserId)
    }
    logger.info({ unassigned: unassigned.length }, 'customers of who left are known')
  } catch (error) {
    if (!isPlatformTrouble(error)) throw error
    logger.warn({ error: error.message }, 'customers of who left are not known')
  }
}
