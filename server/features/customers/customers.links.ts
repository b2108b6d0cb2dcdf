import { now } from '../../kernel/clock'
import { isSame } from '../../kernel/oneId'
import { claimIdentity, memberIdOf, releaseIdentity } from '../members/members.service'
import { bindComer, isMemberOfContact } from './customers.contacts'
import { findContact, linkContact, unlinkContact, type ContactDoc } from './customers.model'

/** How long a binding by scan may be taken back (ME-1). */
const UNDO_MS = 7 * 86_400_000

/**
 * Binds a contact to the member who scanned a guide's code for it (ME-1).
 * @returns `taken` when another member has it, `differs` when both have a unionid and not the same, `known` when it was theirs
 */
export async function linkByScan(
  externalUserId: string,
  memberId: string,
  guideId: string,
): Promise<'linked' | 'known' | 'taken' | 'differs'> {
  const contact = await findContact(externalUserId)
  if (isSame(contact?.memberId, memberId)) return 'known'
  const isTheirs = await isMemberOfContact(externalUserId, memberId)
  // Perhaps somebody was first a moment ago.
  if (isTheirs === false) return (await memberIdOf('external', externalUserId)) ? 'taken' : 'differs'
  if ((await claimIdentity('external', externalUserId, memberId)) !== memberId) return 'taken'
  await linkContact(externalUserId, memberId, { at: now(), guideId })
  const bound = await findContact(externalUserId)
  if (bound) await bindComer(bound)
  return 'linked'
}

/** Whether a binding by scan may still be taken back. */
const mayUnlink = (linked: { at: Date } | undefined): boolean =>
  linked !== undefined && now().getTime() - linked.at.getTime() < UNDO_MS

/** That a contact's member was told by a scan, as staff see it. */
export const scanOf = ({ linked }: Pick<ContactDoc, 'linked'>, { kind }: { kind: 'guide' | 'manager' }) =>
  linked ? { linked: { at: linked.at.toISOString(), mayUndo: kind === 'manager' && mayUnlink(linked) } } : {}

/**
 * Takes a binding by scan back. The identity goes first: what dies after it is repaired by the next look at WeCom.
 * @returns the member it was bound to; undefined when there is nothing to take back, or no longer
 */
export async function unlinkScanned(externalUserId: string): Promise<string | undefined> {
  const { memberId, linked } = (await findContact(externalUserId)) ?? {}
  if (!memberId || !mayUnlink(linked)) return undefined
  await releaseIdentity('external', externalUserId, memberId)
  return (await unlinkContact(externalUserId, memberId)) ? memberId : undefined
}
