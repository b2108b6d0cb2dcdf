import { env } from '../../config/env'
import { remindEnding } from '../../server/features/coupons/coupons.remind'
import { freezeClock, resetClock } from '../../server/kernel/clock'
import { forgetLimits } from '../support/limits'
import { person, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { buildCoupon, couponsOf } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(async () => {
  await forgetLimits()
  freezeClock(at('2026-11-24T12:00:00'))
})
afterEach(resetClock)
afterAll(() => product?.stop())

const at = (text: string) => new Date(`${text}+08:00`)
const templateId = env.WX_TEMPLATES.find((it) => it.startsWith('coupon:'))?.split(':')[1] ?? ''

/** Somebody with a coupon that ends at the end of a day, and consent to two messages. */
async function owner(days: number) {
  const who = await person(product)
  const { token } = await signInShopper(product, who)
  for (let n = 0; n < 2; n++)
    await product.sandbox.post('/__sandbox/subscribe', { personId: who.personId, templateId, accept: true })
  const coupon = await buildCoupon({ validity: { kind: 'days', days } })
  const grantId = await couponsOf(product).have(token, coupon._id)
  const told = async () =>
    (await product.sandbox.get(`/__sandbox/notices?personId=${who.personId}`)).notices as unknown as {
      title: string
      page?: string
      lines: [string, string][]
    }[]
  return { coupon, grantId, told }
}

describe('a coupon that ends soon (CO-1)', () => {
  it('is told of once, one to three days before, by day', async () => {
    const { coupon, grantId, told } = await owner(7)
    // It ends with the 1st of December.
    const looks: [string, number][] = [
      ['2026-11-28T19:00:00', 0],
      ['2026-11-29T09:59:00', 0],
      ['2026-11-29T10:00:00', 1],
      ['2026-11-29T10:01:00', 1],
      ['2026-11-30T12:00:00', 1],
    ]
    for (const [time, count] of looks) {
      freezeClock(at(time))
      await Promise.all([remindEnding(), remindEnding()])
      expect([time, (await told()).length]).toEqual([time, count])
    }
    const [notice] = await told()
    expect(JSON.stringify(notice)).toContain(coupon.title)
    expect(JSON.stringify(notice)).toContain('2026年12月01日 23:59')
    expect(JSON.stringify(notice)).toContain(`pages/coupon/code/index?id=${grantId}`)
  })

  it('is not told of on the day it was had', async () => {
    const { told } = await owner(2)
    await remindEnding()
    expect(await told()).toEqual([])
  })
})
