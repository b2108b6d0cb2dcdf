import { audit } from '../../kernel/audit'
import type { Caller } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { failCommon, failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { freshenNow, idsOf, isSame, memberNow, tellMerges } from '../../kernel/oneId'
import { membersContract } from './members.contract'
import { undoMerge, writeMerge } from './members.merges.model'
import { documentsOf } from './members.model'
import { areParted, mayUndo, orderOf, standingMerge, type Evidence, type MergeNote } from './members.rules'

const fail = failWith(membersContract.errors)
type Operator = Extract<Caller, { kind: 'operator' }>
type Staff = Operator | Extract<Caller, { kind: 'manager' }>

const MAX_TRIES = 10
type Outcome = 'merged' | 'known' | 'parted' | 'unknown'

/** That somebody was merged or parted is known here and told to the other processes; a dead process's is told by its event. */
async function announce(): Promise<void> {
  crashPoint('member.merged')
  await tellMerges()
  await freshenNow()
}

/** Whether nobody of the staff said that these two are not one. */
export const mayBeOne = async (one: string, other: string): Promise<boolean> =>
  !areParted(await documentsOf([...idsOf(one), ...idsOf(other)]))

/**
 * Makes two members one person (ME-1): the one who is a member for longer stays. One write, so that there is nothing to
 * resume; the same again changes nothing, and two at once in opposite directions want the same.
 * @returns `known` where they were one already, `parted` where staff took a merge of these two back: they are two
 */
export async function mergeMembers(one: string, other: string, evidence: Evidence): Promise<Outcome> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    await freshenNow()
    if (isSame(one, other)) return 'known'
    const docs = await documentsOf([...idsOf(one), ...idsOf(other)])
    const [a, b] = [memberNow(one), memberNow(other)].map((id) => docs.find((it) => it._id === id))
    // One of them signs in for the first time at this moment: the next sign-in merges them.
    if (!a || !b) return 'unknown'
    if (areParted(docs)) return 'parted'
    const { stays, goes } = orderOf(a, b)
    const isWritten = await writeMerge(goes._id, { id: newId('mrg'), into: stays._id, evidence, at: now() })
    if (isWritten) {
      await announce()
      return 'merged'
    }
    // Somebody else merged one of them a moment ago, and may not have told it yet.
    await tellMerges()
  }
  throw new Error(`no merge of ${one} and ${other}`)
}

/** The merges a person stands by, each with the member who went: latest first. */
export async function mergesOf(
  memberId: string,
): Promise<(MergeNote & { memberId: string; mayUndo: boolean })[]> {
  const ids = idsOf(memberId)
  if (ids.length === 1) return []
  const docs = await documentsOf(ids)
  return docs
    .flatMap((it) => {
      const merge = standingMerge(it)
      return merge ? [{ ...merge, memberId: it._id, mayUndo: mayUndo(merge, now()) }] : []
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
}

const words = {
  phone: '由两个会员合并：同一手机号，本人确认',
  unionid: '由两个会员合并：同一微信账号',
} as const

/** The merges of a person as staff see them, latest first. */
export const mergesForStaff = async (memberId: string, canUndo: boolean) =>
  (await mergesOf(memberId)).map(({ id, at, evidence, mayUndo: inTime }) => ({
    id,
    at: at.toISOString(),
    text: words[evidence],
    mayUndo: canUndo && inTime,
  }))

/**
 * Takes a merge back within seven days (ME-1); audited. What was written under either id stays under it: the two have again
 * exactly what was theirs, and what came after the merge, written under the id of who stayed, is that one's.
 * @throws merge_not_found, merge_too_old
 */
export async function partMembers(
  { memberId, mergeId }: { memberId: string; mergeId: string },
  caller: Staff,
  requestId: string,
): Promise<void> {
  await freshenNow()
  const merge = (await mergesOf(memberId)).find((it) => it.id === mergeId)
  if (!merge) throw fail('merge_not_found')
  if (!merge.mayUndo) throw fail('merge_too_old')
  const by = caller.kind === 'operator' ? caller.operatorId : caller.guideId
  if (!(await undoMerge(merge.memberId, merge, { at: now(), by }))) throw fail('merge_not_found')
  await announce()
  await audit(caller, 'member.parted', merge.memberId, { from: merge.into, mergeId }, requestId)
}

/** The same for headquarters. @throws not_allowed, merge_not_found, merge_too_old */
export async function partForHeadquarters(
  of: { memberId: string; mergeId: string },
  caller: Operator,
  requestId: string,
): Promise<void> {
  if (caller.role !== 'headquarters') throw failCommon('not_allowed')
  await partMembers(of, caller, requestId)
}
