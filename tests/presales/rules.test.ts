import fc from 'fast-check'
import { depositShare, readTradeNo, tradeNoOf } from '../../server/features/orders/orders.rules'
import { isInOrder, isPayable, phaseOf } from '../../server/features/presales/presales.rules'
import { depositExpansion, memberDiscount, priceBasket } from '../../server/features/pricing/pricing.service'

const windows = {
  depositFrom: new Date('2026-11-23T16:00:00Z'),
  depositUntil: new Date('2026-11-25T16:00:00Z'),
  balanceFrom: new Date('2026-11-27T16:00:00Z'),
  balanceUntil: new Date('2026-11-28T16:00:00Z'),
}
const before = (at: Date) => new Date(at.getTime() - 1)

describe('the windows of a presale (CA-4)', () => {
  it('each begins at midnight in Shanghai and ends a moment before the next one', () => {
    const { depositFrom, depositUntil, balanceFrom, balanceUntil } = windows
    expect(phaseOf(windows, before(depositFrom))).toBe('coming')
    expect(phaseOf(windows, depositFrom)).toBe('deposit')
    expect(phaseOf(windows, before(depositUntil))).toBe('deposit')
    expect(phaseOf(windows, depositUntil)).toBe('waiting')
    expect(phaseOf(windows, before(balanceFrom))).toBe('waiting')
    expect(phaseOf(windows, balanceFrom)).toBe('balance')
    expect(phaseOf(windows, before(balanceUntil))).toBe('balance')
    expect(phaseOf(windows, balanceUntil)).toBe('over')
  })

  it('follow each other, and the goods come after the balances begin', () => {
    const readyAt = windows.balanceFrom
    expect(isInOrder({ ...windows, readyAt })).toBe(true)
    expect(isInOrder({ ...windows, readyAt: before(readyAt) })).toBe(false)
    expect(isInOrder({ ...windows, readyAt, balanceFrom: before(windows.depositUntil) })).toBe(false)
    expect(isInOrder({ ...windows, readyAt, depositUntil: windows.depositFrom })).toBe(false)
    expect(isInOrder({ ...windows, readyAt, balanceUntil: windows.balanceFrom })).toBe(false)
  })
})

/** Offers whose money adds up, with a number of pieces. */
const offers = fc
  .record({
    price: fc.integer({ min: 2, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 99 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    counts: fc.double({ min: 0, max: 1, noNaN: true }),
    percent: fc.integer({ min: 50, max: 100 }),
    deliveryFee: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ price, part, counts, ...rest }) => {
    const worth = Math.max(1, Math.floor((price / 2) * counts))
    const deposit = Math.max(1, Math.floor(worth * part))
    return { price, worth, deposit, ...rest }
  })
  .filter((it) => isPayable(it, it.price))

describe('the money of a presale (CA-4)', () => {
  it('deposit, balance and what is taken off add up to the price, and a balance is left', () => {
    fc.assert(
      fc.property(offers, ({ price, worth, deposit, quantity, percent, deliveryFee }) => {
        const line = { key: 'l1', skuId: 'sku_1', spuId: 'spu_1', categoryId: '', quantity, unitPrice: price }
        const priced = priceBasket({
          lines: [line],
          promotions: [
            depositExpansion('prs_1', worth - deposit),
            memberDiscount('gold', percent, '金卡会员'),
          ],
          member: { tier: 'gold' },
          deliveryFee,
          at: new Date(0),
        })
        const balance = priced.total - deposit * quantity
        expect(balance).toBeGreaterThanOrEqual(0)
        expect(deposit * quantity + balance + priced.discount).toBe(price * quantity + deliveryFee)
        const expansion = priced.lines[0]!.discounts.find((it) => it.promotionId === 'deposit-prs_1')
        expect(expansion?.amount ?? 0).toBe((worth - deposit) * quantity)
      }),
    )
  })

  it('an offer whose deposit counts for less than itself or more than half of the price is none', () => {
    expect(isPayable({ deposit: 2000, worth: 4000 }, 8000)).toBe(true)
    expect(isPayable({ deposit: 2000, worth: 4000 }, 7999)).toBe(false)
    expect(isPayable({ deposit: 2000, worth: 1999 }, 8000)).toBe(false)
    expect(isPayable({ deposit: 0, worth: 0 }, 8000)).toBe(false)
  })

  it('goes back over both payments: never more than each brought, in the end exactly that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.array(fc.integer({ min: 0, max: 2_000_000 }), { maxLength: 8 }),
        (deposit, balance, parts) => {
          const paid = deposit + balance
          const back = { deposit: 0, balance: 0 }
          for (const wanted of [...parts, paid]) {
            const refunded = back.deposit + back.balance
            const amount = Math.min(wanted, paid - refunded)
            const share = depositShare({ deposit, paid }, refunded, amount)
            expect(share).toBeGreaterThanOrEqual(0)
            expect(amount - share).toBeGreaterThanOrEqual(0)
            back.deposit += share
            back.balance += amount - share
            expect(back.deposit).toBeLessThanOrEqual(deposit)
            expect(back.balance).toBeLessThanOrEqual(balance)
          }
          expect(back).toEqual({ deposit, balance })
        },
      ),
    )
    expect(() => depositShare({ deposit: 1, paid: 2 }, 1, 2)).toThrow(RangeError)
  })

  it('each payment has a trade number of its own, which the platform takes and which leads back', () => {
    const orderId = `ord_${'0a'.repeat(12)}`
    const numbers = [undefined, 'deposit' as const, 'balance' as const].map((it) => tradeNoOf(orderId, it))
    expect(new Set(numbers).size).toBe(3)
    for (const it of numbers) expect(it).toMatch(/^[0-9A-Za-z_*-]{6,32}$/)
    expect(numbers.map(readTradeNo)).toEqual([
      { orderId },
      { orderId, stage: 'deposit' },
      { orderId, stage: 'balance' },
    ])
  })
})
