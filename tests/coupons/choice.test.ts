import fc from 'fast-check'
import { chooseBest, priceOf } from '../../server/features/coupons/coupons.choice'
import { appliesTo, type Usable } from '../../server/features/coupons/coupons.promotions'
import { mayStack } from '../../server/features/coupons/coupons.rules'
import {
  priceBasket,
  refundShare,
  standingPromotions,
  type BasketLine,
  type Promotion,
} from '../../server/features/pricing/pricing.service'

const at = new Date('2026-11-24T04:00:00Z')
const family = (categoryId: string) =>
  categoryId === 'cat_food' ? new Set(['cat_food', 'cat_tea']) : undefined

const threshold = fc.integer({ min: 0, max: 30_000 })
const most = fc.option(fc.integer({ min: 1, max: 6000 }), { nil: undefined })
const benefit: fc.Arbitrary<Usable['benefit']> = fc.oneof(
  fc.record({ kind: fc.constant('amountOff' as const), threshold, off: fc.integer({ min: 1, max: 9000 }) }),
  fc
    .record({
      kind: fc.constant('percentOff' as const),
      percent: fc.integer({ min: 1, max: 99 }),
      threshold,
      most,
    })
    .map(({ most: limit, ...it }) => ({ ...it, ...(limit ? { most: limit } : {}) })),
  fc
    .record({ kind: fc.constant('freeShipping' as const), threshold, most })
    .map(({ most: limit, ...it }) => ({ ...it, ...(limit ? { most: limit } : {}) })),
)
const scope = fc.constantFrom<Usable['scope']>(
  { channels: ['online'] },
  { channels: ['online'], categoryIds: ['cat_food'] },
  { channels: ['online'], skuIds: ['sku_1'] },
)
const usables = fc
  .array(
    fc.record({ benefit, scope, stacking: fc.record({ member: fc.boolean(), coupons: fc.boolean() }) }),
    {
      maxLength: 7,
    },
  )
  .map((list) =>
    list.map((it, nth): Usable => ({
      ...it,
      grantId: `cgr_${nth}`,
      couponId: `cpn_${nth}`,
      title: `券${nth}`,
      expiresAt: new Date(at.getTime() + nth),
    })),
  )
const lines = fc
  .array(
    fc.record({
      unitPrice: fc.integer({ min: 0, max: 20_000 }),
      quantity: fc.integer({ min: 1, max: 4 }),
      categoryId: fc.constantFrom('cat_tea', 'cat_home'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map((it, nth): BasketLine => ({ ...it, key: `l${nth}`, skuId: `sku_${nth}`, spuId: `spu_${nth}` })),
  )
const baskets = fc.record({
  lines,
  usables,
  deliveryFee: fc.integer({ min: 0, max: 1500 }),
  tier: fc.constantFrom('normal' as const, 'gold' as const),
})

const pricing =
  (it: { lines: BasketLine[]; deliveryFee: number; tier: 'normal' | 'gold' }) =>
  (coupons: readonly Promotion[]) =>
    priceBasket({
      lines: it.lines,
      promotions: [...coupons, ...standingPromotions()],
      member: { tier: it.tier },
      deliveryFee: it.deliveryFee,
      at,
    })

const subsets = <T>(list: readonly T[]): T[][] =>
  list.reduce<T[][]>((all, it) => [...all, ...all.map((some) => [...some, it])], [[]])
const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)

describe('stacking and the best choice (CO-1, CO-4)', () => {
  it('no allowed choice of coupons costs less than the best one', () => {
    fc.assert(
      fc.property(baskets, (it) => {
        const priceWith = pricing(it)
        const best = chooseBest(it.usables, priceWith, family)
        expect(mayStack(best.coupons)).toBe(true)
        const totals = subsets(it.usables)
          .filter(mayStack)
          .map((some) => priceOf(some, priceWith, family).price.total)
        expect(best.price.total).toBe(Math.min(...totals))
      }),
      { numRuns: 400 },
    )
  })

  it('every price adds up to the fen and stays at or above nothing, line by line', () => {
    fc.assert(
      fc.property(baskets, (it) => {
        for (const some of subsets(it.usables.slice(0, 4)).filter(mayStack)) {
          const { price } = priceOf(some, pricing(it), family)
          for (const line of price.lines) {
            expect(line.total).toBeGreaterThanOrEqual(0)
            expect(line.total).toBe(line.subtotal - sum(line.discounts.map((one) => one.amount)))
          }
          const off = sum(price.deliveryDiscounts.map((one) => one.amount))
          expect(off).toBeLessThanOrEqual(price.deliveryFee)
          expect(price.total).toBe(sum(price.lines.map((one) => one.total)) + price.deliveryFee - off)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('touches only the goods a coupon is for, and takes off no more than it says', () => {
    fc.assert(
      fc.property(baskets, (it) => {
        for (const one of it.usables) {
          const { price } = priceOf([one], pricing({ ...it, tier: 'normal' }), family)
          const applies = appliesTo(one.scope, family)
          const named = price.lines.filter((line) => line.discounts.length)
          for (const line of named)
            expect(applies(it.lines.find((given) => given.key === line.key) as BasketLine)).toBe(true)
          const taken = price.discount + sum(price.deliveryDiscounts.map((off) => off.amount))
          if (one.benefit.kind === 'amountOff') expect(taken).toBeLessThanOrEqual(one.benefit.off)
          if ('most' in one.benefit && one.benefit.most) expect(taken).toBeLessThanOrEqual(one.benefit.most)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('however pieces are given back, all of them together give back what was paid', () => {
    fc.assert(
      fc.property(baskets, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (it, steps) => {
        const { price } = chooseBest(it.usables, pricing(it), family)
        for (const line of price.lines) {
          let [before, back] = [0, 0]
          while (before < line.quantity) {
            const pieces = Math.min(line.quantity - before, steps.next().value as number)
            const share = refundShare(line, before, pieces)
            expect(share).toBeGreaterThanOrEqual(0)
            back += share
            before += pieces
          }
          expect(back).toBe(line.total)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('takes the place of 会员折扣 where a coupon says so, and only if that is cheaper', () => {
    const basket = {
      lines: [
        { key: 'l0', skuId: 'sku_0', spuId: 'spu_0', categoryId: 'cat_tea', quantity: 1, unitPrice: 20_000 },
      ],
      deliveryFee: 0,
      tier: 'gold' as const,
    }
    const coupon = (off: number): Usable => ({
      grantId: 'cgr_1',
      couponId: 'cpn_1',
      title: '券',
      benefit: { kind: 'amountOff', threshold: 0, off },
      scope: { channels: ['online'] },
      stacking: { member: false, coupons: true },
      expiresAt: at,
    })
    const best = (off: number) => chooseBest([coupon(off)], pricing(basket), family)
    expect(best(1000)).toMatchObject({ coupons: [], price: { total: 18_000 } })
    expect(best(3000)).toMatchObject({ coupons: [{ grantId: 'cgr_1' }], price: { total: 17_000 } })
  })
})
