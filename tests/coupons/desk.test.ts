import { advanceClock, freezeClock, resetClock } from '../../server/kernel/clock'
import { build, HERE, northOf } from '../support/build'
import { memberSession, signInGuide } from '../support/people'
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

const staff = (storeId: string, role: 'guide' | 'manager' = 'guide') =>
  signInGuide(product, { storeId, role })

/** A member with one grant of a coupon, and its code. */
async function shown(coupon: Awaited<ReturnType<typeof buildCoupon>>) {
  const { token } = await memberSession()
  const grantId = await shop.have(token, coupon._id)
  return { token, grantId, ...(await shop.code(token, grantId)) } as {
    token: string
    grantId: string
    digits: string
    qr: string
  }
}

describe('the code of a coupon (CO-3)', () => {
  it('keeps its digits while the QR text changes every 30 seconds', async () => {
    freezeClock(new Date('2026-11-24T04:00:05Z'))
    const { token, grantId, digits, qr } = await shown(await buildCoupon())
    expect(digits).toMatch(/^\d{8}$/)
    const again = await shop.code(token, grantId)
    expect(again).toMatchObject({ digits, qr, refreshAt: '2026-11-24T04:00:30.000Z' })
    advanceClock(30_000)
    const later = await shop.code(token, grantId)
    expect(later.digits).toBe(digits)
    expect(later.qr).not.toBe(qr)
  })

  it('is not shown to others, nor for what only works online', async () => {
    const coupon = await buildCoupon({ scope: { channels: ['online'] } })
    const { token } = await memberSession()
    const grantId = await shop.have(token, coupon._id)
    const at = (who: string) => product.get(`/me/coupons/${grantId}/code`, { token: who })
    expect((await at(token)).body.error.code).toBe('grant_not_usable')
    expect((await at((await memberSession()).token)).body.error.code).toBe('grant_not_found')
  })
})

describe('redeeming in the shop (CO-3)', () => {
  it('takes a coupon by QR or digits, once, and says where it was used', async () => {
    const store = await build.store()
    const { guide, token } = await staff(store._id)
    const { qr, digits, grantId, token: hers } = await shown(await buildCoupon())
    const look = await product.post('/coupon-codes/look', { token, body: { code: qr, amount: 12_000 } })
    expect(look.body).toMatchObject({ off: 3000, needsAmount: true, grant: { id: grantId, state: 'usable' } })
    expect((await shop.redeem(token, qr)).body.error.code).toBe('coupon_amount_required')
    const redeemed = await shop.redeem(token, qr, 12_000)
    expect(redeemed.body).toMatchObject({ off: 3000, grant: { state: 'used', usedStoreName: store.name } })
    const again = await shop.redeem(token, digits, 12_000)
    expect([again.status, again.body.error.code]).toEqual([409, 'coupon_used'])
    expect(again.body.error.details).toMatchObject({ storeName: store.name, usedBy: guide.name })
    expect(again.body.error.details.text).toContain(`在${store.name}用过，${guide.name}核销`)
    const { counts, grants } = await shop.wallet(hers, 'tab=used')
    expect([counts.used, grants[0].id]).toEqual([1, grantId])
    const { redemptions } = (await product.get(`/stores/${store._id}/redemptions`, { token })).body
    expect(redemptions).toMatchObject([{ off: 3000, amount: 12_000, redeemedBy: guide.name }])
  })

  it('says precisely why not', async () => {
    const [near, far] = [
      await build.store({ position: HERE }),
      await build.store({ position: northOf(HERE, 2100) }),
    ]
    const { token } = await staff(near._id)
    const refused = async (code: string, amount?: number) => {
      const { body } = await shop.redeem(token, code, amount)
      return [body.error.code, body.error.details?.text]
    }
    const elsewhere = await shown(await buildCoupon({ scope: { channels: ['store'], storeIds: [far._id] } }))
    expect(await refused(elsewhere.digits, 20_000)).toEqual([
      'coupon_other_store',
      `这张券只能在${far.name}用，离这里 2.1km`,
    ])
    const short = await shown(await buildCoupon())
    expect(await refused(short.digits, 9000)).toEqual([
      'coupon_threshold',
      '满 ¥100 才能用，小票 ¥90，还差 ¥10',
    ])
    expect(await refused('99999998')).toEqual(['coupon_unknown', undefined])
    expect(await refused(`${short.qr.slice(0, -16)}${'x'.repeat(16)}`)).toEqual(['coupon_unknown', undefined])
    freezeClock(new Date())
    const stale = await shown(await buildCoupon())
    advanceClock(61_000)
    expect((await refused(stale.qr, 20_000))[0]).toBe('coupon_code_stale')
    advanceClock(9 * 86_400_000)
    expect((await refused(short.digits, 20_000))[0]).toBe('coupon_expired')
  })

  it('works until the last minute of the last Shanghai day, and not after', async () => {
    freezeClock(new Date('2026-11-24T10:00:00Z'))
    const store = await build.store()
    const { token } = await staff(store._id)
    const { digits, token: hers } = await shown(await buildCoupon({ validity: { kind: 'days', days: 0 } }))
    const { grants } = await shop.wallet(hers)
    expect([grants[0].expiresAt, grants[0].stateText]).toEqual([
      '2026-11-24T16:00:00.000Z',
      '今天 23:59 到期',
    ])
    freezeClock(new Date('2026-11-24T15:59:59Z'))
    expect((await product.post('/coupon-codes/look', { token, body: { code: digits } })).status).toBe(200)
    freezeClock(new Date('2026-11-24T16:00:00Z'))
    expect((await shop.redeem(token, digits, 20_000)).body.error.code).toBe('coupon_expired')
    const expired = await shop.wallet(hers, 'tab=expired')
    expect(expired.counts).toMatchObject({ usable: 0, expired: 1 })
  })

  it('is taken back by the manager of the store within ten minutes, with a reason', async () => {
    freezeClock(new Date())
    const store = await build.store()
    const [guide, manager, other] = [
      await staff(store._id),
      await staff(store._id, 'manager'),
      await staff((await build.store())._id, 'manager'),
    ]
    const coupon = await buildCoupon({ benefit: { kind: 'gift', gift: '小样' } })
    const { digits, grantId } = await shown(coupon)
    await shop.redeem(guide.token, digits)
    const undo = (token: string) =>
      product.post(`/coupon-grants/${grantId}/undo`, { token, body: { reason: '顾客改主意' } })
    expect((await undo(guide.token)).status).toBe(403)
    expect((await undo(other.token)).body.error.code).toBe('undo_forbidden')
    advanceClock(9 * 60_000)
    expect((await undo(manager.token)).body.grant.state).toBe('usable')
    expect((await shop.redeem(guide.token, digits)).status).toBe(200)
    advanceClock(10 * 60_000)
    expect((await undo(manager.token)).body.error.code).toBe('undo_too_late')
  })

  it("shows no store another's redemptions", async () => {
    const { token } = await staff((await build.store())._id)
    const { body } = await product.get(`/stores/${(await build.store())._id}/redemptions`, { token })
    expect(body.error.code).toBe('location_forbidden')
  })
})
