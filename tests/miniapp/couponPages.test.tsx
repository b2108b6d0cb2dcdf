/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { grantOf, offerOf } from './support/fakeCoupons'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone, works } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: Centre } = load<typeof import('../../miniapp/src/pages/coupon/centre/index')>(
  '../../miniapp/src/pages/coupon/centre/index',
)
const { default: Wallet } = load<typeof import('../../miniapp/src/pages/coupon/wallet/index')>(
  '../../miniapp/src/pages/coupon/wallet/index',
)
const { default: Code } = load<typeof import('../../miniapp/src/pages/coupon/code/index')>(
  '../../miniapp/src/pages/coupon/code/index',
)
const { default: Card } = load<typeof import('../../miniapp/src/pages/coupon/card/index')>(
  '../../miniapp/src/pages/coupon/card/index',
)
const { GiftSheet } = load<typeof import('../../miniapp/src/coupons/GiftSheet')>(
  '../../miniapp/src/coupons/GiftSheet',
)
const { gifts } = load<typeof import('../../miniapp/src/coupons/gifts')>('../../miniapp/src/coupons/gifts')
const { keepSession, dropSession } = load<typeof import('../../miniapp/src/api/session')>(
  '../../miniapp/src/api/session',
)
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')
const { chosenStore } = load<typeof import('../../miniapp/src/stores/entry')>(
  '../../miniapp/src/stores/entry',
)

let shop: ReturnType<typeof memoryShop>
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const tap = async (words: string): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await later(0)
}
const open = async (Page: ComponentType, params: Record<string, string> = {}) => {
  phone.params = params
  const page = render(<Page />)
  await later(0)
  await later(0)
  return page
}

beforeEach(() => {
  jest.useFakeTimers()
  phone.reset()
  shop = memoryShop()
  phone.answer = shop.answer
  chosenStore.set({ storeId: 'sto_jas', via: 'choice' })
  place.set({ kind: 'nowhere', why: 'refused' })
  gifts.set([])
  keepSession({ token: `tok${Math.random()}`, expiresAt: '', member: undefined as never })
})
afterEach(() => jest.useRealTimers())

/** What the shop says at one address, beside all else. */
const answering = (path: string, body: object) => {
  const before = phone.answer
  phone.answer = (asked) => (new URL(asked.url).pathname === path ? { status: 200, body } : before(asked))
}

describe('coupon centre (CO-2)', () => {
  test('shows a coupon as claimed from the tap on, and the server hears of the copy that was meant', async () => {
    shop.coupons.offers.set('cpn_1', offerOf())
    await open(Centre)
    expect(text()).toContain('已领 42%')
    fireEvent.click(screen.getByText('领取'))
    await act(async () => undefined)
    expect(text()).toContain('已领 1 张')
    await later(0)
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toEqual([{ nth: 1 }])
    expect(phone.toasts).toEqual(['领到了，放进我的券'])
    await later(0)
    await tap('去用')
    expect(phone.went).toEqual(['/pages/category/index'])
  })

  test('a refusal is said in the words of the shop, and the coupon is as it was', async () => {
    shop.coupons.offers.set('cpn_1', offerOf())
    shop.coupons.say.refuse = { status: 409, code: 'coupon_sold_out', text: '来晚一步，已经领完了' }
    await open(Centre)
    await tap('领取')
    expect(phone.toasts).toEqual(['来晚一步，已经领完了'])
    expect(screen.getByText('领取').className).toContain('btn--brand')
  })

  test('two taps claim once, and without an answer a further tap is safe', async () => {
    shop.coupons.offers.set('cpn_1', offerOf())
    shop.next(/claim/, 'offline', 1)
    await open(Centre)
    const button = screen.getByText('领取')
    fireEvent.click(button)
    fireEvent.click(button)
    await later(0)
    expect(phone.toasts).toEqual(['没连上，再点一次不会多领'])
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toHaveLength(1)
    await tap('领取')
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toEqual([{ nth: 1 }, { nth: 1 }])
  })

  test('what cannot be had stands apart and says why', async () => {
    const mine = { state: 'notForYou' as const, text: '仅新会员可领', claimed: 0, limit: 1 }
    shop.coupons.offers.set('cpn_2', offerOf({ couponId: 'cpn_2', title: '新人券', mine }))
    await open(Centre)
    expect(text()).toContain('这些暂时领不了')
    await tap('不可领')
    expect(phone.toasts).toEqual(['仅新会员可领'])
  })

  test('says when there is none and when there is no answer', async () => {
    shop.next(/^GET \/coupons/, 'offline', 1)
    const page = await open(Centre)
    expect(text()).toContain('没连上')
    await tap('再试一次')
    expect(text()).toContain('现在没有可领的券')
    page.unmount()
  })

  test('shows everybody what there is, and who claims signs in on that tap', async () => {
    shop.coupons.offers.set('cpn_1', offerOf())
    dropSession()
    await open(Centre)
    expect(text()).toContain('登录后领券')
    await tap('领取')
    expect(phone.toasts).toEqual(['请在微信里打开「拾禾生活」小程序登录'])
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toEqual([])
    await act(() => keepSession({ token: 'tok', expiresAt: '', member: undefined as never }))
    await later(0)
    expect(text()).not.toContain('登录后领券')
    await tap('领取')
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toEqual([{ nth: 1 }])
  })
})

describe('wallet (CO-1)', () => {
  test('marks what ends soon, and sets apart what works only elsewhere, with why', async () => {
    const { grants } = shop.coupons
    const here = { isUsable: false, text: '这张券只能在新天地店用，离这里 2.1km', storeId: 'sto_xtd' }
    grants.set('cgr_1', grantOf({ isExpiring: true, stateText: '后天 22:00 到期' }))
    grants.set('cgr_2', grantOf({ id: 'cgr_2', title: '开业券', channels: ['store'], here }))
    grants.set('cgr_3', grantOf({ id: 'cgr_3', title: '用掉的券', state: 'used' }))
    await open(Wallet)
    expect(text()).toContain('可用 2')
    expect(screen.getByText('快到期 · 后天 22:00 到期').className).toContain('cw')
    expect(text().indexOf('暂时用不了')).toBeLessThan(text().indexOf('开业券'))
    expect(text()).toContain('这张券只能在新天地店用，离这里 2.1km')
    await tap('快到期 1')
    expect(text()).not.toContain('开业券')
    await tap('已用 1')
    expect(text()).toContain('用掉的券')
    await tap('已过期 0')
    expect(text()).toContain('没有过期的券')
  })
})

describe('code of a coupon (CO-3)', () => {
  const picture = () => screen.getByLabelText('券二维码').dataset.style

  test('shows digits and a QR that renews itself in its ring', async () => {
    shop.coupons.grants.set('cgr_1', grantOf())
    await open(Code, { id: 'cgr_1' })
    expect(screen.getByLabelText('券码').textContent).toBe('48260173')
    expect(screen.getByText('30 秒').textContent).toBe('30 秒')
    const first = picture()
    await later(12_000)
    expect(screen.getByText('18 秒').textContent).toBe('18 秒')
    expect(picture()).toBe(first)
    await later(19_000)
    expect(picture()).not.toBe(first)
    expect(works.bright).toBe(true)
  })

  test('turns into 已使用 by itself with where it was used, and asks no more', async () => {
    shop.coupons.grants.set('cgr_1', grantOf())
    await open(Code, { id: 'cgr_1' })
    const stateText = '11 月 24 日 16:38 在静安寺店用过'
    shop.coupons.grants.set('cgr_1', grantOf({ state: 'used', stateText }))
    await later(2000)
    expect(text()).toContain('已使用')
    expect(text()).toContain(stateText)
    expect([screen.queryByLabelText('券二维码'), works.bright]).toEqual([null, false])
    const calls = shop.calls.length
    await later(60_000)
    expect(shop.calls.length).toBe(calls)
  })

  test('one that is held by an order leads there, one for orders here says so', async () => {
    shop.coupons.grants.set('cgr_1', grantOf({ state: 'locked', orderId: 'ord_1' }))
    const page = await open(Code, { id: 'cgr_1' })
    await tap('看订单')
    expect(phone.went).toEqual(['/pages/order/detail/index?id=ord_1'])
    page.unmount()
    shop.coupons.grants.set('cgr_1', grantOf({ channels: ['online'] }))
    await open(Code, { id: 'cgr_1' })
    expect(text()).toContain('下单时自动用上')
    expect(shop.bodiesOf('GET /me/coupons/cgr_1/code')).toEqual([])
  })
})

describe('gifts (ST-4, ST-5)', () => {
  const store = { id: 'sto_jas', name: '静安寺店' }
  test('without a position no store is asked for gifts', async () => {
    await open(GiftSheet)
    expect(shop.calls.map((it) => it.key)).not.toContain('POST /coupons/arrivals')
    expect(text()).toBe('')
  })

  test('a store come near to offers its gift, claimed for that store and place', async () => {
    place.set({ kind: 'located', position: [121.45, 31.22] })
    answering('/api/coupons/arrivals', { arrivals: [{ offer: offerOf({ title: '香片茶包' }), store }] })
    shop.coupons.offers.set('cpn_1', offerOf())
    await open(GiftSheet)
    expect(text()).toContain('静安寺店送你')
    await tap('领取')
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toEqual([
      { nth: 1, way: 'arrival', storeId: 'sto_jas', lng: 121.45, lat: 31.22 },
    ])
    expect(text()).toContain('已领 1 张')
  })

  test('the same gift of two stores is claimed in each, and what is left waits while the other is shown', async () => {
    place.set({ kind: 'located', position: [121.45, 31.22] })
    const gift = offerOf({ channels: ['store'] })
    const two = [store, { id: 'sto_zsp', name: '中山公园店' }].map((it) => ({ offer: gift, store: it }))
    answering('/api/coupons/arrivals', { arrivals: two })
    shop.coupons.offers.set('cpn_1', gift)
    await open(GiftSheet)
    const [first] = screen.getAllByText('领取')
    fireEvent.click(first as HTMLElement)
    await later(0)
    expect(screen.getAllByText('领取')).toHaveLength(1)
    await tap('出示')
    expect(phone.went).toEqual(['/pages/coupon/code/index?id=cgr_cpn_1'])
    expect(text()).toContain('中山公园店送你')
  })

  test("a store's QR offers what can be had there, and nothing that is had already", async () => {
    const had = { state: 'claimed' as const, text: '已领 1 张', claimed: 1, limit: 1 }
    answering('/api/coupons/scene', {
      store,
      offers: [offerOf({ title: '奶茶券' }), offerOf({ couponId: 'cpn_9', title: '领过的券', mine: had })],
    })
    chosenStore.set({ storeId: 'sto_jas', via: 'scan', scene: 's=SH001' })
    shop.coupons.offers.set('cpn_1', offerOf())
    await open(GiftSheet)
    expect(text()).toContain('奶茶券')
    expect(text()).not.toContain('领过的券')
    await tap('领取')
    expect(shop.bodiesOf('POST /coupons/cpn_1/claim')).toEqual([{ nth: 1, way: 'scene', scene: 's=SH001' }])
  })
})

describe('a coupon a guide sent (CO-2, GU-3)', () => {
  const cardOf = (state: 'open' | 'claimed' | 'refused', more: object = {}) => ({
    state,
    text: '周敏送你的，11 月 27 日 12:00 前领',
    guideName: '周敏',
    storeName: '静安寺店',
    expiresAt: '2026-11-27T04:00:00.000Z',
    offer: offerOf(),
    ...more,
  })

  test('is claimed with one tap and can be used', async () => {
    answering('/api/coupon-cards/ccd_1.sig', cardOf('open'))
    await open(Card, { card: 'ccd_1.sig' })
    expect(text()).toContain('周敏送你一张券')
    answering('/api/coupon-cards/ccd_1.sig/claim', grantOf())
    answering('/api/coupon-cards/ccd_1.sig', cardOf('claimed', { grantId: 'cgr_1' }))
    await tap('领取')
    await later(0)
    expect(text()).toContain('去用')
  })

  test('says why it is not for this person, and what they can do instead', async () => {
    const why = '这张券是导购发给另一位顾客的，想要可以请导购也发你一张'
    answering('/api/coupon-cards/ccd_1.sig', cardOf('refused', { text: why }))
    await open(Card, { card: 'ccd_1.sig' })
    expect(text()).toContain(why)
    expect(screen.queryByText('领取')).toBeNull()
    await tap('去领券中心看看')
    expect(phone.went).toEqual(['/pages/coupon/centre/index'])
  })

  test('asks who is not signed in to do so first', async () => {
    dropSession()
    await open(Card, { card: 'ccd_1.sig' })
    expect(text()).toContain('导购送你一张券')
  })
})
