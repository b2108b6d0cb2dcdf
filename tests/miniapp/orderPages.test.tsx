/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { Order } from './support/fakeBuying'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone, works } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: OrderPage } = load<typeof import('../../miniapp/src/pages/order/detail/index')>(
  '../../miniapp/src/pages/order/detail/index',
)
const { default: OrderList } = load<typeof import('../../miniapp/src/pages/order/list/index')>(
  '../../miniapp/src/pages/order/list/index',
)
const { default: Pickup } = load<typeof import('../../miniapp/src/pages/order/pickup/index')>(
  '../../miniapp/src/pages/order/pickup/index',
)
const { keepSession } = load<typeof import('../../miniapp/src/api/session')>('../../miniapp/src/api/session')
const { payOnOpen } = load<typeof import('../../miniapp/src/orders/pay')>('../../miniapp/src/orders/pay')

let shop: ReturnType<typeof memoryShop>
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const tap = async (words: string): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await later(0)
}
const place = (way: 'pickup' | 'local1h' = 'pickup'): Order => {
  const placed = shop.place({
    key: `key-${shop.orders.size}-long-enough`,
    lines: [{ skuId: 'sku_pot1', quantity: 2 }],
    way,
    ...(way === 'pickup' ? { storeId: 'sto_jas' } : { addressId: 'adr_1' }),
  })
  if ('refuse' in placed) throw new Error(placed.refuse.text)
  return placed
}
const paid = (way?: 'pickup' | 'local1h'): Order => shop.pay(place(way).id) as Order
const open = async (Page: () => JSX.Element, params: Record<string, string>) => {
  phone.params = params
  const page = render(<Page />)
  await later(0)
  return page
}

beforeEach(() => {
  jest.useFakeTimers()
  phone.reset()
  payOnOpen.set(undefined)
  works.pay = () => 'done'
  shop = memoryShop()
  phone.answer = shop.answer
  keepSession({ token: 'tok', expiresAt: '', member: undefined as never })
})
afterEach(() => jest.useRealTimers())

describe('order page (OR-1, OR-2, OR-6)', () => {
  test('pays by itself after ordering, and shows the way to the code', async () => {
    const { id } = place()
    payOnOpen.set(id)
    works.pay = () => {
      shop.pay(id)
      return 'done'
    }
    await open(OrderPage, { id })
    await later(0)
    expect(phone.toasts).toEqual(['付好了'])
    expect(text()).toContain('待自提')
    await tap('出示取货码')
    expect(phone.went).toEqual([`/pages/order/pickup/index?id=${id}`])
  })

  test('a payment that was cancelled leaves the order with its countdown, to be paid later', async () => {
    const { id } = place()
    payOnOpen.set(id)
    works.pay = () => 'cancelled'
    await open(OrderPage, { id })
    await later(0)
    expect(phone.toasts).toEqual(['货先给你留着'])
    expect(screen.getByLabelText('剩余付款时间').textContent).toBe('15:00')
    await later(61_000)
    expect(screen.getByLabelText('剩余付款时间').textContent).toBe('13:59')
    works.pay = () => {
      shop.pay(id)
      return 'done'
    }
    await tap('去付款 ¥518.40')
    await later(0)
    expect(text()).toContain('待自提')
    expect(shop.bodiesOf(`POST /orders/${id}/pay`)).toHaveLength(2)
  })

  test('a payment the platform has not reported yet is asked for again', async () => {
    const { id } = place()
    await open(OrderPage, { id })
    await tap('去付款 ¥518.40')
    expect(text()).toContain('待付款')
    shop.pay(id)
    await later(1000)
    expect(phone.toasts).toEqual(['付好了'])
    expect(text()).toContain('待自提')
  })

  test('a closed phone in the middle of paying: the order itself says that it is paid', async () => {
    const { id } = place()
    works.pay = () => new Promise(() => {}) as unknown as string
    await open(OrderPage, { id })
    await tap('去付款 ¥518.40')
    shop.pay(id)
    await later(4000)
    await tap('出示取货码')
    expect(phone.went).toHaveLength(1)
  })

  test('when its time is over it is read again, and says why it closed', async () => {
    const { id } = place()
    await open(OrderPage, { id })
    shop.next(/^GET \/orders\/ord_\w+$/, 'offline', 1000)
    await later(899_000)
    shop.next(/^GET \/orders\/ord_\w+$/, 'offline', 0)
    shop.change(id, { status: 'closed', statusText: '已关闭', closeReason: 'unpaid' })
    await later(2000)
    expect(text()).toContain('没在 15 分钟内付款')
    expect(screen.queryByText('取消订单')).toBeNull()
  })

  test('cancelling a paid order asks first, then shows the money on its way and back', async () => {
    const { id } = paid()
    await open(OrderPage, { id })
    phone.agrees = false
    await tap('取消订单')
    expect(shop.bodiesOf(`POST /orders/${id}/cancel`)).toEqual([])
    phone.agrees = true
    await tap('取消订单')
    expect(text()).toContain('退款中')
    const { refunds } = shop.orders.get(id) as Order
    shop.change(id, { refunds: refunds.map((it) => ({ ...it, state: 'succeeded' as const })) })
    await later(4000)
    expect(text()).toContain('已退回')
    expect(text()).toContain('¥518.40 已原路退回')
  })

  test('a delivery on its way is received by a tap', async () => {
    const { id } = paid('local1h')
    shop.change(id, {
      status: 'shipped',
      statusText: '配送中',
      delivery: { carrier: '顺丰同城', trackingNo: 'SF1', shippedAt: new Date().toISOString() },
    })
    await open(OrderPage, { id })
    expect(text()).toContain('顺丰同城 SF1')
    await tap('确认收货')
    expect(text()).toContain('已完成')
  })

  test('without an answer it says so, and opens on the next try', async () => {
    const { id } = place()
    shop.next(/^GET \/orders/, 'offline', 1)
    await open(OrderPage, { id })
    expect(text()).toContain('没连上')
    await tap('再试一次')
    expect(text()).toContain('待付款')
  })
})

describe('order list', () => {
  test('shows what each order waits for, by tab, and an empty tab says what will be there', async () => {
    const first = paid()
    const second = place()
    await open(OrderList, {})
    expect(text()).toContain('待自提')
    expect(text()).toContain('还有 15:00 可付款')
    await tap('取货码')
    await tap('去付款')
    expect(phone.went).toEqual([
      `/pages/order/pickup/index?id=${first.id}`,
      `/pages/order/detail/index?id=${second.id}`,
    ])
    await tap('退款')
    expect(text()).toContain('没有退款')
  })
})

describe('pickup code (OR-3)', () => {
  const picture = () => screen.getByLabelText('取货二维码').dataset.style
  const asked = (id: string) => shop.bodiesOf(`GET /orders/${id}/pickup-code`).length

  test('shows the digits in two groups and a QR that changes at its time', async () => {
    const { id } = paid()
    await open(Pickup, { id })
    expect(screen.getByLabelText('取货码').textContent).toBe('63084217')
    expect(screen.getByText('6308').className).toBe(screen.getByText('4217').className)
    const first = picture()
    await later(29_000)
    expect(first).toContain('data:image/svg+xml')
    expect(picture()).toBe(first)
    await later(2000)
    expect(picture()).not.toBe(first)
    expect(asked(id)).toBe(2)
  })

  test('turns into 已提货 by itself, and asks no more', async () => {
    const { id, pickup } = paid()
    await open(Pickup, { id })
    expect(works.bright).toBe(true)
    shop.change(id, {
      status: 'completed',
      statusText: '已完成',
      pickup: {
        expiresAt: pickup?.expiresAt ?? '',
        redeemedAt: new Date().toISOString(),
        redeemedBy: '林秋',
      },
    })
    await later(2000)
    expect(text()).toContain('已提货')
    expect(text()).toContain('林秋为你核对')
    expect([screen.queryByLabelText('取货二维码'), works.bright]).toEqual([null, false])
    const calls = shop.calls.length
    await later(60_000)
    expect(shop.calls.length).toBe(calls)
  })

  test('keeps the digits when the server is silent, says that the QR may be old, and comes back', async () => {
    const { id } = paid()
    await open(Pickup, { id })
    shop.next(/./, 'offline', 1000)
    await later(31_000)
    expect(screen.getByText('6308').textContent).toBe('6308')
    expect(text()).toContain('二维码可能过期了，报数字也能取')
    shop.next(/./, 'offline', 0)
    await later(8000)
    expect(text()).not.toContain('可能过期')
  })

  test('asks for nothing while it is not seen', async () => {
    const { id } = paid()
    await open(Pickup, { id })
    await act(async () => phone.hide())
    const calls = shop.calls.length
    await later(120_000)
    expect([shop.calls.length, works.bright]).toEqual([calls, false])
    await act(async () => phone.show())
    await later(0)
    expect(shop.calls.length).toBeGreaterThan(calls)
  })

  test('an order whose money went back has no code, and says where the money is', async () => {
    const { id, amounts } = paid()
    shop.change(id, {
      status: 'refunded',
      statusText: '已退款',
      amounts: { ...amounts, refunded: amounts.paid },
    })
    await open(Pickup, { id })
    expect(text()).toContain('¥518.40 已原路退回')
    expect(asked(id)).toBe(0)
  })
})
