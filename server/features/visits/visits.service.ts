import { now } from '../../kernel/clock'
import { visitFacts, visitsOf } from './visits.model'
import { factsOf, type VisitFacts } from './visits.rules'

export type { VisitDoc } from './visits.model'
export { lastVisits, putVisits as importVisits, visitsOf } from './visits.model'

/** A member's spending and last visit over all channels, as of now. */
export const factsOfMember = async (memberId: string): Promise<VisitFacts> =>
  factsOf(await visitFacts(memberId), now())

/** The latest visits and the facts of all, read side by side. */
export async function historyOf(memberId: string, limit: number) {
  const [visits, facts] = await Promise.all([visitsOf(memberId, limit), factsOfMember(memberId)])
  return { visits, facts }
}
