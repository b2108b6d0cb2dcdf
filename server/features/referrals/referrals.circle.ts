import { createHash } from 'node:crypto'
import { findInvitation, type InvitationDoc } from './referrals.model'

/** The same friend's invitation has the same id, so that each is bound once. */
export const invitationIdOf = (friendId: string): string =>
  `inv_${createHash('sha256').update(friendId).digest('hex').slice(0, 24)}`

const LONGEST = 200

/** Whether somebody stands above an inviter: was their inviter, or the inviter of that one, and so on. */
export async function standsAbove(memberId: string, inviterId: string): Promise<boolean> {
  let at: string | undefined = inviterId
  for (let steps = 0; at && steps < LONGEST; steps++) {
    if (at === memberId) return true
    at = (await findInvitation(invitationIdOf(at)))?.inviterId
  }
  return at !== undefined
}

/** Whether an invitation closes a circle (SO-4). */
export const isCircle = ({
  friendId,
  inviterId,
}: Pick<InvitationDoc, 'friendId' | 'inviterId'>): Promise<boolean> => standsAbove(friendId, inviterId)
