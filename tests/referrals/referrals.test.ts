import { advanceClock, resetClock } from '../../server/kernel/clock'
import { buildCoupon } from '../coupons/support'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInOperator } from '../support/people'
import { aReferral, codeOf, referralsOf } from './support'

let shop: Shop
let referrals: ReturnType<typeof referralsOf>
beforeAll(async () => {
  shop = await startShop()
  referrals = referralsOf(shop)
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => shop?.product.stop())

const DAY = 86_400_000
const shoppers = async (count: number) => {
  const all = []
  for (let n = 0; n < count; n++) all.push(await shop.shopper())
  return all
}
const firstTwo = async () =>
  (await shoppers(2)) as [Awaited<ReturnType<Shop['shopper']>>, Awaited<ReturnType<Shop['shopper']>>]

describe('an invitation (SO-4)', () => {
  it("rewards both once the first order is in the friend's hands, and each once", async () => {
    const { inviterCouponId, friendCouponId } = await aReferral()
    const [me, friend] = await firstTwo()
    const { code, path, campaign } = await referrals.mine(me)
    expect([path, campaign.limit]).toEqual([`pages/friends/accept/index?from=${code}`, 3])
    expect(await referrals.look(friend, code)).toMatchObject({ state: 'open', inviterName: '禾*' })
    expect((await referrals.accept(friend, code)).body.state).toBe('accepted')
    expect((await referrals.accept(friend, code)).status).toBe(200)
    const shelf = await build.shelf(5)
    const { token } = await shop.staff(shelf.store._id)
    const orderId = await referrals.buys(friend, shelf)
    expect((await referrals.mine(me)).invitations).toMatchObject([
      { state: 'ordered', stateText: '首单已付款，收货后发奖励', friendName: '禾*' },
    ])
    expect(await referrals.coupons(me, inviterCouponId)).toBe(0)
    await referrals.collects(friend, orderId, token)
    const second = await referrals.buys(friend, shelf)
    await referrals.collects(friend, second, token)
    expect(await referrals.mine(me)).toMatchObject({
      counts: { joined: 1, ordered: 1, rewarded: 1 },
      invitations: [{ state: 'rewarded', stateText: '奖励已到账' }],
    })
    expect([
      await referrals.coupons(me, inviterCouponId),
      await referrals.coupons(friend, friendCouponId),
    ]).toEqual([1, 1])
  })

  it('does not count an order that is given back before it was received; the next one does', async () => {
    const { inviterCouponId } = await aReferral()
    const [me, friend] = await firstTwo()
    await referrals.accept(friend, (await referrals.mine(me)).code)
    const shelf = await build.shelf(5)
    const { token } = await shop.staff(shelf.store._id)
    const orderId = await referrals.buys(friend, shelf)
    await shop.product.post(`/orders/${orderId}/cancel`, { token: friend.token, body: {} })
    await shop.whenStatus(friend, orderId, 'refunded')
    await shop.product.settled()
    expect((await referrals.mine(me)).invitations).toMatchObject([{ state: 'joined' }])
    await referrals.collects(friend, await referrals.buys(friend, shelf), token)
    expect(await referrals.coupons(me, inviterCouponId)).toBe(1)
  })

  it('refuses oneself, circles, who is not new, who is bound, and unknown codes', async () => {
    await aReferral()
    const [a, b, c, d] = (await shoppers(4)) as [
      Awaited<ReturnType<Shop['shopper']>>,
      Awaited<ReturnType<Shop['shopper']>>,
      Awaited<ReturnType<Shop['shopper']>>,
      Awaited<ReturnType<Shop['shopper']>>,
    ]
    const [ofA, ofB, ofC, ofD] = await Promise.all(
      [a, b, c, d].map(async (it) => (await referrals.mine(it)).code as string),
    )
    expect(codeOf(await referrals.accept(a, ofA!))).toEqual([409, 'invite_self'])
    expect((await referrals.accept(b, ofA!)).status).toBe(200)
    expect(codeOf(await referrals.accept(a, ofB!))).toEqual([409, 'invite_loop'])
    expect((await referrals.accept(c, ofB!)).status).toBe(200)
    expect(codeOf(await referrals.accept(a, ofC!))).toEqual([409, 'invite_loop'])
    expect(codeOf(await referrals.accept(c, ofD!))).toEqual([409, 'invite_bound'])
    expect(codeOf(await referrals.accept(d, '00000000'))).toEqual([404, 'invite_unknown'])
    await referrals.buys(d, await build.shelf(2))
    expect(codeOf(await referrals.accept(d, ofA!))).toEqual([409, 'invite_not_new'])
    expect((await referrals.look(d, ofA!)).text).toContain('老朋友')
    const late = await shop.shopper()
    advanceClock(7 * DAY)
    expect(codeOf(await referrals.accept(late, ofA!))).toEqual([409, 'invite_not_new'])
  })

  it('counts an order only in time and of its worth', async () => {
    await aReferral({ leastOrder: 1_000_000, orderWithinDays: 1 })
    const [me, friend] = await firstTwo()
    await referrals.accept(friend, (await referrals.mine(me)).code)
    await referrals.buys(friend, await build.shelf(2))
    expect((await referrals.mine(me)).invitations).toMatchObject([{ state: 'joined' }])
    advanceClock(DAY + 1000)
    expect((await referrals.mine(me)).invitations).toMatchObject([
      { state: 'void', stateText: '1 天内没有下单' },
    ])
  })
})

describe('under races (SO-4)', () => {
  it('binds a friend once, whoever invites at once', async () => {
    await aReferral()
    const inviters = await shoppers(4)
    const friend = await shop.shopper()
    const codes = await Promise.all(inviters.map(async (it) => (await referrals.mine(it)).code as string))
    const answers = await Promise.all(codes.map((it) => referrals.accept(friend, it)))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    const counts = await Promise.all(inviters.map(async (it) => (await referrals.mine(it)).counts.joined))
    expect(counts.reduce((sum, it) => sum + it, 0)).toBe(1)
  })

  it('leaves no circle of those who accept each other in one moment', async () => {
    await aReferral()
    for (let round = 0; round < 5; round++) {
      const [a, b] = await firstTwo()
      const [ofA, ofB] = [(await referrals.mine(a)).code, (await referrals.mine(b)).code]
      const answers = await Promise.all([referrals.accept(a, ofB), referrals.accept(b, ofA)])
      expect(answers.filter((it) => it.status === 200).length).toBeLessThanOrEqual(1)
      expect(answers.map((it) => it.status).every((it) => it === 200 || it === 409)).toBe(true)
      const bound = [(await referrals.mine(a)).invitedBy, (await referrals.mine(b)).invitedBy]
      expect(bound.filter(Boolean).length).toBeLessThanOrEqual(1)
    }
  })

  it('rewards an inviter for no more friends than the campaign says; the friends all get theirs', async () => {
    const { inviterCouponId, friendCouponId } = await aReferral({ perInviter: 2 })
    const [me, ...friends] = await shoppers(5)
    const { code } = await referrals.mine(me!)
    const shelf = await build.shelf(10)
    const { token } = await shop.staff(shelf.store._id)
    for (const it of friends) expect((await referrals.accept(it, code)).status).toBe(200)
    const orders: string[] = []
    for (const it of friends) orders.push(await referrals.buys(it, shelf))
    await Promise.all(friends.map(async (it, at) => shop.redeem(token, await shop.digitsOf(it, orders[at]!))))
    await shop.product.settled()
    expect(await referrals.coupons(me!, inviterCouponId)).toBe(2)
    expect(await Promise.all(friends.map((it) => referrals.coupons(it, friendCouponId)))).toEqual([
      1, 1, 1, 1,
    ])
    const texts = (await referrals.mine(me!)).invitations.map((it: { stateText: string }) => it.stateText)
    expect(texts.filter((it: string) => it === '奖励名额已满')).toHaveLength(2)
    expect(codeOf(await referrals.accept(await shop.shopper(), code))).toEqual([409, 'invite_limit'])
  })
})

describe('at the console (OP-2)', () => {
  it('takes a campaign from draft to its end; its coupons must be given by invitation only', async () => {
    const { product } = shop
    const { token } = await signInOperator(product)
    const send = (method: string, path: string, body?: object, as = token) =>
      product.call(method, `/console/referrals${path}`, { token: as, ...(body ? { body } : {}) })
    const open = await buildCoupon({ ways: ['page', 'referral'], quota: { total: 9, perPerson: 9 } })
    const both = await buildCoupon({ ways: ['referral'], quota: { total: 9, perPerson: 4 } })
    const draft = {
      title: '老友带新友',
      from: new Date(Date.now() - 1000).toISOString(),
      until: new Date(Date.now() + 9 * DAY).toISOString(),
      inviterCouponId: both._id,
      friendCouponId: both._id,
      perInviter: 3,
      leastOrder: 0,
      orderWithinDays: 7,
    }
    const refused = await send('POST', '', { ...draft, inviterCouponId: open._id })
    expect(refused.body.error.details.text).toBe('邀请人的券只能设为「邀请」发放')
    expect((await send('POST', '', { ...draft, perInviter: 4 })).body.error.details.text).toBe(
      '邀请人的券每人限领至少要 5 张',
    )
    const made = (await send('POST', '', draft)).body
    expect(made).toMatchObject({ status: 'draft', inviterCoupon: { title: both.title } })
    const live = (await send('POST', `/${made.id}/schedule`)).body
    expect(live.status).toBe('live')
    expect(
      codeOf(await send('PUT', `/${made.id}`, { ...draft, perInviter: 2, version: live.version })),
    ).toEqual([409, 'referral_locked_fields'])
    const [me, friend] = await firstTwo()
    const { code } = await referrals.mine(me)
    expect((await send('POST', `/${made.id}/pause`)).body.statusText).toBe('已暂停')
    await send('POST', `/${made.id}/resume`)
    expect((await referrals.accept(friend, code)).status).toBe(200)
    expect((await send('GET', `/${made.id}`)).body.results.joined).toBe(1)
    const { token: region } = await signInOperator(product, { role: 'region', provinces: ['上海'] })
    expect((await send('GET', `/${made.id}`, undefined, region)).body.actions).toEqual([])
    expect(codeOf(await send('POST', `/${made.id}/end`, undefined, region))).toEqual([
      403,
      'referral_out_of_reach',
    ])
    expect((await send('POST', `/${made.id}/end`)).body.status).toBe('ended')
  })
})
