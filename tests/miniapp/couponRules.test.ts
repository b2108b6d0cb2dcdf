import {
  bigParts,
  claimedOnce,
  isElsewhere,
  offerAct,
  offerLine,
  passes,
} from '../../miniapp/src/coupons/words'
import { toggledCoupons } from '../../miniapp/src/pages/order/checkout/choices'
import { ringMask } from '../../miniapp/src/ui/ring'
import { grantOf, offerOf } from './support/fakeCoupons'
import './support/stage'
import { phone } from './support/taro'

const { previewOf } = jest.requireActual<typeof import('../../miniapp/src/pages/order/checkout/previewOf')>(
  '../../miniapp/src/pages/order/checkout/previewOf',
)

describe('a coupon in words (CO-1)', () => {
  test('its number stands between what is small beside it', () => {
    expect(bigParts('¥9.9')).toEqual(['¥', '9.9', ''])
    expect(bigParts('8.5折')).toEqual(['', '8.5', '折'])
    expect(bigParts('免运费')).toEqual(['', '', '免运费'])
  })

  test('an offer claimed once offers the next copy until there is none', () => {
    const two = offerOf({ mine: { state: 'claimable', text: '立即领取', claimed: 0, limit: 2, nth: 1 } })
    const once = claimedOnce(two)
    expect(once.mine).toMatchObject({ state: 'claimable', claimed: 1, nth: 2 })
    expect([offerAct(once), offerLine(once.mine)]).toEqual(['再领', '已领 1 张，还能领 1 张'])
    const twice = claimedOnce(once)
    expect(twice.mine).toMatchObject({ state: 'claimed', claimed: 2 })
    expect(twice.mine.nth).toBeUndefined()
    expect(offerAct({ ...twice, channels: ['store'] })).toBe('出示')
  })

  test('what is only for orders here is not said to work elsewhere', () => {
    const here = { isUsable: false, text: '这张券只能在小程序下单时用' }
    expect(isElsewhere(grantOf({ channels: ['online'], here }))).toBe(false)
    expect(isElsewhere(grantOf({ here: { ...here, storeId: 'sto_1' } }))).toBe(true)
    expect(passes('store', grantOf({ channels: ['online'] }))).toBe(false)
    expect(passes('expiring', grantOf({ isExpiring: true }))).toBe(true)
  })

  test('a ring has no character that ends a style, and its part is within the whole', () => {
    expect(ringMask(0.6)).not.toMatch(/[;<>#]/)
    expect(ringMask(0.6)).toContain("dasharray='60 100'")
    expect(ringMask(7)).toContain("dasharray='100 100'")
  })
})

describe('choosing coupons at checkout (CO-4)', () => {
  const off = { id: 'cgr_off', kind: 'amountOff' as const }
  const other = { id: 'cgr_other', kind: 'amountOff' as const }
  const percent = { id: 'cgr_percent', kind: 'percentOff' as const }
  const all = [off, other, percent]
  const chosen = [off, percent].map(({ id }) => ({ grantId: id, couponId: 'cpn_1', title: '', amount: 1 }))

  test('a tap takes one off, or puts it in the place of another of its kind, as the last', () => {
    expect(toggledCoupons(percent, chosen, all)).toEqual(['cgr_off'])
    expect(toggledCoupons(other, chosen, all)).toEqual(['cgr_percent', 'cgr_other'])
  })

  const asking = async (couponIds: string[] | undefined, isTaken: (ids: string[] | undefined) => boolean) => {
    phone.reset()
    const asked: unknown[] = []
    phone.answer = ({ body }) => {
      const { couponIds: ids } = body as { couponIds?: string[] }
      asked.push(ids)
      return isTaken(ids)
        ? { status: 200, body: { taken: ids } }
        : { status: 409, body: { error: { code: 'coupon_not_usable', message: '不能用', requestId: 'r' } } }
    }
    await previewOf({
      lines: [{ skuId: 'sku_1', quantity: 1 }],
      way: 'pickup',
      ...(couponIds ? { couponIds } : {}),
    })
    return asked
  }

  test('where they do not go together the last one stands alone, and that is said', async () => {
    expect(await asking(['cgr_1', 'cgr_2'], (ids) => ids?.length === 1)).toEqual([
      ['cgr_1', 'cgr_2'],
      ['cgr_2'],
    ])
    expect(phone.toasts).toEqual(['这些券不能一起用，留下最后选的'])
  })

  test('one that does not fit any more leaves the choice to the shop; none stays none', async () => {
    expect(await asking(['cgr_1'], (ids) => ids === undefined)).toEqual([['cgr_1'], undefined])
    expect(phone.toasts).toEqual(['选的券用不上了，已重新搭配'])
    expect(await asking([], () => true)).toEqual([[]])
    expect(phone.toasts).toEqual([])
  })
})
