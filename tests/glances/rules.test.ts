import {
  nextBirthday,
  urgentOf,
  isPressing,
  type Facts,
  type OrderFacts,
} from '../../server/features/glances/glances.rules'

const at = new Date('2026-11-24T04:00:00Z')
const inHours = (hours: number) => new Date(at.getTime() + hours * 3600_000)
const none: Facts = { followUps: [], orders: [], appointments: [], coupons: [] }
const order = (over: Partial<OrderFacts> = {}): OrderFacts => ({
  status: 'paid',
  goods: '山茶唇膏',
  amount: 16_800,
  payBy: inHours(-3),
  storeName: '静安寺店',
  refunding: 0,
  ...over,
})
const titles = (facts: Partial<Facts>) => urgentOf({ ...none, ...facts }, at).map((it) => it.title)

describe('what presses with a customer (GU-1)', () => {
  it('stands by when it ends, what ends never last', () => {
    expect(
      titles({
        cart: { name: '羊绒大衣', since: inHours(-50), here: 1, more: 0 },
        coupons: [
          { title: '满 150 减 30', expiresAt: inHours(30), expiryText: '明天 18:00 到期', where: '全部门店' },
        ],
        followUps: [{ text: '问合不合身', dueAt: inHours(-1) }],
        orders: [order({ pickupUntil: inHours(50) }), order({ status: 'unpaid', payBy: inHours(0.2) })],
        appointments: [{ start: inHours(6), service: '试穿', storeName: '静安寺店', statusText: '已约好' }],
      }),
    ).toEqual([
      '该跟进 · 问合不合身',
      '下单未付 · 山茶唇膏',
      '今天 18:00 预约 · 试穿',
      '满 150 减 30 明天 18:00 到期',
      '等着取货 · 山茶唇膏',
      '加购 2 天未付 · 羊绒大衣',
    ])
  })

  it.each<[string, Partial<Facts>]>([
    ['a follow-up of the day after tomorrow', { followUps: [{ text: 'x', dueAt: inHours(40) }] }],
    ['an order whose time to pay is over', { orders: [order({ status: 'unpaid' })] }],
    ['an order that is on its way', { orders: [order()] }],
    [
      'an appointment that has begun, and one of next week',
      {
        appointments: [-1, 24 * 5].map((hours) => ({
          start: inHours(hours),
          service: '试穿',
          storeName: '店',
          statusText: '已约好',
        })),
      },
    ],
    ['what was put into the bag today', { cart: { name: 'x', since: inHours(-20), here: 1, more: 0 } }],
    ['a birthday in two weeks', { birthday: '1990-12-08' }],
  ])('is not %s', (_, facts) => {
    expect(titles(facts)).toEqual([])
  })

  it('knows a refund on its way, a balance to pay, and a birthday', () => {
    expect(
      titles({
        orders: [order({ refunding: 3000 }), order({ status: 'deposited', balanceUntil: inHours(20) })],
        birthday: '1990-11-24',
      }),
    ).toEqual(['待付尾款 · 山茶唇膏', '退款处理中 · 山茶唇膏', '今天生日'])
    expect(titles({ birthday: '1988-11-30' })).toEqual(['快过生日了'])
  })

  it('presses within a day, and past its time', () => {
    const urgent = (hours?: number) => ({
      kind: 'coupon' as const,
      title: '',
      text: '',
      ...(hours === undefined ? {} : { at: inHours(hours) }),
    })
    expect([-2, 23, 25, undefined].map((it) => isPressing(urgent(it), at))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('finds the next birthday over the end of a year', () => {
    expect(nextBirthday('1990-01-02', '2026-12-30')).toBe('2027-01-02')
    expect(nextBirthday('1990-12-30', '2026-12-30')).toBe('2026-12-30')
  })
})
