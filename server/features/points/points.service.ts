import { openingPointsOf, showPoints } from '../members/members.service'
import { countEntry, findAccount, hasEntry, openAccount, putEntry, type PointEntryDoc } from './points.model'

export { entriesOf } from './points.model'

interface Earned {
  /** What it is for: the same key is counted once, however often and late it is asked for. */
  key: string
  memberId: string
  /** Points, above 0. */
  amount: number
  /** e.g. `photo` */
  kind: string
  /** As the member reads it. */
  text: string
}

/** Gives a member points (ME-3), once per key; the balance is the sum of the ledger. */
export async function earnPoints(earned: Earned): Promise<void> {
  const { key, memberId, amount } = earned
  if (!Number.isInteger(amount) || amount < 1) throw new RangeError('points are whole and above 0')
  if (await hasEntry(key)) return
  if (!(await findAccount(memberId))) {
    const opening = await openingPointsOf(memberId)
    if (opening === undefined) return
    await openAccount(memberId, opening)
  }
  await countEntry(earned)
}

/** Writes a movement to the ledger and the balance to where it is shown. */
export async function keepEntry({
  key,
  at,
  ...rest
}: Omit<PointEntryDoc, '_id' | 'at'> & { key: string; at: string }): Promise<void> {
  await putEntry({ _id: key, at: new Date(at), ...rest })
  const account = await findAccount(rest.memberId)
  if (account) await showPoints(rest.memberId, account.balance, account.version)
}
