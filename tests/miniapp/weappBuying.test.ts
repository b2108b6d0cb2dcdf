import type { WxWork } from './harness/types'
import { describeBuying } from './support/buying'
import { describeCoupons } from './support/coupons'
import { grantOf, offerOf } from './support/fakeCoupons'
import { startFakeShop, type FakeShop } from './support/fakeShop'
import { openPhone } from './support/weapp'

let shop: FakeShop
let open: ReturnType<typeof openPhone> | undefined
const requestPayment: WxWork = (options) => {
  shop.buying.pay(String(options.package).replace('prepay_id=wx_', ''))
  return {}
}
const phone = () => (open = openPhone(shop.origin, { requestPayment }))

beforeAll(async () => {
  shop = await startFakeShop()
  shop.setStock('sku_pot1', 'sto_jas', 9)
})
afterEach(() => {
  open?.program.close()
  open = undefined
  shop.breakOn(undefined)
})
afterAll(() => shop.close())

describeBuying('a shop of the contracts', () => ({
  origin: shop.origin,
  works: { requestPayment },
  spuId: 'spu_pot',
  name: '茜红珐琅茶壶套装',
  storeName: '静安寺店',
  redeem: async () => {
    const order = [...shop.buying.orders.values()].find((it) => it.status === 'paid')
    shop.buying.change(order?.id ?? '', {
      status: 'completed',
      statusText: '已完成',
      pickup: { expiresAt: order?.pickup?.expiresAt ?? '', redeemedAt: new Date().toISOString() },
    })
  },
}))

describe('bag', () => {
  test('asks to sign in, and is empty with something to do', async () => {
    const { program, screen } = phone()
    program.launch('pages/bag/index')
    await screen.sees('登录后用购物袋')
    await screen.tap('btn--main', '微信一键登录')
    await screen.sees('袋子还空着')
    await screen.sees('去静安寺店逛逛')
    expect(screen.unknown()).toEqual([])
  })
})

describe('addresses', () => {
  test('one is added with a place from the map and chosen for a delivery', async () => {
    open = openPhone(shop.origin, {
      chooseLocation: () => ({
        name: '静安公园',
        address: '上海市静安区南京西路 1649 号',
        longitude: 121.44,
        latitude: 31.22,
      }),
    })
    const { program, screen } = open
    program.launch('pages/me/index')
    await screen.tap('btn--main', '微信一键登录')
    await screen.tap('cell', '收货地址')
    await screen.isOn('pages/order/addresses/index')
    await screen.sees('愚园路 753 号 2 号楼 601')
    await screen.tap('btn--main', '新增收货地址')
    await screen.isOn('pages/order/address/index')
    await screen.tap('cell', '在地图上选')
    await screen.sees('已在地图上选好')
    await screen.type('周予安')
    await screen.tap('btn--main', '保存地址')
    await screen.sees('保存地址')
    const toast = program.calls.filter((it) => it.name === 'showToast').at(-1)
    expect(toast?.options.title).toBe('手机号要 11 位，请核对')
    const phoneField = screen.all(screen.byClass('field__in'))[1]
    if (!phoneField) throw new Error('no field for the phone number')
    screen.fire(phoneField, 'input', { value: '13900001234' })
    await screen.tap('btn--main', '保存地址')
    await screen.isOn('pages/order/addresses/index')
    await screen.sees('南京西路 1649 号 静安公园')
    expect(screen.unknown()).toEqual([])
  })
})

describe('my orders', () => {
  test('are counted on the page of mine and lead to their list', async () => {
    const placed = shop.buying.place({
      key: 'counted-order',
      lines: [{ skuId: 'sku_pot1', quantity: 1 }],
      way: 'pickup',
      storeId: 'sto_jas',
    })
    if ('refuse' in placed) throw new Error(placed.refuse.text)
    const { program, screen } = phone()
    program.launch('pages/me/index')
    await screen.tap('btn--main', '微信一键登录')
    const unpaid = [...shop.buying.orders.values()].filter((it) => it.status === 'unpaid').length
    await screen.sees(`${unpaid}待付款`)
    await screen.tap('myorders__e', '待付款')
    await screen.isOn('pages/order/list/index')
    await screen.sees('可付款')
    expect(screen.unknown()).toEqual([])
  })
})

describeCoupons('a shop of the contracts', () => {
  shop.coupons.offers.set('cpn_1', offerOf())
  return {
    origin: shop.origin,
    works: {},
    redeem: async () => {
      const [[id] = ['']] = shop.coupons.grants
      shop.coupons.grants.set(
        id,
        grantOf({ id, state: 'used', stateText: '11 月 24 日 16:38 在静安寺店用过' }),
      )
    },
  }
})
