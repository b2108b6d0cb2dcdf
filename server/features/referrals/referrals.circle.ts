import { keyedId } from '../../kernel/ids'
import { idsOf, isSame } from '../../kernel/oneId'
import { findInvitation, type InvitationDoc } from './referrals.model'

/** The same friend's invitation has the same id, so that each is bound once. */
export const invitationIdOf = (friendId: string): string => keyedId('inv', friendId)

/** The invitation somebody came by, under whichever of their ids. */
export async function invitationOfFriend(friendId: string): Promise<InvitationDoc | undefined> {
  const found = await Promise.all(idsOf(friendId).map((it) => findInvitation(invitationIdOf(it))))
  return found.find((it) => it !== null) ?? undefined
}

const LONGEST = 200

/** Whether somebody stands above an inviter: was their inviter, or the inviter of that one, and so on. */
export async function standsAbove(memberId: string, inviterId: string): Promise<boolean> {
  let at: string | undefined = inviterId
  for (let steps = 0; at && steps < LONGEST; steps++) {
    if (isSame(at, memberId)) return true
    at = (await invitationOfFriend(at))?.inviterId
  }
  return at !== undefined
}

/** Whether an invitation closes a circle (SO-4). */
export const isCircle = ({
  friendId,
  inviterId,
}: Pick<InvitationDoc, 'friendId' | 'inviterId'>): Promise<boolean> => standsAbove(friendId, inviterId)
