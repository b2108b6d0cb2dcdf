import { keyedId } from '../../kernel/ids'
import { idsOf } from '../../kernel/oneId'
import { findSignUps, type SignUpDoc } from './storeEvents.signUps.model'

/** The same member's sign-up for the same event has the same id, so that nobody has two. */
export const signUpIdOf = (eventId: string, memberId: string): string => keyedId('sup', eventId, memberId)

/** A person's sign-ups for some events, under whichever of their ids: one that stands before one taken back. */
export async function signUpsByEvent(
  eventIds: readonly string[],
  memberId: string,
): Promise<Map<string, SignUpDoc>> {
  const ids = eventIds.flatMap((eventId) => idsOf(memberId).map((it) => signUpIdOf(eventId, it)))
  const found = await findSignUps(ids)
  const gone = found.filter((it) => it.state === 'cancelled')
  return new Map([...gone, ...found.filter((it) => !gone.includes(it))].map((it) => [it.eventId, it]))
}
export const signUpOf = async (eventId: string, memberId: string): Promise<SignUpDoc | null> =>
  (await signUpsByEvent([eventId], memberId)).get(eventId) ?? null
