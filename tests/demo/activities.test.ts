import { buildChain } from '../../config/demo/chain'
import { buildCoupons } from '../../config/demo/coupons'
import { buildFlashSale } from '../../config/demo/flashSales'
import { buildReferral } from '../../config/demo/referrals'
import { buildEvents, buildSignUps } from '../../config/demo/storeEvents'
import { flashProblem, sessionsOn, phaseAt } from '../../server/features/flashSales/flashSales.service'
import { eventProblem, signUpIdOf } from '../../server/features/storeEvents/storeEvents.service'

const at = new Date('2026-11-24T04:00:00Z')
const chain = buildChain({ now: at })
const coupons = buildCoupons(chain)
const event = coupons.find((it) => it.ways.includes('event'))
const events = buildEvents(chain, event?._id)

describe('events of the demo chain (AP-2)', () => {
  it('are sound, at several stores, with pictures, and one under way today', () => {
    const problems = events.map((it) =>
      eventProblem({
        ...it,
        start: it.start.toISOString(),
        end: it.end.toISOString(),
        signUpFrom: it.signUpFrom.toISOString(),
        signUpUntil: it.signUpUntil.toISOString(),
        cancelUntil: it.cancelUntil.toISOString(),
      }),
    )
    expect(problems).toEqual(events.map(() => undefined))
    expect(new Set(events.map((it) => it.storeId)).size).toBeGreaterThanOrEqual(4)
    expect(events.every((it) => it.image.startsWith('/media/'))).toBe(true)
    expect(new Set(events.map((it) => it.image)).size).toBeGreaterThanOrEqual(5)
    expect(events.some((it) => it.start <= at && it.end > at)).toBe(true)
    expect(events.some((it) => it.couponId)).toBe(true)
  })

  it('have no more guests than seats and spots, each once', () => {
    for (const it of events) {
      const guests = buildSignUps(chain, it)
      expect(guests.length).toBeLessThanOrEqual(it.quota + it.line)
      expect(new Set(guests.map((one) => one._id)).size).toBe(guests.length)
      expect(guests.every((one) => one._id === signUpIdOf(it._id, one.memberId))).toBe(true)
    }
  })
})

describe('the referral of the demo chain (SO-4)', () => {
  it('has a coupon that is given by invitation only, with a copy for each friend and one more', () => {
    const coupon = coupons.find((it) => it.ways.includes('referral'))
    const referral = buildReferral(chain, coupon?._id ?? '')
    expect(coupon?.ways).toEqual(['referral'])
    expect(coupon?.quota.perPerson).toBeGreaterThanOrEqual(referral.perInviter + 1)
  })
})

describe('the flash sale of the demo chain (SO-2)', () => {
  const sale = buildFlashSale(chain)
  const skus = new Map(chain.products.flatMap((it) => it.skus.map((sku) => [sku.id, sku.price] as const)))

  it('is sound, of six goods below their price, to be collected and sent', () => {
    expect(flashProblem(sale)).toBeUndefined()
    expect(sale.items).toHaveLength(6)
    for (const it of sale.items) {
      expect(it.price).toBeLessThan(skus.get(it.skuId) ?? 0)
      expect(it.places.some((place) => place.locationId.startsWith('sto_'))).toBe(true)
    }
  })

  it('has a session that runs at noon of the day, and more to come', () => {
    const phases = sessionsOn(sale, chain.day, chain.day).map((it) => phaseAt(it, at))
    expect(phases).toEqual(['over', 'over', 'running', 'coming', 'coming'])
  })
})
