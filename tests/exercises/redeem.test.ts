import mongoose from 'mongoose'
import { CODES } from '../../server/features/exercises/exercises.rules'
import { drawDigits, isExerciseDigits } from '../../server/kernel/rollingCode'
import { buildCoupon, couponsOf } from '../coupons/support'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { memberSession } from '../support/people'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const { pickup, otherStore, expired, coupon } = CODES

/** A guide who has begun, with short ways to do what the screens do. */
async function learner(role: 'guide' | 'manager' = 'guide', storeId?: string) {
  const { token, guide } = await shop.staff(storeId ?? (await build.store())._id, role)
  const post = (path: string, body?: object) => shop.product.post(path, { token, ...(body ? { body } : {}) })
  const play = async (path: string, code: string, amount?: number) => {
    const said = { code, ...(amount === undefined ? {} : { amount }) }
    const { body } = await post(`/exercises/redeem/${path}`, said)
    return (body.error?.code ?? 'ok') as string
  }
  const begin = () => post('/exercises/redeem/begin')
  const stand = async () => (await shop.product.get('/exercises/redeem', { token })).body
  return { token, guide, post, play, begin, stand }
}
type Learner = Awaited<ReturnType<typeof learner>>

/** The whole exercise, with a wrong try. */
async function doItAll({ play }: Learner) {
  return [
    await play('pickups/look', pickup),
    await play('pickups/redeem', pickup),
    await play('pickups/look', pickup),
    await play('pickups/look', otherStore),
    await play('pickups/look', expired),
    await play('pickups/look', coupon),
    await play('coupon-codes/look', coupon),
    await play('coupon-codes/redeem', coupon, 10_000),
    await play('coupon-codes/redeem', coupon, 26_800),
    await play('pickups/look', coupon),
    await play('coupon-codes/look', coupon),
  ]
}
const ALL = [
  ...['ok', 'ok', 'pickup_done', 'pickup_other_store', 'pickup_expired'],
  ...['pickup_unknown', 'ok', 'coupon_threshold', 'ok', 'pickup_unknown', 'coupon_used'],
]

/** Everything there is but exercises, as it stands. */
async function everything(): Promise<Record<string, string[]>> {
  const collections = (await mongoose.connection.db?.collections()) ?? []
  const all: Record<string, string[]> = {}
  for (const it of collections)
    if (it.collectionName !== 'exercises')
      all[it.collectionName] = (await it.find().toArray()).map((doc) => JSON.stringify(doc)).sort()
  return all
}

describe('核销 in an exercise (GU-8)', () => {
  it('goes from the first code to the last refusal, says what to do, and is remembered', async () => {
    const it = await learner()
    expect(await it.stand()).toMatchObject({ state: 'new', at: 0, times: 0 })
    expect((await it.begin()).body).toMatchObject({ state: 'running', round: 1, at: 0, code: pickup })
    expect(await doItAll(it)).toEqual(ALL)
    expect(await it.stand()).toMatchObject({
      ...{ state: 'finished', at: 8, wrong: 1, times: 1 },
      finishedAt: expect.any(String),
      said: { isRight: true },
    })
    const { finishedAt } = await it.stand()
    expect((await it.begin()).body).toMatchObject({
      state: 'running',
      round: 2,
      at: 0,
      wrong: 0,
      times: 1,
      finishedAt,
    })
    expect((await it.stand()).said).toBeUndefined()
    expect(await doItAll(it)).toEqual(ALL)
    expect(await it.stand()).toMatchObject({ times: 2, finishedAt })
  })

  it('answers like the real thing: goods, customer, who redeemed, where to go instead', async () => {
    const it = await learner()
    await it.begin()
    const looked = await it.post('/exercises/redeem/pickups/look', { code: '0000 1001' })
    expect(looked.body).toMatchObject({ memberName: '许知夏', order: { status: 'paid', way: 'pickup' } })
    const redeemed = await it.post('/exercises/redeem/pickups/redeem', { code: pickup })
    expect(redeemed.body.order).toMatchObject({
      status: 'completed',
      pickup: { redeemedBy: it.guide.name, redeemedAt: expect.any(String) },
    })
    const again = await it.post('/exercises/redeem/pickups/look', { code: pickup })
    expect([again.status, again.body.error]).toEqual([
      409,
      expect.objectContaining({
        code: 'pickup_done',
        details: expect.objectContaining({ redeemedBy: it.guide.name }),
      }),
    ])
    const lookedAt = await it.post('/exercises/redeem/coupon-codes/look', { code: coupon, amount: 26_800 })
    expect(lookedAt.body).toMatchObject({ off: 3_000, needsAmount: true, grant: { state: 'usable' } })
    const without = await it.post('/exercises/redeem/coupon-codes/redeem', { code: coupon })
    expect([without.status, without.body.error.code]).toEqual([422, 'coupon_amount_required'])
  })

  it('touches nothing: no stock, no order, no statistics, no log, no platform', async () => {
    const shelf = await build.shelf(5)
    const { orderId } = await shop.paidOrder(shelf)
    expect(orderId).toMatch(/^ord_/)
    const [guide, manager] = [
      await learner('guide', shelf.store._id),
      await learner('manager', shelf.store._id),
    ]
    await shop.product.settled()
    const before = await everything()
    const calls = shop.product.sandbox.core.journal.count()
    for (const it of [guide, manager]) {
      await it.begin()
      await doItAll(it)
    }
    await shop.product.settled()
    expect(await everything()).toEqual(before)
    expect(shop.product.sandbox.core.journal.count()).toBe(calls)
    expect(await guide.stand()).toMatchObject({ state: 'finished' })
  })

  it('twenty taps at once hand play goods over once', async () => {
    const it = await learner()
    await it.begin()
    const all = await Promise.all(Array.from({ length: 20 }, () => it.play('pickups/redeem', pickup)))
    expect(all.filter((said) => said === 'ok')).toHaveLength(1)
    for (const said of all) expect(['ok', 'pickup_done', 'exercise_busy']).toContain(said)
    expect(await it.play('pickups/redeem', pickup)).toBe('pickup_done')
  })

  it('begins nowhere by itself, and knows no rounds of others', async () => {
    const [mine, other] = [await learner(), await learner()]
    expect(await mine.play('pickups/look', pickup)).toBe('exercise_not_begun')
    await Promise.all([mine.begin(), mine.begin(), mine.begin()])
    await mine.play('pickups/look', pickup)
    expect(await mine.stand()).toMatchObject({ at: 1 })
    expect(await other.stand()).toMatchObject({ state: 'new', at: 0 })
    expect(await other.play('pickups/redeem', pickup)).toBe('exercise_not_begun')
  })
})

describe('codes of exercises and codes in earnest (GU-8, OR-3, CO-3)', () => {
  it('a play code is refused by name at every real counter', async () => {
    const { token } = await learner()
    for (const path of ['pickups/look', 'pickups/redeem', 'coupon-codes/look', 'coupon-codes/redeem'])
      for (const code of [pickup, coupon, '0000 9999']) {
        const { status, body } = await shop.product.post(`/${path}`, { token, body: { code } })
        expect([path, status, body.error.code]).toEqual([path, 409, 'exercise_code'])
      }
  })

  it('a real pickup code is not redeemed in an exercise, and works afterwards', async () => {
    const shelf = await build.shelf(3)
    const { buyer, orderId } = await shop.paidOrder(shelf)
    const { digits, qr } = (await shop.product.get(`/orders/${orderId}/pickup-code`, { token: buyer.token }))
      .body
    const it = await learner('guide', shelf.store._id)
    await it.begin()
    for (const code of [digits, qr]) expect(await it.play('pickups/redeem', code)).toBe('not_exercise_code')
    expect((await shop.orderOf(buyer, orderId)).status).toBe('paid')
    expect(await it.stand()).toMatchObject({ at: 0, wrong: 2, said: { isRight: false } })
    expect((await shop.redeem(it.token, digits)).body.order.status).toBe('completed')
  })

  it('a real coupon code is not redeemed in an exercise, and works afterwards', async () => {
    const store = await build.store()
    const coupons = couponsOf(shop.product)
    const { token } = await memberSession()
    const offer = await buildCoupon()
    const grantId = await coupons.have(token, offer._id)
    const { digits, qr } = await coupons.code(token, grantId)
    const it = await learner('guide', store._id)
    await it.begin()
    for (const code of [digits, qr])
      expect(await it.play('coupon-codes/redeem', code, 100_000)).toBe('not_exercise_code')
    const { body } = await it.post('/coupon-codes/redeem', { code: digits, amount: 100_000 })
    expect(body.grant.state).toBe('used')
  })

  it('nobody is given digits of an exercise', () => {
    for (let nth = 0; nth < 20_000; nth++) expect(isExerciseDigits(drawDigits())).toBe(false)
  })
})

describe('who has done what (GU-8)', () => {
  it('a manager sees the own store’s guides and how far they came', async () => {
    const store = await build.store()
    const [done, fresh] = [await learner('guide', store._id), await learner('guide', store._id)]
    const elsewhere = await learner()
    const manager = await learner('manager', store._id)
    await done.begin()
    await doItAll(done)
    await elsewhere.begin()
    const { body } = await shop.product.get('/staff/exercises', { token: manager.token })
    const ofRedeem = (id: string) =>
      (body.guides as { id: string; exercises: { flow: string }[] }[])
        .find((it) => it.id === id)
        ?.exercises.find((it) => it.flow === 'redeem')
    expect(ofRedeem(done.guide._id)).toMatchObject({
      state: 'finished',
      at: 8,
      finishedAt: expect.any(String),
    })
    expect(ofRedeem(fresh.guide._id)).toEqual({ flow: 'redeem', state: 'new', at: 0 })
    expect(ofRedeem(elsewhere.guide._id)).toBeUndefined()
    const refused = await shop.product.get('/staff/exercises', { token: done.token })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'not_allowed'])
  })
})
