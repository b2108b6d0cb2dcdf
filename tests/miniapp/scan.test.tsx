/** @jest-environment jsdom */
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: ScanPage } = load<typeof import('../../miniapp/src/pages/order/scan/index')>(
  '../../miniapp/src/pages/order/scan/index',
)
const { keepSession } = load<typeof import('../../miniapp/src/api/session')>('../../miniapp/src/api/session')
const { payOnOpen } = load<typeof import('../../miniapp/src/orders/pay')>('../../miniapp/src/orders/pay')

let shop: ReturnType<typeof memoryShop>
const open = () => {
  phone.params = { storeId: 'sto_jas' }
  return render(<ScanPage />)
}
/** Types a barcode as who has no camera. */
const type = (digits: string) => {
  fireEvent.change(screen.getByPlaceholderText('扫不上就输条码数字'), { target: { value: digits } })
  fireEvent.click(screen.getByText('加入'))
}

beforeEach(() => {
  phone.reset()
  payOnOpen.set(undefined)
  shop = memoryShop()
  phone.answer = shop.answer
  keepSession({ token: 'tok', expiresAt: '', member: undefined as never })
})

describe('scan and go (扫码购, OR-7)', () => {
  test('piece by piece into the bag of that shop, paid on the spot', async () => {
    open()
    await screen.findByText('还没扫商品')
    shop.next(
      /^GET \/barcodes\/6900000000012$/,
      { status: 200, body: { spuId: 'spu_pot', skuId: 'sku_pot1' } },
      2,
    )
    type('6900000000012')
    await screen.findByText('价格明细')
    type('6900000000012')
    await waitFor(() => expect(document.querySelector('.actionbar')?.textContent).toContain('2 件'))
    await waitFor(() => expect(screen.getByText('去付款').className).toContain('btn--main'))
    fireEvent.click(screen.getByText('去付款'))
    await waitFor(() => expect(phone.went).toHaveLength(1))
    const [id] = shop.orders.keys()
    expect(phone.went[0]).toBe(`/pages/order/detail/index?id=${id}`)
    expect(payOnOpen.get()).toBe(id)
    expect(shop.bodiesOf('POST /orders')[0]).toMatchObject({
      way: 'counter',
      storeId: 'sto_jas',
      lines: [{ skuId: 'sku_pot1', quantity: 2 }],
    })
    // The bag is empty once the order is there.
    expect(phone.storage.get('scanBag:sto_jas')).toBeUndefined()
  })

  test('says what is no barcode, and what nobody knows; the bag stays over a reload', async () => {
    phone.storage.set('scanBag:sto_jas', [{ skuId: 'sku_pot1', quantity: 1 }])
    open()
    await screen.findByText('价格明细')
    type('s=JAS')
    await waitFor(() => expect(phone.toasts).toEqual(['这不是商品的条码']))
    shop.next(/^GET \/barcodes/, shop.refusal(404, 'product_not_found', '没有找到这件商品'))
    type('6900000000099')
    await waitFor(() => expect(phone.toasts).toContain('没有找到这件商品'))
    expect(phone.storage.get('scanBag:sto_jas')).toEqual([{ skuId: 'sku_pot1', quantity: 1 }])
  })
})
