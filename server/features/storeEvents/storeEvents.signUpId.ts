import { createHash } from 'node:crypto'

/** The same member's sign-up for the same event has the same id, so that nobody has two. */
export const signUpIdOf = (eventId: string, memberId: string): string =>
  `sup_${createHash('sha256').update(`${eventId}\n${memberId}`).digest('hex').slice(0, 24)}`
