import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { AppError, failWith } from '../../kernel/errors'
import { digestOf } from '../../kernel/ids'
import { isSame } from '../../kernel/oneId'
import { findCoupon, findGrant, giveByCode, viewGrant, type CouponDoc } from '../coupons/coupons.service'
import { reaches } from '../operators/operators.service'
import { couponCodesContract } from './couponCodes.contract'
import {
  codesOf,
  codesOfBatch,
  countCodes,
  findCode,
  freeCode,
  insertCode,
  sumBatches,
  takeCode,
  spendCode,
  voidCodes,
  type BatchSums,
  type CodeDoc,
} from './couponCodes.model'
import { CODE_LENGTH, LETTERS, printCode, readCode } from './couponCodes.rules'

const fail = failWith(couponCodesContract.errors)
type Routes = (typeof couponCodesContract)['routes']
type Operator = CallerOf<Routes['POST /console/coupons/:couponId/codes']>

/** A coupon the operator decides about (OP-6). @throws coupon_not_found, coupon_out_of_reach */
async function mustReach(couponId: string, caller: Operator): Promise<CouponDoc> {
  const coupon = await findCoupon(couponId)
  if (!coupon) throw fail('coupon_not_found')
  if (caller.kind !== 'machine' && !reaches(caller, coupon.scope.storeIds)) throw fail('coupon_out_of_reach')
  return coupon
}

const draw = (): string =>
  Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/**
 * Makes single-use codes of a coupon (CO-2): exactly as many as asked, the same ones for the same key. The coupon's quota
 * is taken when a code is used. After `until` a code gives nothing more.
 * @throws coupon_not_found, coupon_out_of_reach, coupon_not_by_code, code_until_past
 */
export async function makeCodes(
  couponId: string,
  { key, count, until }: z.output<Routes['POST /console/coupons/:couponId/codes']['body']>,
  caller: Operator,
) {
  const coupon = await mustReach(couponId, caller)
  if (coupon.benefit.kind === 'experience') throw fail('coupon_not_by_code')
  const batchId = digestOf(couponId, key)
  const standing = await codesOfBatch(batchId)
  const made = new Set(standing.map((it) => it.nth))
  const createdAt = standing[0]?.createdAt ?? now()
  const end = standing[0] ? standing[0].until : until && new Date(until)
  if (!standing[0] && end && end <= now()) throw fail('code_until_past')
  for (let nth = 1; nth <= count; nth++) {
    if (made.has(nth)) continue
    // Where the number is written already, somebody asked at the same time; a code drawn twice is next to impossible.
    await insertCode({
      _id: draw(),
      couponId,
      batchId,
      nth,
      status: 'free',
      createdAt,
      ...(end ? { until: end } : {}),
    })
  }
  return { batchId, codes: (await codesOfBatch(batchId)).map((it) => printCode(it._id)) }
}

const viewCode = ({ _id, status, usedAt, createdAt }: CodeDoc) => ({
  code: printCode(_id),
  isUsed: status === 'used',
  isVoid: status === 'void',
  createdAt: createdAt.toISOString(),
  ...(usedAt ? { usedAt: usedAt.toISOString() } : {}),
})
const viewBatch = ({ _id, count, used, voided, until, createdAt }: BatchSums) => ({
  id: _id,
  count,
  used,
  voided,
  createdAt: createdAt.toISOString(),
  ...(until ? { until: until.toISOString() } : {}),
})

/** A coupon's batches of codes, newest first (OP-2). @throws coupon_not_found, coupon_out_of_reach */
export async function listBatches(couponId: string, caller: Operator) {
  await mustReach(couponId, caller)
  return { batches: (await sumBatches(couponId)).map(viewBatch) }
}

async function batchOf(couponId: string, batchId: string) {
  const [sums] = await sumBatches(couponId, batchId)
  if (!sums) throw fail('code_batch_not_found')
  return viewBatch(sums)
}

/** A batch with all its codes (OP-2). @throws coupon_not_found, coupon_out_of_reach, code_batch_not_found */
export async function readBatch(couponId: string, batchId: string, caller: Operator) {
  await mustReach(couponId, caller)
  const batch = await batchOf(couponId, batchId)
  return { ...batch, codes: (await codesOfBatch(batchId)).map(viewCode) }
}

/**
 * Takes back what nobody used of a batch (CO-2): each code is used or void, never both. Again changes nothing.
 * @throws coupon_not_found, coupon_out_of_reach, code_batch_not_found
 */
export async function voidBatch(couponId: string, batchId: string, caller: Operator) {
  await mustReach(couponId, caller)
  await voidCodes(couponId, batchId)
  return batchOf(couponId, batchId)
}

/** A coupon's codes (OP-2). @throws coupon_not_found, coupon_out_of_reach, cursor_invalid */
export async function listCodes(
  couponId: string,
  paging: z.output<Routes['GET /console/coupons/:couponId/codes']['query']>,
  caller: Operator,
) {
  await mustReach(couponId, caller)
  const [page, counts] = await Promise.all([
    readPage(
      paging,
      (after, count) => codesOf(couponId, after, count),
      (it) => it.createdAt,
    ),
    countCodes(couponId),
  ])
  if (!page) throw fail('cursor_invalid')
  return {
    ...counts,
    codes: page.rows.map(viewCode),
    ...page.more,
  }
}

/**
 * A shopper enters a code (CO-2): one coupon for one person, under the coupon's quota and the person's limit. The same
 * person's same code again is the same coupon; a refusal leaves the code to be used later.
 * @throws code_not_found, code_used, code_expired, code_void and the refusals of a claim
 */
export async function exchange(typed: string, memberId: string) {
  const code = readCode(typed)
  const taken = (await takeCode(code, memberId)) || (await isMine(code, memberId))
  const it = await findCode(code)
  if (!it) throw fail('code_not_found')
  if (!taken) throw fail(whyNot(it))
  const { couponId } = it
  if (it.grantId) {
    const [grant, coupon] = await Promise.all([findGrant(it.grantId), findCoupon(couponId)])
    if (grant && coupon) return viewGrant(grant, coupon)
  }
  try {
    const given = await giveByCode(couponId, memberId, code)
    if (!given) throw fail('code_used')
    const { grant, coupon } = given
    await spendCode(code, memberId, grant._id)
    return await viewGrant(grant, coupon)
  } catch (error) {
    // Where nobody knows how it ended, the code stays this person's.
    if (error instanceof AppError) await freeCode(code, memberId)
    throw error
  }
}

/** Why a code that was not to be had gives nothing. */
const whyNot = ({ status, until }: CodeDoc) => {
  if (status === 'void') return 'code_void'
  return status === 'free' && until && until <= now() ? 'code_expired' : 'code_used'
}

const isMine = async (code: string, memberId: string): Promise<boolean> =>
  isSame((await findCode(code))?.memberId, memberId)
