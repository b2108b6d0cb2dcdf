import { dayText, isOpen, longCountdown, nextMoment } from '../../miniapp/src/presales/words'
import type { Presale } from '../../miniapp/src/presales/types'
import { collectWords } from '../../miniapp/src/orders/words'
import type { Order } from '../../miniapp/src/orders/types'

const presale: Presale = {
  id: 'prs_1',
  skuId: 'sku_1',
  spuId: 'spu_1',
  name: '唇膏',
  image: '/media/a.webp',
  phase: 'deposit',
  price: 17_800,
  deposit: 1000,
  worth: 2000,
  depositFrom: '2026-11-20T16:00:00.000Z',
  depositUntil: '2026-11-24T16:00:00.000Z',
  balanceFrom: '2026-11-26T16:00:00.000Z',
  balanceUntil: '2026-11-28T16:00:00.000Z',
  readyAt: '2026-11-30T16:00:00.000Z',
  perMember: 2,
  quota: 10,
  left: 3,
  places: [],
  isWithdrawn: false,
}

describe('the words of a presale (CA-4)', () => {
  it('counts down in days and hours, and to the moment that matters in each phase', () => {
    expect(longCountdown(2 * 86_400 + 3 * 3600 + 62)).toBe('2 天 03:01:02')
    expect(longCountdown(86_400 + 62)).toBe('1 天 00:01:02')
    expect(longCountdown(3661)).toBe('01:01:01')
    expect(nextMoment(presale)?.at).toBe(presale.depositUntil)
    expect(nextMoment({ ...presale, phase: 'waiting' })?.at).toBe(presale.balanceFrom)
    expect(nextMoment({ ...presale, phase: 'balance' })?.at).toBe(presale.balanceUntil)
    expect(nextMoment({ ...presale, phase: 'over' })).toBeUndefined()
  })

  it('says the day of China on which the goods come', () => {
    expect(dayText(presale.readyAt)).toBe('12 月 1 日')
  })

  it('takes a deposit only while it is time, pieces are left and it was not withdrawn', () => {
    expect(isOpen(presale)).toBe(true)
    expect(isOpen({ ...presale, left: 0 })).toBe(false)
    expect(isOpen({ ...presale, phase: 'waiting' })).toBe(false)
    expect(isOpen({ ...presale, isWithdrawn: true })).toBe(false)
  })

  test('above a pickup code: from its date on it can be collected, not before', () => {
    const order: Order = {
      id: 'ord_1',
      status: 'paid',
      statusText: '待自提',
      way: 'pickup',
      store: { id: 'sto_1', name: '静安店', address: '南京西路 1 号', phone: '' },
      lines: [],
      amounts: { goods: 0, discount: 0, deliveryFee: 0, total: 0, paid: 0, refunded: 0 },
      deliveryDiscounts: [],
      createdAt: presale.depositFrom,
      payBy: presale.depositFrom,
      refunds: [],
      pickup: { expiresAt: '2026-12-07T16:00:00.000Z' },
      presale: {
        ...presale,
        presaleId: presale.id,
        balance: 0,
        isBalanceFinal: true,
        isBalanceOpen: false,
        isForfeited: false,
      },
    }
    const titleAt = (at: string) => collectWords(order, new Date(at))[0]
    expect(titleAt('2026-11-30T15:59:59.000Z')).toBe('12 月 1 日起可取')
    expect(titleAt('2026-11-30T16:00:00.000Z')).toBe('可以来取了')
  })
})
