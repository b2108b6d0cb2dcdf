import { auditOf } from '../../server/kernel/audit'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { mergesForStaff } from '../../server/features/members/members.service'
import { earnPoints } from '../../server/features/points/points.service'
import { buildCoupon } from '../coupons/support'
import { customersOf } from '../customers/friends'
import { build, next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInGuide, signInOperator, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { asked, bindPhone, freshPhone, shopperOf, type Shopper } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const { friends } = customersOf(() => product)
const DAY = 86_400_000
const idsIn = (all: { id: string }[]) => all.map((it) => it.id).sort()
const me = async ({ token }: Shopper) => (await product.get('/me', { token })).body
const ordersOf = async ({ token }: Shopper) => idsIn((await product.get('/orders', { token })).body.orders)
const walletOf = async ({ token }: Shopper) =>
  idsIn((await product.get('/me/coupons?tab=usable', { token })).body.grants)
const cartOf = async ({ token }: Shopper) =>
  ((await product.get('/cart', { token })).body.lines as { skuId: string }[]).map((it) => it.skuId).sort()
const addressesOf = async ({ token }: Shopper) => (await product.get('/addresses', { token })).body.addresses
const seen = async (it: Shopper) => ({
  orders: await ordersOf(it),
  wallet: await walletOf(it),
  cart: await cartOf(it),
  addresses: idsIn(await addressesOf(it)),
  points: (await me(it)).points as number,
})

const claim = ({ token }: Shopper, couponId: string, nth = 1) =>
  product.post(`/coupons/${couponId}/claim`, { token, body: { nth } })
const order = async ({ token }: Shopper, skuId: string, storeId: string, key = `merge-${next()}-order`) =>
  product.post('/orders', { token, body: { key, lines: [{ skuId, quantity: 1 }], way: 'pickup', storeId } })

/** Something of everything that is a member's own. */
async function live(it: Shopper, points: number) {
  const { skuId, store } = await build.shelf(20)
  await order(it, skuId, store._id)
  await claim(it, (await buildCoupon())._id)
  await product.call('PUT', '/cart/lines', {
    token: it.token,
    body: { skuId, quantity: 2, way: 'pickup', storeId: store._id },
  })
  await product.post('/addresses', {
    token: it.token,
    body: {
      ...{ name: '林知夏', phone: '13800000000', province: '上海市', city: '上海市', district: '静安区' },
      ...{ street: `南京西路 ${next()} 号`, position: [121.45, 31.23], isDefault: true },
    },
  })
  await earnPoints({
    key: `test/${next()}`,
    memberId: it.memberId,
    amount: points,
    kind: 'test',
    text: '测试',
  })
  await product.settled()
}
const undo = async (memberId: string, mergeId: string, token?: string) =>
  product.post(`/members/${memberId}/merges/${mergeId}/undo`, {
    token: token ?? (await signInOperator(product)).token,
  })
const mergeIdOf = async (memberId: string): Promise<string> =>
  (await mergesForStaff(memberId, true))[0]?.id ?? ''

describe('two members who are one (ME-1)', () => {
  it('are asked first, and nothing of the other is shown before', async () => {
    const { first, second } = await asked(product)
    const { status, body } = await bindPhone(product, second)
    expect([status, body.error.code]).toEqual([409, 'phone_of_other'])
    expect(body.error.details).toEqual({
      ticket: expect.stringMatching(/^[0-9A-Z]{24}$/),
      nickname: '禾**',
      joinedAt: expect.any(String),
    })
    expect((await me(second)).id).not.toBe((await me(first)).id)
    expect(await me(second)).not.toHaveProperty('phone')
  })

  it('become one: all that was theirs is there once, on both phones', async () => {
    const { phone, first, second, confirm } = await asked(product)
    await live(first, 120)
    await live(second, 35)
    const [one, other] = [await seen(first), await seen(second)]
    const { status, body } = await confirm()
    expect([status, body.id, body.points]).toEqual([200, first.memberId, 155])
    expect(body.phone).toBe(`${phone.slice(0, 3)}****${phone.slice(7)}`)
    const both = (of: 'orders' | 'wallet' | 'cart' | 'addresses') => [...one[of], ...other[of]].sort()
    for (const it of [first, second])
      expect(await seen(it)).toEqual({
        orders: both('orders'),
        wallet: both('wallet'),
        cart: both('cart'),
        addresses: both('addresses'),
        points: 155,
      })
    expect((await addressesOf(first)).filter((it: { isDefault: boolean }) => it.isDefault)).toHaveLength(1)
    expect(await auditOf(first.memberId)).toMatchObject([{ action: 'member.merged', actor: second.memberId }])
  })

  it('stay one however often it is confirmed, and nobody else can confirm it', async () => {
    const { first, ticket, confirm } = await asked(product)
    const stranger = await shopperOf(product)
    const answer = await product.post('/me/merges', { token: stranger.token, body: { ticket } })
    expect([answer.status, answer.body.error.code]).toEqual([404, 'merge_ticket_unknown'])
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm()))
    expect(answers.map((it) => [it.status, it.body.id])).toEqual(answers.map(() => [200, first.memberId]))
    expect((await auditOf(first.memberId)).length).toBeGreaterThanOrEqual(1)
  })

  it('each asking for the other at once end as one', async () => {
    const [p, q] = [freshPhone(), freshPhone()]
    const [a, b] = [await shopperOf(product, { phone: p }), await shopperOf(product, { phone: q })]
    await bindPhone(product, a)
    await bindPhone(product, b)
    const swap = async (it: Shopper, phone: string) => {
      await product.sandbox.post('/__sandbox/people', { person: { ...it.who, phone } })
      return (await bindPhone(product, it)).body.error.details.ticket as string
    }
    const tickets = [await swap(a, q), await swap(b, p)]
    const answers = await Promise.all(
      [a, b].map(({ token }, at) => product.post('/me/merges', { token, body: { ticket: tickets[at] } })),
    )
    expect(answers.map((it) => [it.status, it.body.id])).toEqual([
      [200, a.memberId],
      [200, a.memberId],
    ])
  })

  it('of one WeChat account are merged at the sign-in that shows it', async () => {
    const first = await shopperOf(product, { unionid: `union_${next()}` })
    const second = await shopperOf(product)
    const { personId } = second.who
    await product.sandbox.post('/__sandbox/people', { person: { ...second.who, unionid: first.who.unionid } })
    const { body } = await product.post('/session', {
      body: { code: await product.sandbox.loginCode(personId) },
    })
    expect(body.member.id).toBe(first.memberId)
    expect((await me(second)).id).toBe(first.memberId)
    expect(await auditOf(first.memberId)).toMatchObject([
      { action: 'member.merged', details: { evidence: 'unionid' } },
    ])
  })
})

describe('limits per person', () => {
  it('a coupon: what either had counts, and no more than one person may have comes of it', async () => {
    const coupon = await buildCoupon({ quota: { total: 100, perPerson: 3 } })
    const { first, second, confirm } = await asked(product)
    await claim(first, coupon._id)
    await claim(second, coupon._id)
    await confirm()
    const offer = async () => (await product.get(`/coupons/${coupon._id}`, { token: first.token })).body.mine
    expect(await offer()).toMatchObject({ claimed: 2, limit: 3, nth: 3 })
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => claim(at % 2 ? first : second, coupon._id, (at % 4) + 1)),
    )
    expect(answers.filter((it) => it.status >= 500)).toEqual([])
    expect(await walletOf(first)).toHaveLength(3)
    expect(await offer()).toMatchObject({ claimed: 3, state: 'claimed' })
  })

  it('hold when two claim and order while they become one', async () => {
    for (let round = 0; round < 6; round++) {
      const coupon = await buildCoupon({ quota: { total: 100, perPerson: 1 } })
      const { skuId, store } = await build.shelf(9)
      const { first, second, confirm } = await asked(product)
      const deeds = [first, second].flatMap((it) => [
        claim(it, coupon._id),
        order(it, skuId, store._id),
        order(it, skuId, store._id),
      ])
      const [merged, ...answers] = await Promise.all([confirm(), ...deeds])
      expect([merged, ...answers].map((it) => it.status)).toEqual(Array(7).fill(200))
      const had = await walletOf(first)
      // Each was somebody of their own before it: what they claimed then they keep, and no more comes of it.
      expect([1, 2]).toContain(had.length)
      await Promise.all([first, second].map((it) => claim(it, coupon._id)))
      for (const it of [first, second]) {
        expect(await walletOf(it)).toEqual(had)
        expect(await ordersOf(it)).toHaveLength(4)
      }
    }
  })

  it('an order asked for again after the merge is the same order', async () => {
    const { first, second, confirm } = await asked(product)
    const { skuId, store } = await build.shelf(9)
    const key = `merge-${next()}-again`
    const { body } = await order(second, skuId, store._id, key)
    await confirm()
    const again = await order(second, skuId, store._id, key)
    expect([again.status, again.body.id]).toEqual([200, body.id])
    expect(await ordersOf(first)).toEqual([body.id])
  })
})

describe('a merge taken back', () => {
  it('gives both exactly what was theirs; what came after is of who stayed', async () => {
    const { first, second, confirm } = await asked(product)
    await live(first, 50)
    await live(second, 7)
    const before = [await seen(first), await seen(second)]
    await confirm()
    const { skuId, store } = await build.shelf(5)
    const { body: after } = await order(second, skuId, store._id)
    const mergeId = await mergeIdOf(first.memberId)
    expect((await undo(second.memberId, mergeId)).status).toBe(204)
    const [one, other] = [await seen(first), await seen(second)]
    expect(one).toEqual({ ...before[0], orders: [...before[0]!.orders, after.id].sort() })
    expect(other).toEqual(before[1])
    expect((await me(second)).id).toBe(second.memberId)
    expect((await auditOf(second.memberId)).map((it) => it.action)).toContain('member.parted')
    const again = await bindPhone(product, second)
    expect([again.status, again.body.error.code]).toEqual([409, 'phone_taken'])
    expect((await confirm()).status).toBe(409)
  })

  it('only within seven days, once, and by headquarters', async () => {
    const { first, second, confirm } = await asked(product)
    await confirm()
    const mergeId = await mergeIdOf(first.memberId)
    const region = await signInOperator(product, { role: 'region', region: '华东' })
    expect((await undo(first.memberId, mergeId, region.token)).status).toBe(403)
    advanceClock(7 * DAY)
    const late = await undo(first.memberId, mergeId)
    expect([late.status, late.body.error.code]).toEqual([409, 'merge_too_old'])
    advanceClock(-60_000)
    const answers = await Promise.all([1, 2, 3].map(() => undo(first.memberId, mergeId)))
    expect(answers.map((it) => it.status).sort()).toEqual([204, 404, 404])
    expect((await me(second)).id).toBe(second.memberId)
  })

  it('by the manager beside the chat, not by a guide or another store’s manager', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    const first = { who: customer, ...(await signInShopper(product, customer)) }
    await bindPhone(product, first)
    const second = await shopperOf(product, { phone: customer.phone })
    const { ticket } = (await bindPhone(product, second)).body.error.details
    await product.post('/me/merges', { token: second.token, body: { ticket } })
    const manager = await signInGuide(product, { role: 'manager', storeId: guide.storeId })
    const stranger = await signInGuide(product, { role: 'manager' })
    const mergesFor = async (who: { token: string }) =>
      (await product.get(`/customers/${externalUserId}`, who)).body.member.merges
    expect(await mergesFor({ token })).toMatchObject([{ mayUndo: false }])
    const [{ id, mayUndo }] = await mergesFor(manager)
    expect(mayUndo).toBe(true)
    const undoing = (who: { token: string }, mergeId = id) =>
      product.post(`/customers/${externalUserId}/merges/${mergeId}/undo`, who)
    expect((await undoing({ token })).status).toBe(403)
    expect((await undoing(stranger)).body.error.code).toBe('customer_not_yours')
    expect((await undoing(manager, 'mrg_OFNOBODY')).body.error.code).toBe('merge_not_found')
    expect((await undoing(manager)).status).toBe(204)
    expect((await undoing(manager)).body.error.code).toBe('merge_not_found')
    expect((await me(second)).id).toBe(second.memberId)
    expect(await auditOf(second.memberId)).toContainEqual(
      expect.objectContaining({ action: 'member.parted', actor: manager.guide._id }),
    )
  })
})
