import fc from 'fast-check'
import {
  amountOff,
  deliveryFeeOf,
  priceBasket,
  standingPromotions,
  type BasketLine,
  type Price,
  type Promotion,
} from '../../server/features/pricing/pricing.service'

const at = new Date('2026-10-01T04:00:00Z')
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const off = (of: readonly { amount: number }[]) => sum(of.map((it) => it.amount))

const line = (key: string, overrides: Partial<BasketLine> = {}): BasketLine => ({
  key,
  skuId: `sku_${key}`,
  spuId: `spu_${key}`,
  categoryId: 'cat_tea',
  quantity: 1,
  unitPrice: 1000,
  ...overrides,
})
const lineOf = fc.record({
  skuId: fc.constant('sku_a'),
  spuId: fc.constant('spu_a'),
  categoryId: fc.constantFrom('cat_tea', 'cat_home'),
  quantity: fc.integer({ min: 1, max: 99 }),
  unitPrice: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 500_000 })),
})
const basket = fc
  .array(lineOf, { maxLength: 20 })
  .map((lines): BasketLine[] => lines.map((it, n) => ({ ...it, key: `l${n}` })))
const reduction = fc
  .record({
    threshold: fc.integer({ min: 0, max: 100_000 }),
    off: fc.integer({ min: 0, max: 200_000 }),
    isTeaOnly: fc.boolean(),
    isAlone: fc.boolean(),
  })
  .map(({ threshold, off: less, isTeaOnly, isAlone }) =>
    amountOff({
      id: 'promo',
      name: '满减',
      threshold,
      off: less,
      ...(isTeaOnly ? { appliesTo: (it) => it.categoryId === 'cat_tea' } : {}),
      ...(isAlone ? { excludes: ['member'] } : {}),
    }),
  )
const tier = fc.constantFrom('normal', 'silver', 'gold')
const fee = fc.integer({ min: 0, max: 2000 })
const promotions = fc.array(reduction, { maxLength: 3 }).map((it) => [...it, ...standingPromotions()])

const price = (
  lines: BasketLine[],
  list: Promotion[],
  member: 'normal' | 'silver' | 'gold' = 'normal',
  deliveryFee = 0,
): Price => priceBasket({ lines, promotions: list, member: { tier: member }, deliveryFee, at })

describe('the price of a basket (CA-2, OR-1)', () => {
  it('adds up to the fen, nothing below zero and every difference named', () => {
    const law = fc.property(basket, promotions, tier, fee, (lines, list, member, deliveryFee) => {
      const it = price(lines, list, member, deliveryFee)
      for (const { subtotal, quantity, unitPrice, discounts, total } of it.lines) {
        expect(subtotal).toBe(quantity * unitPrice)
        expect(total).toBe(subtotal - off(discounts))
        expect(total).toBeGreaterThanOrEqual(0)
        expect(discounts.every((one) => Number.isInteger(one.amount) && one.amount > 0 && one.name)).toBe(
          true,
        )
      }
      const delivery = it.deliveryFee - off(it.deliveryDiscounts)
      expect(delivery).toBeGreaterThanOrEqual(0)
      expect(it.total).toBe(sum(it.lines.map((one) => one.total)) + delivery)
      expect(it.total).toBe(it.goods - it.discount + delivery)
    })
    fc.assert(law, { numRuns: 1000 })
  })
  it('is the same in whatever order the lines come, line by line', () => {
    const shuffled = basket.chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    )
    const law = fc.property(shuffled, promotions, tier, fee, ([lines, mixed], list, member, deliveryFee) => {
      const one = price(lines, list, member, deliveryFee)
      const other = price(mixed, list, member, deliveryFee)
      expect(other.lines.map((it) => it.key)).toEqual(mixed.map((it) => it.key))
      const byKey = new Map(one.lines.map((it) => [it.key, it]))
      expect(other.lines).toEqual(mixed.map((it) => byKey.get(it.key)))
      expect({ ...other, lines: [] }).toEqual({ ...one, lines: [] })
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('of 满减 takes exactly the stated amount off together', () => {
    const law = fc.property(basket, fc.integer({ min: 1, max: 50_000 }), (lines, less) => {
      const goods = sum(lines.map((it) => it.quantity * it.unitPrice))
      const { discount } = price(lines, [amountOff({ id: 'p', name: '满减', threshold: 1, off: less })])
      expect(discount).toBe(Math.min(less, goods))
    })
    fc.assert(law)
  })

  it('splits 满 100 减 30 over three lines and names it on each', () => {
    const promotion = amountOff({ id: 'pro_1', name: '满 100 减 30', threshold: 10_000, off: 3000 })
    const lines = [
      line('a', { unitPrice: 3333 }),
      line('b', { unitPrice: 3333 }),
      line('c', { unitPrice: 3334 }),
    ]
    const it = price(lines, [promotion])
    expect(it.lines.map((one) => one.discounts)).toEqual(
      [1000, 1000, 1000].map((amount) => [{ promotionId: 'pro_1', name: '满 100 减 30', amount }]),
    )
    expect(it).toMatchObject({ goods: 10_000, discount: 3000, total: 7000 })
  })
  it('keeps below the threshold, before the start and from the end on', () => {
    const run = { id: 'p', name: '满减', threshold: 1000, off: 100 }
    const isTaken = (promotion: Promotion, unitPrice = 1000) =>
      price([line('a', { unitPrice })], [promotion]).discount > 0
    expect(isTaken(amountOff({ ...run, from: at, until: new Date(at.getTime() + 1) }))).toBe(true)
    expect(isTaken(amountOff(run), 999)).toBe(false)
    expect(isTaken(amountOff({ ...run, from: new Date(at.getTime() + 1) }))).toBe(false)
    expect(isTaken(amountOff({ ...run, until: at }))).toBe(false)
  })
  it('applies promotions in their order to what is left', () => {
    const lines = [line('a', { unitPrice: 20_000 })]
    const less = amountOff({ id: 'p', name: '满减', threshold: 10_000, off: 5000 })
    const it = price(lines, [less, ...standingPromotions()], 'gold')
    expect(it.lines[0]?.discounts.map((one) => one.amount)).toEqual([5000, 1500])
    expect(it.total).toBe(13_500)
  })
  it('passes over what a promotion names that is not there', () => {
    const odd: Promotion = {
      id: 'odd',
      name: '奇',
      kind: 'odd',
      discount: () => [
        { key: 'nothing', amount: 5 },
        { key: 'a', amount: -7 },
        { key: 'a', amount: 1e9 },
      ],
    }
    expect(price([line('a')], [odd])).toMatchObject({ discount: 1000, total: 0 })
  })
  it.each([
    ['two lines with one key', [line('a'), line('a')]],
    ['a line named as the delivery fee', [line('delivery')]],
    ['half a piece', [line('a', { quantity: 0.5 })]],
    ['no piece', [line('a', { quantity: 0 })]],
    ['a negative price', [line('a', { unitPrice: -1 })]],
  ])('is not made of %s', (_, lines) => expect(() => price(lines, [])).toThrow(RangeError))
})

describe('what gold members have (ME-2)', () => {
  it.each([
    ['normal', 1000, 1600],
    ['silver', 1000, 1600],
    ['gold', 900, 900],
  ] as const)('%s: goods of 1000 fen cost %i, with delivery %i', (member, goods, total) => {
    const it = price([line('a')], standingPromotions(), member, 600)
    expect(it.lines[0]?.total).toBe(goods)
    expect(it.total).toBe(total)
  })
  it('is named on the line and on the fee', () => {
    const it = price([line('a')], standingPromotions(), 'gold', 600)
    expect(it.lines[0]?.discounts).toEqual([
      { promotionId: 'member-gold', name: '金卡会员 9 折', amount: 100 },
    ])
    expect(it.deliveryDiscounts).toEqual([
      { promotionId: 'shipping-gold', name: '金卡会员免邮', amount: 600 },
    ])
  })
  it('does not come on top of a promotion that excludes it, on the lines of that promotion', () => {
    const alone = amountOff({
      id: 'p',
      name: '特价',
      threshold: 0,
      off: 100,
      appliesTo: (it) => it.key === 'a',
      excludes: ['member'],
    })
    const it = price([line('a'), line('b')], [alone, ...standingPromotions()], 'gold')
    expect(it.lines.map((one) => one.discounts.map((d) => d.promotionId))).toEqual([['p'], ['member-gold']])
    expect(it.total).toBe(900 + 900)
  })
})

describe('the delivery fee (OR-1)', () => {
  it.each([
    ['pickup', 1, 0],
    ['counter', 1, 0],
    ['local1h', 1_000_000, 600],
    ['city2h', 1_000_000, 1200],
    ['express', 9899, 800],
    ['express', 9900, 0],
  ] as const)('%s of goods for %i fen costs %i', (way, goods, fen) =>
    expect(deliveryFeeOf(way, goods)).toBe(fen),
  )
})
