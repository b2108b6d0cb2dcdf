import { now } from '../../kernel/clock'
import { giveLabels, refreshContact } from '../customers/customers.service'
import { rebindGuide } from '../members/members.service'
import { findTakeover, markCarried } from './takeovers.model'

interface Taken {
  takeoverId: string
  externalUserId: string
  fromGuideId: string
  toGuideId: string
}

/**
 * What belongs to a customer goes along with them to the taker (GU-6): whose customer the member is, tags and remark.
 * Orders that were written to the giver stay theirs. Done before, it changes nothing: what the taker decides later stands.
 */
export async function carryAlong({
  takeoverId,
  externalUserId,
  fromGuideId,
  toGuideId,
}: Taken): Promise<void> {
  const takeover = await findTakeover(takeoverId)
  const customer = takeover?.customers.find((it) => it.externalUserId === externalUserId)
  if (!takeover || !customer || customer.carriedAt) return
  const contact = await refreshContact(externalUserId)
  if (contact?.memberId) await rebindGuide(contact.memberId, fromGuideId, toGuideId)
  const { userid } = takeover.to
  await giveLabels(externalUserId, { userid, guideId: toGuideId }, customer)
  await markCarried(takeoverId, externalUserId, now())
}
