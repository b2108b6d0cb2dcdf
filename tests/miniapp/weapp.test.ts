import { describeJourney } from './support/journey'
import { startFakeShop, type FakeShop } from './support/fakeShop'
import { openPhone } from './support/weapp'
import { pause } from '../support/pause'

let shop: FakeShop
let open: ReturnType<typeof openPhone> | undefined
const phone = (works?: Parameters<typeof openPhone>[1]) => (open = openPhone(shop.origin, works))

beforeAll(async () => {
  shop = await startFakeShop()
})
afterEach(() => {
  open?.program.close()
  open = undefined
  shop.breakOn(undefined)
})
afterAll(() => shop.close())

describeJourney('a shop of the contracts', () => shop.origin)

describe('product page', () => {
  const openPot = async (works?: Parameters<typeof openPhone>[1]) => {
    const it = phone(works)
    it.program.launch('pages/goods/product/index', { id: 'spu_pot' })
    await it.screen.sees('茜红珐琅茶壶套装')
    return it
  }

  test('follows a change of stock while it is looked at (ST-3)', async () => {
    shop.setStock('sku_pot1', 'sto_jas', 9)
    const { screen } = await openPot()
    await screen.sees('静安寺店')
    shop.setStock('sku_pot1', 'sto_jas', 2)
    await screen.sees('仅剩 2 件')
    shop.setStock('sku_pot1', 'sto_jas', 0)
    await screen.losesSight('仅剩 2 件')
  })

  test('stops looking at stock when it is left, and looks again when it is back', async () => {
    const { program, screen } = await openPot()
    await screen.sees('更新')
    await screen.tap('icobtn', '门店')
    await screen.isOn('pages/store/detail/index')
    await screen.sees('这家店有什么')
    const looks = () => shop.calls.filter((it) => it === 'GET /stock/nearby').length
    const before = looks()
    await pause(1800)
    expect(looks()).toBe(before)
    shop.setStock('sku_pot1', 'sto_jas', 4)
    program.stack.pop()
    const page = program.page()
    page.definition.onShow?.call(page)
    await screen.sees('仅剩 4 件')
  })

  test('shows a combination that is not made and goes to one that is', async () => {
    const { screen } = await openPot()
    await screen.sees('¥288')
    const chip = screen.all(screen.byClass('chip--off'))[0]
    expect(chip?.cl).toContain('chip--off')
    await screen.tap('chip--off', '一壶四杯')
    await screen.sees('¥368')
    expect(screen.all(screen.byClass('swatch--on'))).toHaveLength(1)
  })

  test('keeps the last stock and says so when the store system goes silent', async () => {
    const { screen } = await openPot()
    await screen.sees('更新')
    shop.breakOn(/GET \/stock\/nearby/)
    await screen.sees('库存暂时没连上')
    expect(screen.text()).toContain('静安寺店')
  })

  test('says what happened when the product is gone', async () => {
    const { program, screen } = phone()
    program.launch('pages/goods/product/index', { id: 'spu_gone' })
    await screen.sees('没有找到')
    await screen.sees('再试一次')
    await screen.sees('req_test')
  })
})

describe('without an answer', () => {
  test('home tells that the network failed and comes back on another try', async () => {
    const { program, screen } = phone()
    program.useServer('http://127.0.0.1:9')
    program.launch()
    await screen.sees('没连上')
    await screen.sees('网络不太顺')
    program.useServer(shop.origin)
    await screen.tap('state__go')
    await screen.sees('静安寺店')
  })

  test("a store list that breaks shows the server's sentence and a way to try again", async () => {
    shop.breakOn(/GET \/stores$/)
    const { program, screen } = phone()
    program.launch('pages/stores/index')
    await screen.sees('店里的系统正在更新')
    shop.breakOn(undefined)
    await screen.tap('state__go')
    await screen.sees('静安寺店')
  })

  test('goods without stock still show when only the stock is missing', async () => {
    shop.breakOn(/GET \/stock\/levels/)
    const { program, screen } = phone()
    program.launch('pages/goods/search/index', { q: encodeURIComponent('围巾') })
    await screen.sees('本命红羊绒围巾')
    expect(screen.all(screen.byClass('stock'))).toHaveLength(0)
  })
})

describe('search', () => {
  test('offers words, remembers what was asked and shows the stock of the nearest store', async () => {
    const { program, screen } = phone()
    program.launch('pages/goods/search/index')
    await screen.sees('大家在搜')
    await screen.tap('chip', '香薰蜡烛')
    await screen.sees('大豆香薰蜡烛')
    await screen.sees('库存看的是静安寺店')
    const kept = (program.wx.getStorageSync as (key: string) => unknown)('searches')
    expect(JSON.stringify(kept)).toContain('香薰蜡烛')
    expect(screen.unknown()).toEqual([])
  })

  test('finds goods by their barcode (CA-1)', async () => {
    const { program, screen } = phone({ scanCode: () => ({ result: '6901234567892' }) })
    program.launch()
    await screen.sees('静安寺店')
    await screen.tap('field__end')
    await screen.isOn('pages/goods/product/index')
    await screen.sees('茜红珐琅茶壶套装')
  })
})

describe('member (ME-1)', () => {
  test('signs in on a tap, binds the phone number, takes back a consent and signs out', async () => {
    const { program, screen } = phone()
    program.launch('pages/me/index')
    await screen.tap('btn--main', '微信一键登录')
    await screen.sees('周予安')
    await screen.sees('金卡')
    const button = screen.all((it) => program.templates.nameOf(it.nn ?? '') === 'button')[0]
    if (!button) throw new Error('no button asks for the phone number')
    screen.fire(button, 'getphonenumber', { code: 'phone-1' })
    await screen.sees('138****6217')
    const [first] = screen.all((it) => it.uid === 'consent-personalised')
    if (!first) throw new Error('no switch')
    screen.fire(first, 'change', { value: false })
    await screen.sees('0 项已同意')
    expect(screen.unknown()).toEqual([])
    await screen.tap('cell', '退出登录')
    await screen.sees('微信一键登录')
  })

  test('a token the server forgot is renewed silently, once', async () => {
    let logins = 0
    const { program, screen } = phone({ login: () => ({ code: `code-${++logins}` }) })
    ;(program.wx.setStorageSync as (key: string, value: unknown) => void)('session', 'tok_old')
    program.launch('pages/me/index')
    await screen.sees('周予安')
    expect(logins).toBe(1)
  })
})
