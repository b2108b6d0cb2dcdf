import { createHash, randomInt } from 'node:crypto'
import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { AppError, failWith } from '../../kernel/errors'
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
  takeCode,
  spendCode,
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
 * is taken when a code is used.
 * @throws coupon_not_found, coupon_out_of_reach, coupon_not_by_code
 */
export async function makeCodes(
  couponId: string,
  { key, count }: z.output<Routes['POST /console/coupons/:couponId/codes']['body']>,
  caller: Operator,
) {
  const coupon = await mustReach(couponId, caller)
  if (coupon.benefit.kind === 'experience') throw fail('coupon_not_by_code')
  const batchId = createHash('sha256').update(`${couponId}\n${key}`).digest('hex').slice(0, 24)
  const made = new Set((await codesOfBatch(batchId)).map((it) => it.nth))
  const createdAt = now()
  for (let nth = 1; nth <= count; nth++) {
    if (made.has(nth)) continue
    // Where the number is written already, somebody asked at the same time; a code drawn twice is next to impossible.
    await insertCode({ _id: draw(), couponId, batchId, nth, status: 'free', createdAt })
  }
  return { codes: (await codesOfBatch(batchId)).map((it) => printCode(it._id)) }
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
    codes: page.rows.map(({ _id, status, usedAt, createdAt }) => ({
      code: printCode(_id),
      isUsed: status === 'used',
      createdAt: createdAt.toISOString(),
      ...(usedAt ? { usedAt: usedAt.toISOString() } : {}),
    })),
    ...page.more,
  }
}

/**
 * A shopper enters a code (CO-2): one coupon for one person, under the coupon's quota and the person's limit. The same
 * person's same code again is the same coupon; a refusal leaves the code to be used later.
 * @throws code_not_found, code_used and the refusals of a claim
 */
export async function exchange(typed: string, memberId: string) {
  const code = readCode(typed)
  const taken = (await takeCode(code, memberId)) || (await isMine(code, memberId))
  const it = await findCode(code)
  if (!it) throw fail('code_not_found')
  if (!taken) throw fail('code_used')
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

const isMine = async (code: string, memberId: string): Promise<boolean> =>
  (await findCode(code))?.memberId === memberId
