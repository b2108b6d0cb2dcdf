import { referralWrites, type ReferralDoc } from '../../server/features/referrals/referrals.service'
import { now } from '../../server/kernel/clock'
import { buildCoupon } from '../coupons/support'
import type { Shop } from '../orders/support'
import { next, type build } from '../support/build'
import type { Reply } from '../support/product'

const DAY = 86_400_000

export const codeOf = ({ status, body }: Reply) => [status, body?.error?.code]

/** A running campaign that rewards three friends of each inviter, unless told otherwise. */
export async function aReferral(overrides: Partial<ReferralDoc> = {}): Promise<ReferralDoc> {
  const at = now()
  const perInviter = overrides.perInviter ?? 3
  const reward = (perPerson: number) => buildCoupon({ ways: ['referral'], quota: { total: 1000, perPerson } })
  const referral: ReferralDoc = {
    _id: `rfc_t${next()}`,
    title: '邀好友得券',
    from: new Date(at.getTime() - 1000 + next()),
    until: new Date(at.getTime() + 30 * DAY),
    inviterCouponId: (await reward(perInviter))._id,
    friendCouponId: (await reward(1))._id,
    perInviter,
    leastOrder: 0,
    orderWithinDays: 14,
    status: 'scheduled',
    version: 1,
    createdAt: at,
    createdBy: 'test',
    updatedAt: at,
    ...overrides,
  }
  await referralWrites.put([referral])
  return referral
}

type Shopper = Awaited<ReturnType<Shop['shopper']>>

/** What members do with invitations. */
export const referralsOf = ({ product, ...shop }: Shop) => ({
  mine: async ({ token }: Shopper) => (await product.get('/referral', { token })).body,
  look: async ({ token }: Shopper, code: string) =>
    (await product.get(`/referral/invites/${code}`, { token })).body,
  accept: ({ token }: Shopper, code: string) =>
    product.post(`/referral/invites/${code}/accept`, { token, body: {} }),
  coupons: async ({ token }: Shopper, couponId: string): Promise<number> =>
    (await product.get('/me/coupons?limit=100', { token })).body.grants.filter(
      (it: { couponId: string }) => it.couponId === couponId,
    ).length,
  /** An order of a shopper, paid for and lying in the store. */
  async buys(buyer: Shopper, shelf: Awaited<ReturnType<typeof build.shelf>>) {
    const basket = {
      lines: [{ skuId: shelf.skuId, quantity: 1 }],
      way: 'pickup',
      storeId: shelf.store._id,
    }
    const { body } = await shop.place(buyer, basket)
    await shop.payOnPhone(buyer, body.id)
    await shop.whenStatus(buyer, body.id, 'paid')
    await product.settled()
    return body.id as string
  },
  /** The shopper collects it. */
  async collects(buyer: Shopper, orderId: string, staffToken: string) {
    const answer = await shop.redeem(staffToken, await shop.digitsOf(buyer, orderId))
    if (answer.status !== 200) throw new Error(`redeem answered ${JSON.stringify(answer.body)}`)
    await product.settled()
  },
})
