import { findInvitation } from '../../server/features/referrals/referrals.model'
import { invitationIdOf } from '../../server/features/referrals/referrals.service'
import type { CrashPoint } from '../../server/kernel/crashPoint'
import { redis } from '../../server/kernel/redis'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { until } from '../support/until'
import { startProcess } from '../support/webProcess'
import { aReferral, referralsOf } from './support'

let shop: Shop
let referrals: ReturnType<typeof referralsOf>
beforeAll(async () => {
  shop = await startShop()
  referrals = referralsOf(shop)
})
afterAll(() => shop?.product.stop())

const points: CrashPoint[] = ['referral.copyTaken', 'referral.friendRewarded', 'referral.inviterRewarded']

describe('a worker that dies while it rewards (SO-4, TR-3)', () => {
  it.each(points)(
    'at %s leaves both with exactly one coupon',
    async (point) => {
      const { inviterCouponId, friendCouponId } = await aReferral()
      const [me, friend] = [await shop.shopper(), await shop.shopper()]
      await referrals.accept(friend, (await referrals.mine(me)).code)
      const shelf = await build.shelf(2)
      const { token } = await shop.staff(shelf.store._id)
      const orderId = await referrals.buys(friend, shelf)
      await shop.product.stopWorker()
      const process = await startProcess('both', { CRASH_AT: point })
      expect((await shop.redeem(token, await shop.digitsOf(friend, orderId))).status).toBe(200)
      expect(await process.ended).toBe('SIGKILL')
      expect((await findInvitation(invitationIdOf(friend.member.id)))?.state).toBe('ordered')
      const queued = await redis().keys('bull:*')
      if (queued.length) await redis().del(...queued)
      shop.product.startWorker()
      await until(
        () => findInvitation(invitationIdOf(friend.member.id)),
        (it) => it?.state === 'rewarded',
      )
      expect([
        await referrals.coupons(me, inviterCouponId),
        await referrals.coupons(friend, friendCouponId),
      ]).toEqual([1, 1])
    },
    90_000,
  )
})
