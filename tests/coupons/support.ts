import { importCoupons, type CouponDoc } from '../../server/features/coupons/coupons.service'
import { now } from '../../server/kernel/clock'
import { next } from '../support/build'
import { memberSession } from '../support/people'
import type { TestProduct } from '../support/product'

const DAY = 86_400_000

/** A live 满 100 减 30 of 100 pieces, one per person, unless told otherwise. */
export async function buildCoupon(overrides: Partial<CouponDoc> = {}): Promise<CouponDoc> {
  const at = now()
  const coupon: CouponDoc = {
    _id: `cpn_t${next()}`,
    title: `测试券${next()}`,
    benefit: { kind: 'amountOff', threshold: 10_000, off: 3000 },
    scope: { channels: ['online', 'store'] },
    audience: { newOnly: false },
    claim: { from: new Date(at.getTime() - DAY), until: new Date(at.getTime() + 10 * DAY) },
    ways: ['page'],
    validity: { kind: 'days', days: 7 },
    quota: { total: 100, perPerson: 1 },
    stacking: { member: true, coupons: true },
    status: 'live',
    version: 1,
    createdAt: at,
    createdBy: 'test',
    updatedAt: at,
    ...overrides,
  }
  await importCoupons([coupon])
  return coupon
}

export const members = (count: number) => Promise.all(Array.from({ length: count }, () => memberSession()))

/** What a shopper does with coupons. */
export const couponsOf = (product: TestProduct) => ({
  claim: (token: string, couponId: string, body: object = {}) =>
    product.post(`/coupons/${couponId}/claim`, { token, body }),
  /** Claims one and answers its id. */
  async have(token: string, couponId: string, body: object = {}): Promise<string> {
    const { status, body: grant } = await product.post(`/coupons/${couponId}/claim`, { token, body })
    if (status !== 200) throw new Error(`claim answered ${JSON.stringify(grant)}`)
    return grant.id
  },
  wallet: async (token: string, query = '') => (await product.get(`/me/coupons?${query}`, { token })).body,
  code: async (token: string, grantId: string) =>
    (await product.get(`/me/coupons/${grantId}/code`, { token })).body,
  redeem: (token: string, code: string, amount?: number) =>
    product.post('/coupon-codes/redeem', {
      token,
      body: { code, ...(amount === undefined ? {} : { amount }) },
    }),
})
