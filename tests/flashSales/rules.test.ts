import fc from 'fast-check'
import {
  flashProblem,
  labelOf,
  ofStockId,
  phaseAt,
  planIdOf,
  sessionOf,
  sessionsBetween,
  sessionsOn,
  spanOf,
  stockIdOf,
  type FlashDraft,
} from '../../server/features/flashSales/flashSales.rules'
import {
  flashPrice,
  memberDiscount,
  amountOff,
  priceBasket,
} from '../../server/features/pricing/pricing.service'

const plan = {
  _id: 'fls_01ABC-x',
  days: { from: '2026-11-24', until: '2026-11-26' },
  times: ['20:00', '10:00', '00:00'],
  minutes: 120,
}

describe('sessions of a plan (SO-2)', () => {
  it('are one for each day and time, in order, and are found again by their names', () => {
    const all = sessionsOn(plan, '2026-01-01', '2027-01-01')
    expect(all).toHaveLength(9)
    expect(all.map((it) => it.from.getTime())).toEqual([...all.map((it) => it.from.getTime())].sort())
    for (const it of all) {
      expect(planIdOf(it.id)).toBe(plan._id)
      expect(sessionOf(plan, it.id)).toEqual(it)
      expect(ofStockId(stockIdOf(it.id, 'sku_1'))).toEqual({ sessionId: it.id, skuId: 'sku_1' })
    }
    expect(spanOf(plan)).toEqual({ from: all[0]?.from, until: all.at(-1)?.until })
  })

  it('are none outside of it', () => {
    expect(sessionOf(plan, 'fss_01ABC-x-20261127-1000')).toBeUndefined()
    expect(sessionOf(plan, 'fss_01ABC-x-20261124-1100')).toBeUndefined()
    expect(planIdOf('fss_nothing')).toBeUndefined()
    expect(ofStockId('prs_1')).toBeUndefined()
  })

  it('that pass midnight belong to the day they began', () => {
    const late = { ...plan, times: ['23:00'] }
    const at = new Date('2026-11-25T00:30:00+08:00')
    const [running] = sessionsBetween(late, at, at)
    expect(running?.id).toMatch(/-20261124-2300$/)
    expect(running && phaseAt(running, at)).toBe('running')
    expect(labelOf(new Date('2026-11-26T00:00:00+08:00'), at)).toBe('明天 00:00')
  })
})

describe('what an operator may plan (OP-2)', () => {
  const draft = (overrides: Partial<FlashDraft>): FlashDraft => ({
    title: '整点秒杀',
    ...plan,
    items: [{ skuId: 'sku_1', price: 100, perMember: 1, places: [{ locationId: 'sto_1', quota: 5 }] }],
    withMember: false,
    ...overrides,
  })
  it.each([
    [{}, undefined],
    [{ minutes: 240, times: ['22:00', '01:00'] }, '前一场结束后，下一场才能开始'],
    [{ times: ['10:00', '10:00'] }, '同一个场次时间选了两次'],
    [{ days: { from: '2026-11-25', until: '2026-11-24' } }, '结束日期要在开始日期之后'],
  ])('%j: %s', (overrides, problem) => {
    expect(flashProblem(draft(overrides as Partial<FlashDraft>))).toBe(problem)
  })
})

describe('the flash price (SO-2, CA-2)', () => {
  const base = { id: 'fss_1', name: '10:00 场秒杀价' }
  const others = [
    amountOff({ id: 'off', name: '满减', threshold: 0, off: 500 }),
    memberDiscount('gold', 90, '金卡会员 9 折'),
  ]
  it('is what is paid, to the fen, and nothing that it excludes comes on top', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (unitPrice, price, quantity, withMember) => {
          const line = { key: 'l1', skuId: 'sku_1', spuId: 'spu_1', categoryId: 'cat_1', quantity, unitPrice }
          const { total, lines } = priceBasket({
            lines: [line],
            promotions: [flashPrice({ ...base, price, withMember }), ...others],
            member: { tier: 'gold' },
            deliveryFee: 0,
            at: new Date(),
          })
          const flash = Math.min(price, unitPrice) * quantity
          expect(total).toBeLessThanOrEqual(flash)
          if (!withMember) expect(total).toBe(flash)
          expect(lines[0]?.discounts.some((it) => it.promotionId === 'off')).toBe(false)
        },
      ),
    )
  })
})
