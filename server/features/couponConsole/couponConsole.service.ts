import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import {
  announceChange,
  changeCoupon,
  couponMayBecome,
  couponStatusText,
  courseOf,
  findCoupon,
  insertCoupon,
  listCoupons,
  moveCoupon,
  resultsOf,
  showCoupon,
  statusAt,
  type CouponDoc,
  type CouponStatus,
  type Results,
} from '../coupons/coupons.service'
import { reaches } from '../operators/operators.service'
import { findLocation } from '../stores/stores.service'
import { couponConsoleContract } from './couponConsole.contract'
import { actionsOf, daysOf, problemOf, renewed, touchesLocked, type Draft } from './couponConsole.rules'

const fail = failWith(couponConsoleContract.errors)
type Routes = (typeof couponConsoleContract)['routes']
type Operator = CallerOf<Routes['POST /console/coupons']>
type Query = z.output<Routes['GET /console/coupons']['query']>

const draftOf = ({ claim, note, ...it }: CouponDoc): Draft => ({
  title: it.title,
  ...(note ? { note } : {}),
  benefit: it.benefit,
  scope: it.scope,
  audience: it.audience,
  claim: { from: claim.from.toISOString(), until: claim.until.toISOString() },
  ways: it.ways,
  validity: it.validity,
  quota: it.quota,
  stacking: it.stacking,
})

const authorOf = (caller: Operator): string => caller.name

/** Whether somebody may decide about a coupon: a system and headquarters of each, others of their own stores' (OP-6). */
const mayDecide = (caller: Operator, { scope }: Pick<Draft, 'scope'>): boolean =>
  caller.kind === 'machine' || reaches(caller, scope.storeIds)

/** @throws coupon_out_of_reach */
function mustReach(caller: Operator, of: Pick<Draft, 'scope'>): void {
  if (!mayDecide(caller, of)) throw fail('coupon_out_of_reach')
}

/** What somebody sees: coupons of the whole chain, and those of their stores. */
function seenBy(caller: Operator): Record<string, unknown> {
  if (caller.kind === 'machine' || caller.role === 'headquarters') return {}
  return {
    $or: [{ 'scope.storeIds': { $exists: false } }, { 'scope.storeIds': { $in: caller.storeIds ?? [] } }],
  }
}
const isSeen = (caller: Operator, { scope }: CouponDoc): boolean =>
  caller.kind === 'machine' ||
  caller.role === 'headquarters' ||
  !scope.storeIds ||
  scope.storeIds.some((it) => caller.storeIds?.includes(it))

async function show(coupon: CouponDoc, caller: Operator, results: Results | undefined) {
  const status = statusAt(coupon, now())
  return {
    ...draftOf(coupon),
    id: coupon._id,
    status,
    statusText: couponStatusText(status),
    actions: mayDecide(caller, coupon) ? actionsOf(status) : [],
    face: await showCoupon(coupon),
    version: coupon.version,
    createdAt: coupon.createdAt.toISOString(),
    createdBy: coupon.createdBy,
    updatedAt: coupon.updatedAt.toISOString(),
    results: results ?? { claimed: 0, used: 0, locked: 0, gmv: 0, off: 0 },
  }
}
const showOne = async (coupon: CouponDoc, caller: Operator) =>
  show(coupon, caller, (await resultsOf([coupon._id])).get(coupon._id))

/** Coupons of a status as it is by the clock, in the database's words. */
function filterOf(status: Query['status']): Record<string, unknown> {
  const at = now()
  const open = { 'claim.until': { $gt: at } }
  switch (status) {
    case undefined:
      return {}
    case 'draft':
      return { status }
    case 'scheduled':
      return { status, 'claim.from': { $gt: at } }
    case 'live':
      return { status: { $in: ['scheduled', 'live'] }, 'claim.from': { $lte: at }, ...open }
    case 'paused':
      return { status, ...open }
    case 'ended':
      return { status: { $ne: 'draft' }, $nor: [{ status: { $ne: 'ended' }, ...open }] }
  }
}

/** Coupons with this in their title, sign by sign as typed. */
const titled = (q: string | undefined): Record<string, unknown> =>
  q ? { title: { $regex: q.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), $options: 'i' } } : {}

/** Coupons, newest first, with live results (OP-2). @throws cursor_invalid */
export async function coupons({ status, q, ...paging }: Query, caller: Operator) {
  const filter = { $and: [filterOf(status), titled(q), seenBy(caller)] }
  const page = await readPage(
    paging,
    (after, count) => listCoupons(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  const results = await resultsOf(page.rows.map((it) => it._id))
  return {
    coupons: await Promise.all(page.rows.map((it) => show(it, caller, results.get(it._id)))),
    ...page.more,
  }
}

/** A coupon somebody may see. @throws coupon_not_found */
async function mustFind(couponId: string, caller: Operator): Promise<CouponDoc> {
  const coupon = await findCoupon(couponId)
  if (!coupon || !isSeen(caller, coupon)) throw fail('coupon_not_found')
  return coupon
}
/** @throws coupon_not_found */
export const coupon = async (couponId: string, caller: Operator) =>
  showOne(await mustFind(couponId, caller), caller)

const MOST_STORES = 50
/** What came of a coupon day by day and store by store (OP-2). @throws coupon_not_found */
export async function course(couponId: string, caller: Operator) {
  await mustFind(couponId, caller)
  const { claimed, used, stores, online } = await courseOf(couponId)
  const most = [...stores].sort(([, a], [, b]) => b.used - a.used).slice(0, MOST_STORES)
  return {
    days: daysOf(claimed, used),
    stores: await Promise.all(
      most.map(async ([storeId, it]) => ({
        storeId,
        name: (await findLocation(storeId))?.name ?? storeId,
        ...it,
      })),
    ),
    online,
  }
}

/** @throws coupon_invalid with what is wrong */
function mustBeSound(draft: Draft): void {
  const problem = problemOf(draft)
  if (problem) throw fail('coupon_invalid', problem)
}

const fieldsOf = ({ claim, ...draft }: Draft) => ({
  ...draft,
  claim: { from: new Date(claim.from), until: new Date(claim.until) },
})

function newCoupon(draft: Draft, caller: Operator): CouponDoc {
  const at = now()
  return {
    _id: newId('cpn'),
    ...fieldsOf(draft),
    status: 'draft',
    version: 1,
    createdAt: at,
    createdBy: authorOf(caller),
    updatedAt: at,
  }
}

/** How a coupon would look to shoppers, and what is wrong with it as it stands; nothing is kept (OP-2). */
export async function preview(draft: Draft, caller: Operator) {
  const problem = problemOf(draft)
  return { face: await showCoupon(newCoupon(draft, caller)), ...(problem ? { problem } : {}) }
}

/** A new draft (OP-2). @throws coupon_invalid, coupon_out_of_reach */
export async function create(draft: Draft, caller: Operator, requestId: string) {
  mustBeSound(draft)
  mustReach(caller, draft)
  const made = newCoupon(draft, caller)
  await insertCoupon(made)
  await audit(caller, 'coupon.created', made._id, { title: made.title }, requestId)
  return showOne(made, caller)
}

/** A new draft like another coupon; a window that is over lies ahead again. @throws coupon_not_found, coupon_out_of_reach */
export async function copy(couponId: string, caller: Operator, requestId: string) {
  const before = renewed(draftOf(await mustFind(couponId, caller)), now())
  mustReach(caller, before)
  const made = newCoupon({ ...before, title: `${before.title.slice(0, 17)} 副本` }, caller)
  await insertCoupon(made)
  await audit(caller, 'coupon.created', made._id, { copyOf: couponId }, requestId)
  return showOne(made, caller)
}

/**
 * Changes a coupon (OP-2): a draft in everything; once it was scheduled its words, more quota and a later end of claiming.
 * @throws coupon_not_found, coupon_out_of_reach, coupon_invalid, coupon_changed, coupon_locked_fields
 */
export async function change(
  couponId: string,
  { version, ...draft }: Draft & { version: number },
  caller: Operator,
  requestId: string,
) {
  mustBeSound(draft)
  const before = await mustFind(couponId, caller)
  mustReach(caller, before)
  mustReach(caller, draft)
  if (before.version !== version) throw fail('coupon_changed', { version: before.version })
  const isDraft = before.status === 'draft'
  if (!isDraft && (statusAt(before, now()) === 'ended' || touchesLocked(draftOf(before), draft)))
    throw fail('coupon_locked_fields')
  const after = await changeCoupon(couponId, version, fieldsOf(draft), draft.note ? [] : ['note'])
  if (!after) throw fail('coupon_changed')
  await announceChange(after)
  await audit(caller, 'coupon.changed', couponId, { version }, requestId)
  return showOne(after, caller)
}

const aims = { schedule: 'scheduled', pause: 'paused', resume: 'live', end: 'ended' } as const
type Step = keyof typeof aims

/**
 * Takes a coupon a step further (OP-2): what the clock has decided meanwhile counts.
 * @throws coupon_not_found, coupon_out_of_reach, coupon_step_refused; coupon_invalid for a draft that cannot go live
 */
export async function step(couponId: string, name: Step, caller: Operator, requestId: string) {
  const before = await mustFind(couponId, caller)
  mustReach(caller, before)
  const isEarly = name === 'resume' && before.claim.from > now()
  const to: CouponStatus = isEarly ? 'scheduled' : aims[name]
  if (name === 'schedule') {
    mustBeSound(draftOf(before))
    if (before.claim.until <= now()) throw fail('coupon_invalid', { at: 'claim', text: '领取时间已经过了' })
  }
  const actions: readonly string[] = actionsOf(statusAt(before, now()))
  const moved =
    actions.includes(name) && couponMayBecome(before.status, to)
      ? await moveCoupon(couponId, before.status, to)
      : null
  if (!moved) throw fail('coupon_step_refused', { status: statusAt(await mustFind(couponId, caller), now()) })
  await announceChange(moved)
  await audit(caller, `coupon.${name}`, couponId, { from: before.status }, requestId)
  return showOne(moved, caller)
}
