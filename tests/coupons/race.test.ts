import fc from 'fast-check'
import { grantsOfMember } from '../../server/features/coupons/coupons.grants.model'
import { resultsOf } from '../../server/features/coupons/coupons.service'
import { redis } from '../../server/kernel/redis'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { memberSession, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { startProcess } from '../support/webProcess'
import { buildCoupon, couponsOf, members } from './support'

let product: TestProduct
let shop: ReturnType<typeof couponsOf>
beforeAll(async () => {
  product = await startProduct()
  shop = couponsOf(product)
})
afterAll(() => product?.stop())

const claimedOf = async (couponId: string) => (await resultsOf([couponId])).get(couponId)?.claimed

describe('many claims at once (CO-2)', () => {
  it('200 members, 50 coupons: exactly 50, over two processes', async () => {
    const coupon = await buildCoupon({ quota: { total: 50, perPerson: 1 } })
    const other = await startProcess('web')
    const people = await members(200)
    const answers = await Promise.all(
      people.map(({ token }, at) =>
        fetch(`${at % 2 ? other.origin : product.origin}/api/coupons/${coupon._id}/claim`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: '{}',
        }).then((it) => it.status),
      ),
    )
    await other.stop()
    expect(answers.filter((it) => it === 200)).toHaveLength(50)
    expect(answers.filter((it) => it === 409)).toHaveLength(150)
    expect(await claimedOf(coupon._id)).toBe(50)
  }, 60_000)

  it('one person on many devices has as many as a person may', async () => {
    const coupon = await buildCoupon({ quota: { total: 1000, perPerson: 3 } })
    const { memberId, token } = await memberSession()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => shop.claim(token, coupon._id, { nth: (at % 5) + 1 })),
    )
    expect(answers.filter((it) => it.status >= 500)).toEqual([])
    expect(new Set(answers.filter((it) => it.status === 200).map((it) => it.body.id)).size).toBe(3)
    expect(await grantsOfMember(memberId, [coupon._id])).toHaveLength(3)
    expect(await claimedOf(coupon._id)).toBe(3)
  })

  it('whatever the quota, the crowd and what Redis forgets meanwhile: winners are the quota (100 rounds)', async () => {
    const crowd = await members(12)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 12 }),
        fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
        fc.boolean(),
        async (total, buyers, perDay, forgets) => {
          const most = Math.min(total, perDay ?? total)
          const coupon = await buildCoupon({
            quota: { total, perPerson: 1, ...(perDay && perDay <= total ? { perDay } : {}) },
          })
          const quota = perDay && perDay <= total ? most : total
          const claims = crowd
            .slice(0, buyers)
            .flatMap(({ token }) => [shop.claim(token, coupon._id), shop.claim(token, coupon._id)])
          if (forgets) await redis().del(`cpn:{${coupon._id}}:gate`, `cpn:{${coupon._id}}:dealt`)
          const answers = await Promise.all(claims)
          expect(answers.filter((it) => it.status >= 500)).toEqual([])
          const ids = new Set(answers.filter((it) => it.status === 200).map((it) => it.body.id))
          expect(ids.size).toBe(Math.min(quota, buyers))
          expect(await claimedOf(coupon._id)).toBe(ids.size)
        },
      ),
      { numRuns: 100 },
    )
  }, 240_000)
})

describe('one coupon, two counters (CO-3)', () => {
  it('is redeemed once, from however many counters', async () => {
    const stores = [await build.store(), await build.store()]
    const counters = await Promise.all(stores.map((it) => signInGuide(product, { storeId: it._id })))
    const coupon = await buildCoupon()
    const { token } = await memberSession()
    const grantId = await shop.have(token, coupon._id)
    const { digits, qr } = await shop.code(token, grantId)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        shop.redeem(counters[at % 2]!.token, at % 3 ? digits : qr, 20_000),
      ),
    )
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    expect(answers.filter((it) => it.body.error?.code === 'coupon_used')).toHaveLength(11)
    expect((await resultsOf([coupon._id])).get(coupon._id)).toMatchObject({ used: 1, off: 3000, gmv: 17_000 })
  })

  it('whatever the counters, the codes and the receipts: used once (100 rounds)', async () => {
    const store = await build.store()
    const counters = await Promise.all([1, 2, 3].map(() => signInGuide(product, { storeId: store._id })))
    const coupon = await buildCoupon({ quota: { total: 1000, perPerson: 1 } })
    const hands = fc.array(
      fc.record({ counter: fc.integer({ min: 0, max: 2 }), isQr: fc.boolean(), enough: fc.boolean() }),
      { minLength: 1, maxLength: 5 },
    )
    let used = 0
    await fc.assert(
      fc.asyncProperty(hands, async (tries) => {
        const { token } = await memberSession()
        const { digits, qr } = await shop.code(token, await shop.have(token, coupon._id))
        const answers = await Promise.all(
          tries.map(({ counter, isQr, enough }) =>
            shop.redeem(counters[counter]!.token, isQr ? qr : digits, enough ? 20_000 : 5000),
          ),
        )
        expect(answers.filter((it) => it.status >= 500)).toEqual([])
        const won = answers.filter((it) => it.status === 200).length
        expect(won).toBe(tries.some((it) => it.enough) ? 1 : 0)
        used += won
        await forgetLimits()
      }),
      { numRuns: 100 },
    )
    expect((await resultsOf([coupon._id])).get(coupon._id)).toMatchObject({ used, off: used * 3000 })
  }, 240_000)
})
