import { freezeClock, resetClock, advanceClock } from '../../server/kernel/clock'
import { redis } from '../../server/kernel/redis'
import { build, HERE, northOf } from '../support/build'
import { memberSession } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { buildCoupon, couponsOf } from './support'

let product: TestProduct
let shop: ReturnType<typeof couponsOf>
beforeAll(async () => {
  product = await startProduct()
  shop = couponsOf(product)
})
afterEach(() => resetClock())
afterAll(() => product?.stop())

describe('claiming (CO-2)', () => {
  it('puts one copy into the wallet, the same however often it is asked for', async () => {
    const { token } = await memberSession()
    const coupon = await buildCoupon()
    const [first, again] = [await shop.claim(token, coupon._id), await shop.claim(token, coupon._id)]
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.body.id).toBe(first.body.id)
    expect(first.body).toMatchObject({
      couponId: coupon._id,
      state: 'usable',
      big: '¥30',
      small: '满 100 可用',
      where: '全部门店 · 线上也能用',
    })
    const { grants, counts } = await shop.wallet(token)
    expect(grants.map((it: { id: string }) => it.id)).toEqual([first.body.id])
    expect(counts).toEqual({ usable: 1, used: 0, expired: 0, expiring: 0 })
  })

  it('gives the per-person number and no more', async () => {
    const { token } = await memberSession()
    const coupon = await buildCoupon({ quota: { total: 10, perPerson: 2 } })
    const answers = [1, 2, 3].map((nth) => shop.claim(token, coupon._id, { nth }))
    const statuses = (await Promise.all(answers)).map((it) => it.body.error?.code ?? 'ok')
    expect(statuses).toEqual(['ok', 'ok', 'coupon_limit_reached'])
  })

  it('says when it is sold out, and of the last one that it is yours', async () => {
    const [one, two] = [await memberSession(), await memberSession()]
    const coupon = await buildCoupon({ quota: { total: 1, perPerson: 1 } })
    await shop.have(one.token, coupon._id)
    expect((await shop.claim(two.token, coupon._id)).body.error.code).toBe('coupon_sold_out')
    expect((await shop.claim(one.token, coupon._id)).status).toBe(200)
  })

  it('counts the quota of a day by the Shanghai day', async () => {
    freezeClock(new Date('2026-11-24T15:59:00Z'))
    const [one, two, three] = [await memberSession(), await memberSession(), await memberSession()]
    const coupon = await buildCoupon({ quota: { total: 10, perDay: 1, perPerson: 1 } })
    await shop.have(one.token, coupon._id)
    expect((await shop.claim(two.token, coupon._id)).body.error.code).toBe('coupon_sold_out_today')
    advanceClock(60_000)
    expect((await shop.claim(two.token, coupon._id)).status).toBe(200)
    expect((await shop.claim(three.token, coupon._id)).body.error.code).toBe('coupon_sold_out_today')
  })

  it('refuses before claiming begins and after it ended', async () => {
    const { token } = await memberSession()
    const from = new Date(Date.now() + 3600_000)
    const coupon = await buildCoupon({
      status: 'scheduled',
      claim: { from, until: new Date(from.getTime() + 3600_000) },
    })
    expect((await shop.claim(token, coupon._id)).body.error.code).toBe('coupon_not_live')
    advanceClock(3600_000)
    expect((await shop.claim(token, coupon._id)).status).toBe(200)
    advanceClock(3600_000)
    expect((await shop.claim((await memberSession()).token, coupon._id)).body.error.code).toBe(
      'coupon_not_live',
    )
  })

  it('is for new members only, or for some tiers, where the coupon says so', async () => {
    const coupon = await buildCoupon({ audience: { newOnly: true } })
    const old = await memberSession()
    const fresh = await memberSession({ joinedAt: new Date() })
    const refused = await shop.claim(old.token, coupon._id)
    expect([refused.status, refused.body.error.details.text]).toEqual([403, '仅新会员可领'])
    expect((await shop.claim(fresh.token, coupon._id)).status).toBe(200)
    const gold = await buildCoupon({ audience: { newOnly: false, tiers: ['gold'] } })
    expect((await shop.claim(old.token, gold._id)).status).toBe(403)
    expect((await shop.claim((await memberSession({ tier: 'gold' })).token, gold._id)).status).toBe(200)
  })

  it('shows in the centre what holds for the shopper', async () => {
    const { token } = await memberSession()
    const [taken, gone, free, gold] = [
      await buildCoupon(),
      await buildCoupon({ quota: { total: 1, perPerson: 1 } }),
      await buildCoupon(),
      await buildCoupon({ audience: { newOnly: false, tiers: ['gold'] } }),
    ]
    await shop.have(token, taken._id)
    await shop.have((await memberSession()).token, gone._id)
    const { offers } = (await product.get('/coupons', { token })).body
    const mine = (id: string) => offers.find((it: { couponId: string }) => it.couponId === id).mine
    expect(mine(taken._id)).toMatchObject({ state: 'claimed', claimed: 1 })
    expect(mine(gone._id)).toMatchObject({ state: 'soldOut' })
    expect(mine(free._id)).toMatchObject({ state: 'claimable', nth: 1, text: '立即领取' })
    expect(mine(gold._id)).toMatchObject({ state: 'notForYou', text: '仅金卡会员可领' })
    const seen = (await product.get('/coupons')).body.offers
    const anybodys = (id: string) => seen.find((it: { couponId: string }) => it.couponId === id).mine
    for (const it of [taken, free, gold])
      expect(anybodys(it._id)).toMatchObject({ state: 'claimable', claimed: 0, nth: 1 })
    expect(anybodys(gone._id)).toMatchObject({ state: 'soldOut' })
    expect((await product.get('/coupons', { token: 'over' })).status).toBe(401)
  })

  it('goes on without Redis knowing anything, and never gives one number twice', async () => {
    const coupon = await buildCoupon({ quota: { total: 3, perPerson: 1 } })
    const tokens = await Promise.all(Array.from({ length: 5 }, () => memberSession()))
    const answers = []
    for (const { token } of tokens) {
      await redis().del(`cpn:{${coupon._id}}:gate`)
      answers.push((await shop.claim(token, coupon._id)).status)
    }
    expect(answers).toEqual([200, 200, 200, 409, 409])
  })
})

describe('gifts of a place (ST-4, ST-5)', () => {
  it('claims by the QR of the store, and only of a store that takes it', async () => {
    const { token } = await memberSession()
    const [store, other] = [await build.store(), await build.store()]
    const coupon = await buildCoupon({
      ways: ['scene'],
      scope: { channels: ['store'], storeIds: [store._id] },
      benefit: { kind: 'gift', gift: '桂花奶茶 1 杯' },
    })
    const shown = (await product.get(`/coupons/scene?scene=s%3D${store.code}`, { token })).body
    expect(shown.store.id).toBe(store._id)
    expect(shown.offers.map((it: { couponId: string }) => it.couponId)).toEqual([coupon._id])
    const claim = (body: object) => shop.claim(token, coupon._id, { way: 'scene', ...body })
    expect((await claim({ scene: `s=${other.code}` })).body.error.code).toBe('coupon_way_wrong')
    expect((await claim({ scene: 's=NOWHERE' })).body.error.code).toBe('scene_unknown')
    expect((await claim({})).body.error.code).toBe('coupon_way_wrong')
    expect((await shop.claim(token, coupon._id)).body.error.code).toBe('coupon_way_wrong')
    expect((await claim({ scene: `s=${store.code}` })).body).toMatchObject({ way: 'scene', big: '兑换' })
  })

  it('offers a 到店礼 once within 3 km, and gives it there only', async () => {
    const { token } = await memberSession()
    const at: [number, number] = [116.4, 39.9]
    const store = await build.store({ position: northOf(at, 2900) })
    const coupon = await buildCoupon({
      ways: ['arrival'],
      scope: { channels: ['store'], storeIds: [store._id] },
    })
    const near = { lng: at[0], lat: at[1] }
    const arrive = (body: object) => product.post('/coupons/arrivals', { token, body })
    expect((await arrive({ lng: HERE[0], lat: HERE[1] })).body.arrivals).toEqual([])
    const [arrival] = (await arrive(near)).body.arrivals
    expect([arrival.offer.couponId, arrival.store.id]).toEqual([coupon._id, store._id])
    expect((await arrive(near)).body.arrivals).toEqual([])
    const claim = (where: object) =>
      shop.claim(token, coupon._id, { way: 'arrival', storeId: store._id, ...where })
    const far = await claim({ lng: at[0], lat: at[1] - 0.01 })
    expect([far.status, far.body.error.code]).toEqual([409, 'coupon_too_far'])
    expect(far.body.error.details.distance).toBeGreaterThan(3000)
    expect((await claim({})).body.error.code).toBe('coupon_way_wrong')
    const [first, again] = [await claim(near), await claim(near)]
    expect([first.status, again.body.id]).toEqual([200, first.body.id])
  })
})
