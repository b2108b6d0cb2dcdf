/** @jest-environment jsdom */
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone, works } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: CheckoutPage } = load<typeof import('../../miniapp/src/pages/order/checkout/index')>(
  '../../miniapp/src/pages/order/checkout/index',
)
const { keepSession, dropSession } = load<typeof import('../../miniapp/src/api/session')>(
  '../../miniapp/src/api/session',
)
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')
const { payOnOpen } = load<typeof import('../../miniapp/src/orders/pay')>('../../miniapp/src/orders/pay')

const LINES = [
  { skuId: 'sku_pot1', quantity: 1 },
  { skuId: 'sku_tea1', quantity: 2 },
]
let shop: ReturnType<typeof memoryShop>

const open = (draft: object = { lines: LINES, way: 'pickup' }) => {
  phone.storage.set('checkout', draft)
  return render(<CheckoutPage />)
}
const sees = (text: string | RegExp) => screen.findByText(text)
const tap = (text: string | RegExp) => fireEvent.click(screen.getByText(text))
const submit = async () => {
  await waitFor(() => expect(screen.getByText('提交订单').className).toContain('btn--main'))
  tap('提交订单')
}
interface Ordered {
  key: string
  way: string
  storeId?: string
  addressId?: string
  expectedTotal: number
  remark?: string
}
const ordered = () => shop.bodiesOf('POST /orders') as Ordered[]

beforeEach(() => {
  phone.reset()
  payOnOpen.set(undefined)
  shop = memoryShop()
  phone.answer = shop.answer
  place.set({ kind: 'located', position: [121.441, 31.222] })
  keepSession({ token: 'tok', expiresAt: '', member: undefined as never })
})

describe('checkout (OR-1, ST-3b)', () => {
  test('begins with the nearest store that has everything, and explains the price to the fen', async () => {
    shop.setStock('sku_tea1', 'sto_jas', 1)
    const { container } = open()
    await sees('价格明细')
    await sees('中山公园店')
    expect(container.textContent).toContain('中山公园店现货')
    expect(screen.getByText('商品，3 件').closest('.bill__row')?.textContent).toBe('商品，3 件¥456.00')
    expect(screen.getByText('金卡会员 9 折').closest('.bill__row')?.textContent).toContain('−¥45.60')
    expect(container.querySelector('.actionbar')?.textContent).toContain('¥410.40')
    expect(container.querySelector('.actionbar')?.textContent).toContain('已省 ¥45.60')
  })

  test('orders what was seen, asks for messages in the tap, and goes to the order which opens the pay sheet', async () => {
    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('价格明细')
    fireEvent.change(screen.getByPlaceholderText('想和店里说的话'), { target: { value: ' 要礼盒 ' } })
    works.asked = []
    await submit()
    await waitFor(() => expect(phone.went).toHaveLength(1))
    const [id] = shop.orders.keys()
    expect(phone.went[0]).toBe(`/pages/order/detail/index?id=${id}`)
    expect(payOnOpen.get()).toBe(id)
    expect(works.asked).toEqual(['tpl_pickup', 'tpl_reminder', 'tpl_refund'])
    expect(ordered()[0]).toMatchObject({
      way: 'pickup',
      storeId: 'sto_jas',
      expectedTotal: 41040,
      remark: '要礼盒',
    })
    expect(ordered()[0]?.key).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
  })

  test('a tap after a lost answer is the same order', async () => {
    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('价格明细')
    await waitFor(() => expect(screen.getByText('提交订单').className).toContain('btn--main'))
    const { answer } = shop
    phone.answer = (it) => {
      const said = answer(it)
      return it.method === 'POST' && it.url.endsWith('/orders') && ordered().length === 1 ? 'offline' : said
    }
    await submit()
    await waitFor(() => expect(phone.toasts).toEqual(['没连上，再点一次不会重复下单']))
    expect(phone.went).toEqual([])
    await submit()
    await waitFor(() => expect(phone.went).toHaveLength(1))
    expect(new Set(ordered().map((it) => it.key)).size).toBe(1)
    expect(shop.orders.size).toBe(1)
  })

  test('two taps at once are one order', async () => {
    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('价格明细')
    await submit()
    tap(/提交订单|正在下单/)
    await waitFor(() => expect(phone.went).toHaveLength(1))
    expect(ordered()).toHaveLength(1)
  })

  test('another price is shown before anything is ordered', async () => {
    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('价格明细')
    shop.next(/^POST \/orders$/, shop.refusal(409, 'price_changed', '价格有变动，请确认后再提交'))
    const before = shop.bodiesOf('POST /checkout/preview').length
    await submit()
    await waitFor(() => expect(phone.toasts).toEqual(['价格有变动，请确认后再提交']))
    await waitFor(() => expect(shop.bodiesOf('POST /checkout/preview').length).toBeGreaterThan(before))
    expect([phone.went, shop.orders.size]).toEqual([[], 0])
  })

  test('what is short is said at its line and can be made right there', async () => {
    shop.setStock('sku_tea1', 'sto_jas', 1)
    const { container } = open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('只剩 1 件')
    await sees('有商品刚刚被买走了，请调整数量或换一家门店')
    expect(screen.getByText('提交订单').className).toContain('btn--off')
    tap('提交订单')
    expect(ordered()).toEqual([])
    tap('改成 1 件')
    await sees('静安寺店现货')
    await waitFor(() => expect(container.querySelector('.actionbar')?.textContent).toContain('¥334.80'))
  })

  test('what the store lacks is brought there, collected elsewhere or sent, each one tap away (IN-4)', async () => {
    shop.setStock('sku_tea1', 'sto_jas', 0)
    const { unmount } = open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('这家店货不齐，可以这样')
    await sees('「华东仓」有货，距门店 24.0 公里，预计 11月25日 20:00 前到店')
    tap('调过来')
    await sees('从「华东仓」调货，预计 11月25日 20:00 前到静安寺店，到店通知来取')
    expect(screen.queryByText('这家店货不齐，可以这样')).toBeNull()
    await submit()
    await waitFor(() => expect(ordered()[0]).toMatchObject({ storeId: 'sto_jas', transferFrom: 'whs_east' }))
    unmount()

    const second = open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    fireEvent.click(await sees('去那家'))
    await sees('中山公园店现货')
    second.unmount()

    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    fireEvent.click(await sees('寄到家'))
    await sees('什么时候要')
    await submit()
    await waitFor(() => expect(ordered()[1]).toMatchObject({ way: 'express' }))
    expect(ordered()[1]).not.toHaveProperty('transferFrom')
  })

  test('another store is chosen from those that have the whole basket, which say what they lack', async () => {
    shop.setStock('sku_tea1', 'sto_jas', 0)
    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    await sees('价格明细')
    tap('换一家')
    await sees('中山公园店整单有货，离你最近')
    await sees('缺 桂花乌龙茶包 15 袋')
    tap('中山公园店')
    await waitFor(() => expect(screen.queryByText('选一家店取货')).toBeNull())
    await submit()
    await waitFor(() => expect(ordered()[0]).toMatchObject({ storeId: 'sto_zsp' }))
  })

  test('delivery goes to the default address by the way that was tapped', async () => {
    open({ lines: LINES, way: 'local1h' })
    await sees('愚园路 753 号 2 号楼 601')
    await sees('金卡会员免邮')
    tap('快递')
    await submit()
    await waitFor(() => expect(ordered()[0]).toMatchObject({ way: 'express', addressId: 'adr_1' }))
    expect(ordered()[0]).not.toHaveProperty('storeId')
  })

  test('asks to sign in before anything is priced', async () => {
    dropSession()
    open()
    await sees('登录后下单')
    expect(screen.queryByText('提交订单')).toBeNull()
    expect(shop.bodiesOf('POST /checkout/preview')).toEqual([])
  })

  test('says what to do when there is nothing to order, and when the price did not come', async () => {
    const { unmount } = open({ lines: [], way: 'pickup' })
    await sees('没有要结算的商品')
    unmount()
    shop.next(/^POST \/checkout\/preview$/, 'offline', 1)
    open({ lines: LINES, way: 'pickup', storeId: 'sto_jas' })
    fireEvent.click(await sees('再试一次'))
    expect((await sees('价格明细')).className).toContain('head__t')
  })
})
