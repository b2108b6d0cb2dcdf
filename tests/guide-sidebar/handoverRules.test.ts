import fc from 'fast-check'
import { ApiFailure } from '../../guide-sidebar/src/api/failure'
import {
  UNDO_MS,
  canRedeem,
  canReturn,
  canShip,
  countdown,
  digitsOf,
  discountsOf,
  foundBy,
  handedOver,
  historyOf,
  isOf,
  listOf,
  newRefunds,
  orderIdIn,
  orderIdOf,
  piecesOf,
  spoken,
  undoLeft,
  waiting,
} from '../../guide-sidebar/src/desk/handover.rules'
import { placeOf } from '../../guide-sidebar/src/desk/page.rules'
import { far, refusalOf } from '../../guide-sidebar/src/desk/refusal.rules'
import { dayOfWeek, exactClock, greeting, moment, waited } from '../../guide-sidebar/src/ui/date.rules'
import { build } from './support'

const now = Date.parse('2026-11-22T08:38:00Z') // Sunday, 16:38 in Shanghai
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

describe('times of the desk', () => {
  it('names days near today', () => {
    expect(
      ['2026-11-22T14:00:00Z', '2026-11-22T16:00:00Z', '2026-11-21T15:59:00Z'].map((it) => moment(it, now)),
    ).toEqual(['今天 22:00', '明天 00:00', '昨天 23:59'])
    expect(moment('2026-11-25T14:00:00Z', now)).toBe('11/25 22:00')
    expect(exactClock('2026-11-22T08:38:07Z')).toBe('16:38:07')
    expect(dayOfWeek(now)).toBe('11 月 22 日 周日')
    expect(greeting(now)).toBe('下午好')
  })
  it('says how long something waits', () => {
    expect([0, -22, -60 * 5, -1440 * 3, 10].map((it) => waited(at(it), now))).toEqual([
      '刚刚',
      '22 分',
      '5 小时',
      '3 天',
      '刚刚',
    ])
  })
})

describe('a code', () => {
  it('is eight digits at most, whatever was typed or pasted', () => {
    expect(digitsOf(' 8263-1183 9')).toBe('82631183')
    expect(digitsOf('８２６３')).toBe('8263')
    fc.assert(fc.property(fc.string(), (text) => expect(digitsOf(text)).toMatch(/^\d{0,8}$/)))
  })
  it('is read aloud in two halves; a QR is not', () => {
    expect([spoken('82631183'), foundBy('82631183'), foundBy('HD1.ord_1.9.x')]).toEqual([
      '8263 1183',
      '取货码 8263 1183',
      '扫码',
    ])
  })
  it('holds the order’s id, also when it was typed without its prefix', () => {
    expect(orderIdIn('HD1.ord_Ab-1_9.58.sig')).toBe('ord_Ab-1_9')
    expect(orderIdIn('82631183')).toBeUndefined()
    expect([orderIdOf(' Ab12xy '), orderIdOf('ord_1'), orderIdOf('a b')]).toEqual([
      'ord_Ab12xy',
      'ord_1',
      undefined,
    ])
  })
})

describe('an order on the desk', () => {
  it('counts pieces that are not given back', () => {
    const lines = [build.line({ quantity: 3, refundedQuantity: 1 }), build.line({ quantity: 1 })]
    expect(piecesOf(build.order({ lines }))).toBe(3)
  })
  it('adds up each promotion over all lines', () => {
    const discounts = [{ promotionId: 'pro_1', name: '满减', amount: 1001 }]
    const order = build.order({ lines: [build.line({ discounts }), build.line({ discounts })] })
    expect(discountsOf(order)).toEqual([{ promotionId: 'pro_1', name: '满减', amount: 2002 }])
  })
  it('warns on its last day and when its time is over', () => {
    const until = (minutes: number) => waiting(build.order({ pickup: { expiresAt: at(minutes) } }), now)
    expect(until(5 * 1440)).toEqual({ text: '保留到 11/27 16:38', tone: 'i2' })
    expect(until(300)).toEqual({ text: '今天 21:38 过期退款', tone: 'danger' })
    expect(until(-1).tone).toBe('danger')
  })
  it('warns about a late delivery by its promise', () => {
    const sent = (way: 'local1h' | 'express', minutes: number) =>
      waiting(build.order({ way, pickup: undefined, paidAt: at(-minutes) }), now)
    expect(sent('local1h', 10)).toEqual({ text: '1 小时达 · 等了 10 分', tone: 'i2' })
    expect([sent('local1h', 40).tone, sent('express', 40).tone]).toEqual(['danger', 'i2'])
  })
  it('says how it left', () => {
    const collected = build.redeemed({ pickup: { expiresAt: at(9), redeemedAt: at(-8), redeemedBy: '周敏' } })
    expect(handedOver(collected, now).text).toBe('今天 16:30 已取 · 周敏')
    const delivery = { carrier: '顺丰速运', shippedAt: at(-8) }
    expect(handedOver(build.order({ status: 'shipped', pickup: undefined, delivery }), now).text).toBe(
      '今天 16:30 已发 · 顺丰速运',
    )
  })
  it('allows what its state and way allow', () => {
    const sent = build.order({ way: 'city2h', pickup: undefined })
    const all = [build.order(), sent, build.redeemed(), build.order({ status: 'unpaid' })]
    expect(all.map((it) => [canRedeem(it), canShip(it), canReturn(it)])).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
      [false, false, false],
    ])
    expect(all.map(listOf)).toEqual(['pickup', 'ship', 'done', 'done'])
    expect([isOf(build.order(), 'sto_1'), isOf(build.order(), 'sto_2')]).toEqual([true, false])
    expect(canReturn(build.redeemed({ lines: [build.line({ refundedQuantity: 2 })] }))).toBe(false)
  })
  it('tells its history newest first, payment after order also in the same second', () => {
    const order = build.redeemed({
      createdAt: '2026-11-22T08:29:00.700Z',
      paidAt: '2026-11-22T08:29:00.000Z',
      pickup: { expiresAt: at(9), redeemedAt: at(-1), redeemedBy: '周敏' },
    })
    expect(historyOf(order).map(({ text }) => text)).toEqual(['已取货', '微信已付', '下单'])
  })
  it('can be un-redeemed for ten minutes, and not after a refund', () => {
    const redeemed = (minutes: number) =>
      build.redeemed({ pickup: { expiresAt: at(99), redeemedAt: at(minutes), redeemedBy: '周敏' } })
    expect(undoLeft(redeemed(-4), now)).toBe(6 * 60_000)
    expect([undoLeft(redeemed(-10), now), undoLeft(build.order(), now)]).toEqual([0, 0])
    expect(undoLeft(redeemed(30), now)).toBe(UNDO_MS)
    const { amounts } = build.order()
    expect(undoLeft({ ...redeemed(-1), amounts: { ...amounts, refunded: 1 } }, now)).toBe(0)
    expect([countdown(292_000), countdown(UNDO_MS)]).toEqual(['4:52', '10:00'])
  })
  it('finds the refunds a return added', () => {
    const refund = { amount: 1, reason: '', state: 'requested' as const, requestedAt: at(0) }
    const before = build.order({ refunds: [{ ...refund, id: 'ref_1' }] })
    const after = build.order({ refunds: [{ ...refund, id: 'ref_2' }, ...before.refunds] })
    expect(newRefunds(before, after).map(({ id }) => id)).toEqual(['ref_2'])
  })
})

describe('refusals', () => {
  const tried = { code: '82631183', storeName: '静安寺店', now }
  const of = (code: string, details?: unknown) =>
    refusalOf(new ApiFailure(code, '服务器的话', 409, undefined, details), tried)

  it('say how far the other store is', () => {
    expect([far(860), far(30), far(2400)]).toEqual(['860m，走路约 11 分钟', '30m，走路约 1 分钟', '2.4km'])
    expect(of('pickup_other_store', { storeName: '徐汇店', distance: 2400 }).text).toBe('离这里 2.4km')
  })
  it('never fail over details that are missing or of another shape', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'pickup_other_store',
          'pickup_done',
          'pickup_in_transit',
          'pickup_expired',
          'pickup_refunded',
        ),
        fc.anything(),
        (code, details) => expect(of(code, details).title).toMatch(/[一-龥]/),
      ),
    )
  })
  it('pass the server’s words on for what they do not know', () => {
    expect(of('brand_new')).toMatchObject({ text: '服务器的话', main: 'again' })
  })
})

it('reads the desk’s places from the hash', () => {
  expect(
    ['desk', 'desk/ship', 'desk/x', 'redeem', 'redeem/digits', 'find', 'order/ord_1', 'order', 'me', ''].map(
      placeOf,
    ),
  ).toEqual([
    { page: 'desk', list: 'pickup' },
    { page: 'desk', list: 'ship' },
    { page: 'desk', list: 'pickup' },
    { page: 'redeem', first: 'scan' },
    { page: 'redeem', first: 'digits' },
    { page: 'find' },
    { page: 'order', orderId: 'ord_1' },
    undefined,
    undefined,
    undefined,
  ])
})
