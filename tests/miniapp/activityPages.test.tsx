/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { eventOf, signUpOf } from './support/fakeEvents'
import { flashItemOf, sessionOf } from './support/fakeFlash'
import { inMinutes } from './support/fakePrices'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone, works } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: Sale } = load<typeof import('../../miniapp/src/pages/flash/sale/index')>(
  '../../miniapp/src/pages/flash/sale/index',
)
const { default: FlashCheckout } = load<typeof import('../../miniapp/src/pages/flash/checkout/index')>(
  '../../miniapp/src/pages/flash/checkout/index',
)
const { default: EventList } = load<typeof import('../../miniapp/src/pages/event/list/index')>(
  '../../miniapp/src/pages/event/list/index',
)
const { default: EventPage } = load<typeof import('../../miniapp/src/pages/event/detail/index')>(
  '../../miniapp/src/pages/event/detail/index',
)
const { default: SignUpPage } = load<typeof import('../../miniapp/src/pages/event/mine/index')>(
  '../../miniapp/src/pages/event/mine/index',
)
const { keepSession } = load<typeof import('../../miniapp/src/api/session')>('../../miniapp/src/api/session')
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')
const { chosenStore } = load<typeof import('../../miniapp/src/stores/entry')>(
  '../../miniapp/src/stores/entry',
)
const { payOnOpen } = load<typeof import('../../miniapp/src/orders/pay')>('../../miniapp/src/orders/pay')

let shop: ReturnType<typeof memoryShop>
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const tap = async (words: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await later(0)
  await later(0)
}
const open = async (Page: ComponentType, params: Record<string, string> = {}) => {
  phone.params = params
  const page = render(<Page />)
  for (let turn = 0; turn < 4; turn++) await later(0)
  return page
}

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') })
  phone.reset()
  shop = memoryShop()
  phone.answer = shop.answer
  chosenStore.set({ storeId: 'sto_jas', via: 'choice' })
  place.set({ kind: 'nowhere', why: 'refused' })
  payOnOpen.set(undefined)
  keepSession({ token: `tok${Math.random()}`, expiresAt: '', member: undefined as never })
})
afterEach(() => jest.useRealTimers())

describe('flash sale (SO-2)', () => {
  const sku = flashItemOf(0).skuId

  test('shows the session that runs, how much is gone, and what each shopper got', async () => {
    const won = {
      outcome: 'won' as const,
      text: '抢到了，15 分钟内付款',
      taken: 1,
      orderId: 'ord_9',
      isReminded: false,
    }
    shop.flash.sessions.set(
      'fss_1',
      sessionOf({
        items: [
          flashItemOf(0),
          flashItemOf(1, { left: 0, unpaid: 3, takenPercent: 100 }),
          flashItemOf(2, { mine: won }),
        ],
      }),
    )
    await open(Sale)
    expect(text()).toContain('距结束01:00:00')
    expect(text()).toContain('已抢 68%')
    expect(text()).toContain('还有 3 件待付款，没付会放出来')
    await tap('去付款')
    await tap('马上抢')
    expect(phone.went).toEqual([
      '/pages/order/detail/index?id=ord_9',
      `/pages/flash/checkout/index?id=fss_1&sku=${sku}`,
    ])
  })

  test('pieces that go while one looks, and the start, come in by themselves', async () => {
    shop.flash.sessions.set('fss_1', sessionOf())
    await open(Sale)
    shop.flash.change('fss_1', sku, { left: 0, unpaid: 0, takenPercent: 100 })
    await later(3000)
    expect(text()).toContain('全部抢完')
  })

  test('reminds before a session to come, and takes it back', async () => {
    const items = [flashItemOf(0)]
    shop.flash.sessions.set(
      'fss_2',
      sessionOf({ id: 'fss_2', phase: 'coming', from: inMinutes(60), until: inMinutes(120), items }),
    )
    await open(Sale)
    await tap('提醒我')
    await tap('已设提醒')
    expect(phone.toasts).toEqual(['开抢前 5 分钟微信提醒你', '不提醒了'])
    expect(screen.getByText('提醒我').className).toContain('btn--brand')
  })

  test('one can be ready before it begins, and asks in the second it does', async () => {
    const coming = sessionOf({ phase: 'coming', from: inMinutes(1), until: inMinutes(60) })
    shop.flash.sessions.set('fss_1', coming)
    await open(FlashCheckout, { id: 'fss_1', sku })
    expect(text()).toContain('先选好怎么拿货，到点一键抢')
    await tap('立即抢')
    expect(phone.toasts).toEqual(['还没开始，到点再抢'])
    shop.flash.sessions.set('fss_1', { ...coming, phase: 'running' })
    await later(60_000)
    await later(0)
    await tap('立即抢')
    expect(shop.bodiesOf('POST /flash-sales/sessions/fss_1/orders')).toHaveLength(1)
    expect(phone.went).toEqual([`/pages/order/detail/index?id=${payOnOpen.get()}`])
  })

  test('a crowded shop is asked again by itself with the same key, and says how often', async () => {
    shop.flash.sessions.set('fss_1', sessionOf())
    const busy = { status: 503, code: 'flash_busy', text: '抢的人太多，请再点一次' }
    shop.flash.refusals.push(busy, busy)
    await open(FlashCheckout, { id: 'fss_1', sku })
    await tap('立即抢')
    expect(text()).toContain('正在为你抢')
    await later(700)
    expect(text()).toContain('人很多，正在第 2 次为你抢')
    await later(1300)
    await later(0)
    const keys = shop
      .bodiesOf('POST /flash-sales/sessions/fss_1/orders')
      .map((it) => (it as { key: string }).key)
    expect([keys.length, new Set(keys).size]).toEqual([3, 1])
    expect(phone.went).toHaveLength(1)
  })

  test('sold out says why, and asking stays open for what comes back', async () => {
    shop.flash.sessions.set('fss_1', sessionOf())
    shop.flash.refusals.push({ status: 409, code: 'flash_sold_out', text: '已抢光' })
    await open(FlashCheckout, { id: 'fss_1', sku })
    shop.flash.change('fss_1', sku, { left: 0, unpaid: 2, takenPercent: 100 })
    await tap('立即抢')
    expect(phone.toasts).toEqual(['已抢光'])
    expect(text()).toContain('还有 2 件待付款，没付会放出来')
    await tap('再抢一次')
    expect(phone.went).toHaveLength(1)
  })

  test('says when there is none', async () => {
    await open(Sale)
    expect(text()).toContain('这两天没有秒杀')
  })
})

describe('store events (AP-2)', () => {
  test('lists those of the city, opens one, signs up once, and shows the code', async () => {
    shop.events.events.set('ste_1', eventOf())
    const page = await open(EventList)
    expect(text()).toContain('冬日乌龙品鉴')
    expect(text()).toContain('仅剩 3 个名额')
    page.unmount()
    await open(EventPage, { id: 'ste_1', from: 'K7M2QX4T', ch: 'card' })
    const button = screen.getByText('立即报名')
    fireEvent.click(button)
    fireEvent.click(button)
    await later(0)
    expect(shop.bodiesOf('POST /store-events/ste_1/sign-up')).toEqual([{ mayWait: false, from: 'K7M2QX4T' }])
    expect(phone.went).toEqual(['/pages/event/mine/index?id=sup_1'])
    await later(0)
    expect(text()).toContain('已报名，看签到码')
  })

  test('a full one puts in line, and one not for me says so', async () => {
    shop.events.events.set(
      'ste_1',
      eventOf({ phase: 'full', left: 0, waiting: 4, mine: { action: 'wait', text: '排队候补' } }),
    )
    const page = await open(EventPage, { id: 'ste_1' })
    expect(text()).toContain('已报满，4 人候补')
    await tap('排队候补')
    expect(phone.toasts).toEqual(['候补第 1 位'])
    page.unmount()
    shop.events.events.set('ste_1', eventOf({ mine: { action: 'none', text: '仅金卡会员可报名' } }))
    await open(EventPage, { id: 'ste_1' })
    await tap('仅金卡会员可报名')
    expect(phone.toasts.at(-1)).toBe('仅金卡会员可报名')
    expect(shop.bodiesOf('POST /store-events/ste_1/sign-up')).toHaveLength(1)
  })

  test('a seat lost in that moment is said in the words of the shop', async () => {
    shop.events.events.set('ste_1', eventOf())
    shop.events.say.refuse = { status: 409, code: 'event_full', text: '来晚一步，名额刚刚报满' }
    await open(EventPage, { id: 'ste_1' })
    await tap('立即报名')
    expect(phone.toasts).toEqual(['来晚一步，名额刚刚报满'])
    expect(phone.went).toEqual([])
  })

  test('the code renews itself and turns into 已签到 when it is scanned', async () => {
    shop.events.signUps.set('sup_1', signUpOf())
    await open(SignUpPage, { id: 'sup_1' })
    expect(screen.getByLabelText('签到码').textContent).toBe('30517264')
    const first = screen.getByLabelText('签到二维码').dataset.style
    await later(31_000)
    expect(screen.getByLabelText('签到二维码').dataset.style).not.toBe(first)
    shop.events.signUps.set(
      'sup_1',
      signUpOf({ state: 'checkedIn', stateText: '已签到 14:05', mayCancel: false, mayShare: true }),
    )
    await later(3000)
    await later(0)
    expect(text()).toContain('已签到 14:05')
    expect([screen.queryByLabelText('签到二维码'), works.bright]).toEqual([null, false])
    expect(text()).toContain('晒图')
  })

  test('gives the seat back only after asking', async () => {
    shop.events.signUps.set('sup_1', signUpOf())
    await open(SignUpPage, { id: 'sup_1' })
    phone.agrees = false
    await tap('来不了，取消报名')
    expect(text()).not.toContain('已取消')
    phone.agrees = true
    await tap('来不了，取消报名')
    expect(text()).toContain('已取消')
  })

  test('sends a photo with words and says what becomes of it', async () => {
    shop.events.signUps.set('sup_1', signUpOf({ state: 'checkedIn', stateText: '已签到', mayShare: true }))
    await open(SignUpPage, { id: 'sup_1' })
    await tap('传一张')
    expect(shop.bodiesOf('POST /me/sign-ups/sup_1/photos')).toEqual([])
    works.picture = 'aGVsbG8='
    fireEvent.change(screen.getByPlaceholderText(/写一句/), { target: { value: ' 好喝 ' } })
    await tap('传一张')
    expect(shop.bodiesOf('POST /me/sign-ups/sup_1/photos')).toEqual([{ picture: 'aGVsbG8=', words: '好喝' }])
    expect(text()).toContain('审核中')
    works.picture = null
  })
})
