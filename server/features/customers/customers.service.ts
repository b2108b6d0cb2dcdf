import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { memberNow } from '../../kernel/oneId'
import { factsForStaff } from '../appointments/appointments.service'
import { guideDirectory } from '../guides/guides.service'
import { memberForStaff, mergesForStaff } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { historyOf } from '../visits/visits.service'
import { memberOfContact } from './customers.contacts'
import type { customerCard } from './customers.contract'
import { findContacts } from './customers.model'
import { contactFor, type Caller, type Guides } from './customers.reach'
import { scanOf } from './customers.links'
import { cameBy, remarkOf } from './customers.rules'
import { shownTags } from './customers.tags'

export { countFriends as friendsIn, putContacts as importContacts } from './customers.model'
export { answerCheck, takeEvent } from './customers.callbacks'
export { isMemberOfContact, noteOrigin, refreshContact } from './customers.contacts'
export { linkByScan, unlinkScanned } from './customers.links'
export { customersOfGuide, type OwnCustomer } from './customers.circle'
export { ordersOfCustomer } from './customers.orders'
export { friendsOf } from './customers.friends'
export {
  editLabels,
  giveLabels,
  labelsForGuide,
  tagsInChat,
  tagUse,
  type Labels,
  type Wanted,
} from './customers.tags'

type Card = z.input<typeof customerCard>

const VISITS_SHOWN = 12

/** Names, members and followers of contacts, by id; those nobody of the chain has are missing. */
export async function contactsOf(ids: readonly string[]) {
  const found = ids.length ? await findContacts(ids) : []
  return new Map(
    found.map(({ _id, name, avatar, memberId, followers }) => [
      _id,
      { name, avatar, memberId: memberId && memberNow(memberId), followers },
    ]),
  )
}

async function memberPart(memberId: string, caller: Caller, guides: Guides) {
  const [member, merges, history, appointments] = await Promise.all([
    memberForStaff(memberId),
    mergesForStaff(memberId, caller.kind === 'manager'),
    historyOf(memberId, VISITS_SHOWN),
    factsForStaff(memberId),
  ])
  if (!member) return undefined
  const { facts } = history
  const home = member.homeStoreId && (await findLocation(member.homeStoreId))
  const guide = member.guideId ? guides.ofId(member.guideId) : undefined
  const shown: NonNullable<Card['member']> = {
    id: member._id,
    tier: member.tier,
    points: member.points,
    isMine: member.guideId === caller.guideId,
    consents: member.consents,
    joinedAt: member.joinedAt.toISOString(),
    spend12m: facts.spend12m,
    spendTotal: facts.spendTotal,
    orderCount: facts.orderCount,
    onlineShare: facts.onlineShare,
    ...(merges.length ? { merges } : {}),
    ...(member.phone ? { phone: member.phone } : {}),
    ...(home ? { homeStoreName: home.name } : {}),
    ...(guide ? { guideName: guide.name } : {}),
    ...(facts.lastVisitAt ? { lastVisitAt: facts.lastVisitAt.toISOString() } : {}),
  }
  const visits = await Promise.all(
    history.visits.map(async ({ _id, storeId, at, channel, kind, amount, lines }) => {
      const store = storeId && (await findLocation(storeId))
      const visit = { id: _id, at: at.toISOString(), channel, kind, amount, lines }
      return store ? { ...visit, storeName: store.name } : visit
    }),
  )
  return {
    shown,
    visits,
    appointments,
    visitTotal: facts.visitTotal,
    tags: member.tags,
    avatar: member.avatar,
  }
}

/**
 * The person in the caller's open chat, and the member behind them where one is known (GU-3).
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function customerInChat(externalUserId: string, caller: Caller) {
  const { contact } = await contactFor(externalUserId, caller, await guideDirectory())
  const { name, avatar } = contact
  return { name, ...(avatar ? { avatar } : {}), memberId: await memberOfContact(contact) }
}

/**
 * Who the person in the guide's open chat is (GU-1). Every look is audited (OP-6). A guide whose account was
 * closed sees nobody, also in a session opened before.
 * @throws customer_not_found, customer_not_yours, platform_unavailable
 */
export async function viewCustomer(externalUserId: string, caller: Caller, requestId: string): Promise<Card> {
  const guides = await guideDirectory()
  const { contact, follower } = await contactFor(externalUserId, caller, guides)
  const memberId = await memberOfContact(contact)
  const [part] = await Promise.all([
    memberId ? memberPart(memberId, caller, guides) : undefined,
    audit(caller, 'customer.viewed', memberId ?? externalUserId, { externalUserId }, requestId),
  ])
  const avatar = contact.avatar ?? part?.avatar
  const channel = cameBy(contact.origin, follower.addWay)
  const remark = remarkOf(follower, contact.edits ?? []).text
  return {
    externalUserId,
    name: contact.name,
    followedSince: follower.since.toISOString(),
    tags: await shownTags(contact, part?.tags ?? [], caller, guides),
    visits: part?.visits ?? [],
    visitTotal: part?.visitTotal ?? 0,
    appointments: part?.appointments ?? { coming: [], tried: [] },
    ...(channel ? { cameBy: channel } : {}),
    ...(remark ? { remark } : {}),
    ...(avatar ? { avatar } : {}),
    ...(part ? { member: part.shown } : {}),
    ...(memberId ? scanOf(contact, caller) : {}),
  }
}
