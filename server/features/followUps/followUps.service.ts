import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import { customerInChat } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { followUpsContract } from './followUps.contract'
import {
  changeFollowUp,
  countOpen,
  findFollowUp,
  insertFollowUp,
  ofContact,
  openOf,
  settledOf,
  type FollowUpDoc,
  type Whose,
} from './followUps.model'
import { canBeDue, endOfDay, transitions } from './followUps.rules'

export { passOn } from './followUps.model'

const fail = failWith(followUpsContract.errors)
type Routes = (typeof followUpsContract)['routes']
type Staff = CallerOf<Routes['GET /follow-ups']>
type Shown = z.input<Routes['POST /follow-ups/:followUpId/done']['response']>
type Body<K extends keyof Routes> = Routes[K] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : never

const MOST_OPEN = 200
const OF_CUSTOMER = 20

type Guides = Awaited<ReturnType<typeof guideDirectory>>

function show(it: FollowUpDoc, caller: Staff, guides: Guides): Shown {
  const nameOf = (guideId: string) => guides.ofId(guideId)?.name ?? '已离职的同事'
  const isSettled = it.status !== 'open'
  return {
    id: it._id,
    customer: { externalUserId: it.externalUserId, ...it.customer },
    text: it.text,
    dueAt: it.dueAt.toISOString(),
    status: it.status,
    isOverdue: !isSettled && it.dueAt <= now(),
    isMine: it.guideId === caller.guideId,
    guideName: nameOf(it.guideId),
    ...(it.madeBy === it.guideId ? {} : { madeBy: nameOf(it.madeBy) }),
    ...(it.note ? { note: it.note } : {}),
    ...(isSettled ? { settledAt: it.updatedAt.toISOString() } : {}),
    ...(isSettled && it.settledBy ? { settledBy: nameOf(it.settledBy) } : {}),
    version: it.version,
  }
}
const showOne = async (it: FollowUpDoc, caller: Staff) => show(it, caller, await guideDirectory())

/** Writes those that are not there yet (demo chain). */
export async function importFollowUps(rows: readonly FollowUpDoc[]): Promise<void> {
  for (const it of rows) await insertFollowUp(it)
}

/** What of a customer the caller sees: their own, a manager the store's. */
const reachOf = ({ kind, guideId, storeId }: Staff): Whose => (kind === 'manager' ? { storeId } : { guideId })

/** What is to be done for the customer in the open chat, and what was done last (GU-1). @throws the refusals of the chat */
export async function followUpsOfCustomer(externalUserId: string, caller: Staff) {
  await customerInChat(externalUserId, caller)
  const [[open, settled], guides] = await Promise.all([
    ofContact(externalUserId, reachOf(caller), OF_CUSTOMER),
    guideDirectory(),
  ])
  return {
    open: open.map((it) => show(it, caller, guides)),
    settled: settled.map((it) => show(it, caller, guides)),
  }
}

/** The open ones of a customer the caller sees, soonest first; for a caller who may see the customer. */
export const openForCustomer = async (externalUserId: string, caller: Staff) =>
  (await ofContact(externalUserId, reachOf(caller), OF_CUSTOMER))[0]

/**
 * Writes down what the caller means to do for a customer (GU-5); the same key again is the same one.
 * @throws due_invalid, follow_up_limit and the refusals of the chat
 */
export async function addFollowUp(
  externalUserId: string,
  { key, text, dueAt: due }: Body<'POST /customers/:externalUserId/follow-ups'>,
  caller: Staff,
  requestId: string,
): Promise<Shown> {
  const { name, avatar } = await customerInChat(externalUserId, caller)
  const { guideId, storeId } = caller
  const _id = keyedId('fup', guideId, externalUserId, key)
  const known = await findFollowUp(_id)
  if (known) return showOne(known, caller)
  const [at, dueAt] = [now(), new Date(due)]
  if (!canBeDue(dueAt, at)) throw fail('due_invalid')
  if ((await countOpen({ guideId })) >= MOST_OPEN) throw fail('follow_up_limit')
  const made: FollowUpDoc = {
    _id,
    status: 'open',
    guideId,
    storeId,
    madeBy: guideId,
    externalUserId,
    customer: { name, ...(avatar ? { avatar } : {}) },
    text,
    dueAt,
    reminder: { at: dueAt, tries: 0 },
    version: 0,
    createdAt: at,
    updatedAt: at,
  }
  if (await insertFollowUp(made))
    await audit(caller, 'followUp.made', externalUserId, { followUpId: _id }, requestId)
  return showOne((await findFollowUp(_id)) ?? made, caller)
}

/** A guide's follow-ups, or for a manager the store's (GU-5). @throws cursor_invalid */
export async function listFollowUps(
  { whose, state, ...paging }: z.output<Routes['GET /follow-ups']['query']>,
  caller: Staff,
) {
  const of: Whose = whose === 'store' ? reachOf(caller) : { guideId: caller.guideId }
  const at = now()
  const [found, guides, dueToday, overdue] = await Promise.all([
    state === 'open'
      ? readPage(
          paging,
          (after, limit) => openOf(of, after, limit),
          (it) => it.dueAt,
        )
      : readPage(
          paging,
          (after, limit) => settledOf(of, after, limit),
          (it) => it.updatedAt,
        ),
    guideDirectory(),
    countOpen(of, endOfDay(at)),
    countOpen(of, at),
  ])
  if (!found) throw fail('cursor_invalid')
  return { followUps: found.rows.map((it) => show(it, caller, guides)), ...found.more, dueToday, overdue }
}

/** A follow-up the caller may change: their own, a manager's also the store's. @throws follow_up_not_found */
async function reachable(followUpId: string, caller: Staff): Promise<FollowUpDoc> {
  const found = await findFollowUp(followUpId)
  const isInReach =
    found?.guideId === caller.guideId || (caller.kind === 'manager' && found?.storeId === caller.storeId)
  if (!found || !isInReach) throw fail('follow_up_not_found')
  return found
}

/**
 * Changes a follow-up at the version it was decided on; what stands as it was asked for already is left so.
 * @throws follow_up_not_found, follow_up_settled, follow_up_changed
 */
async function change(
  followUpId: string,
  version: number,
  caller: Staff,
  set: Partial<FollowUpDoc> & Pick<FollowUpDoc, 'status'>,
  unset: readonly (keyof FollowUpDoc)[] = [],
): Promise<Shown> {
  const found = await reachable(followUpId, caller)
  if (!transitions[found.status].includes(set.status)) {
    if (found.status === set.status && found.settledBy === caller.guideId) return showOne(found, caller)
    throw fail('follow_up_settled')
  }
  const changed = await changeFollowUp(followUpId, version, set, unset)
  if (!changed) throw fail('follow_up_changed')
  return showOne(changed, caller)
}

/** @throws as `change` */
export const settleFollowUp = (
  followUpId: string,
  { version, as, note }: Body<'POST /follow-ups/:followUpId/done'>,
  caller: Staff,
): Promise<Shown> =>
  change(followUpId, version, caller, { status: as, settledBy: caller.guideId, ...(note ? { note } : {}) }, [
    'reminder',
  ])

/** Its guide is reminded anew at the new time. @throws due_invalid, as `change` */
export function putOffFollowUp(
  followUpId: string,
  { version, dueAt: due, note }: Body<'POST /follow-ups/:followUpId/put-off'>,
  caller: Staff,
): Promise<Shown> {
  const dueAt = new Date(due)
  if (!canBeDue(dueAt, now())) throw fail('due_invalid')
  const reminder = { at: dueAt, tries: 0 }
  return change(followUpId, version, caller, { status: 'open', dueAt, reminder, ...(note ? { note } : {}) }, [
    'remindedAt',
  ])
}

/** The new guide is reminded, at once where it is due already. @throws guide_not_here, as `change` */
export async function handOverFollowUp(
  followUpId: string,
  { version, guideId, note }: Body<'POST /follow-ups/:followUpId/hand-over'>,
  caller: Staff,
): Promise<Shown> {
  const { dueAt } = await reachable(followUpId, caller)
  const guides = await guideDirectory()
  if (!guides.ofStore(caller.storeId).some((it) => it._id === guideId)) throw fail('guide_not_here')
  const reminder = { at: dueAt, tries: 0 }
  return change(
    followUpId,
    version,
    caller,
    { status: 'open', guideId, storeId: caller.storeId, reminder, ...(note ? { note } : {}) },
    ['remindedAt'],
  )
}
