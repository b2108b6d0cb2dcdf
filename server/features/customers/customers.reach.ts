import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failCommon, failWith } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import { refusalBy } from '../../integrations/http'
import type { guideDirectory } from '../guides/guides.service'
import { refreshContact } from './customers.contacts'
import { customersContract } from './customers.contract'
import { findContact, type ContactDoc } from './customers.model'

export const fail = failWith(customersContract.errors)
export type Caller = CallerOf<(typeof customersContract)['routes']['GET /customers/:externalUserId']>
export type Guides = Awaited<ReturnType<typeof guideDirectory>>

const STALE_MS = 10 * 60_000

async function ask(externalUserId: string): Promise<ContactDoc | null> {
  try {
    return await refreshContact(externalUserId)
  } catch (error) {
    throw refusalBy(error, () => fail('platform_unavailable'))
  }
}

/** The follower through whom the caller may see the contact: own friends, a manager also those of the store's guides. */
function followerFor(contact: ContactDoc, caller: Caller, guides: Guides) {
  const own = contact.followers.find((it) => it.userid === caller.userid)
  if (own || caller.kind !== 'manager') return own
  return contact.followers.find((it) => guides.ofUserid(it.userid)?.storeId === caller.storeId)
}

/**
 * A contact the caller may see, and the follower through whom. A guide whose account was closed sees nobody, also in a
 * session opened before.
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function contactFor(externalUserId: string, caller: Caller, guides: Guides) {
  if (guides.ofId(caller.guideId)?.active === false) throw failCommon('not_allowed')
  const stored = await findContact(externalUserId)
  const follower = stored && followerFor(stored, caller, guides)
  if (stored && follower) {
    if (now().getTime() - stored.askedAt.getTime() > STALE_MS)
      void refreshContact(externalUserId).catch((error: unknown) =>
        logger.warn({ externalUserId, error: String(error) }, 'contact not refreshed'),
      )
    return { contact: stored, follower }
  }
  // Perhaps added a moment ago, and the event is still on its way.
  const contact = await ask(externalUserId)
  if (!contact?.followers.length) throw fail('customer_not_found')
  const found = followerFor(contact, caller, guides)
  if (!found) throw fail('customer_not_yours')
  return { contact, follower: found }
}
