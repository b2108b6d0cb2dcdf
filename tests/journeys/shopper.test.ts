import type { Browser, Page } from 'playwright-core'
import { MACHINE, type TestProduct } from '../support/product'
import { keepScreen, openBrowser, openPage, PHONE } from './browser'
import { openShop } from './shop'

jest.setTimeout(120_000)

let product: TestProduct
let browser: Browser
let person: string
let open: Awaited<ReturnType<typeof openPage>>

beforeAll(async () => {
  const shop = await openShop()
  product = shop.product
  browser = await openBrowser()
  const lin = product.sandbox.core.people.persons().find((it) => it.phone.endsWith('6021'))
  person = lin?.personId ?? ''
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
beforeEach(async () => {
  open = await openPage(browser, PHONE)
})
afterEach(async () => {
  const { faults } = open
  await open.close()
  expect(faults).toEqual([])
})

const visit = async (path = '', query = ''): Promise<Page> => {
  await open.page.goto(`${product.sandbox.webviewUrl}/?as=${person}${query}${path ? `#/${path}` : ''}`)
  return open.page
}
const sees = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor()
const tap = (page: Page, text: string) =>
  page.getByText(text, { exact: true }).filter({ visible: true }).first().click()
const setStock = (skuId: string, quantity: number, key: string) =>
  product.post('/stock/changes', {
    token: MACHINE,
    body: { changes: [{ key, skuId, locationId: 'sto_0001', kind: 'count', quantity }] },
  })

describe('a shopper with a phone (ST-1, ST-3, ST-5, CA-1)', () => {
  it('opens the mini-program, sees the nearest store, and finds a product with live stock', async () => {
    const page = await visit()
    await sees(page, '静安寺店')
    await sees(page, '离你最近')
    await sees(page, '860')
    await sees(page, '静安寺店今天有的')
    await keepScreen(page, 'home')
    await tap(page, '换一家')
    await sees(page, '新天地店')
    await keepScreen(page, 'stores')
    await visit(`pages/goods/search/index?q=${encodeURIComponent('茶壶')}`)
    await tap(page, '茜红珐琅茶壶套装')
    await sees(page, '附近有货')
    await tap(page, '一壶两杯')
    await sees(page, '静安寺店')
    await keepScreen(page, 'product', true)
  })

  it('sees a stock change made through the API without touching the page', async () => {
    const { body } = await product.get('/products/spu_0001')
    const { id: skuId } = body.skus[0]
    await setStock(skuId, 40, 'journey-1')
    const page = await visit('pages/goods/product/index?id=spu_0001')
    await sees(page, '附近有货')
    await sees(page, '静安寺店')
    expect(await page.getByText('仅剩 3 件').count()).toBe(0)
    const record = await product.get(`/stock/${skuId}/sto_0001`, { token: MACHINE })
    // What the demo's orders and transfers hold is on the shelf, but not to be had.
    const kept = record.body.safety + record.body.reserved
    expect((await setStock(skuId, 3 + kept, 'journey-2')).body).toMatchObject({ applied: 1 })
    await sees(page, '仅剩 3 件')
  })

  it('opens a store page with hours, services and its own goods', async () => {
    const page = await visit('pages/store/detail/index?id=sto_0001')
    await sees(page, '南京西路 1618 号 B1')
    await sees(page, '到店自提')
    await sees(page, '这家店有什么')
    await keepScreen(page, 'store', true)
  })

  it("is bound to a store by scanning the store's code", async () => {
    const page = await visit('', `&scene=${encodeURIComponent('s=SH002')}`)
    await sees(page, '新天地店')
    await sees(page, '扫码进店')
    await keepScreen(page, 'home-scanned')
  })

  it('chooses a city when location is refused', async () => {
    await product.sandbox.post(`/__sandbox/person/${person}`, { locationDenied: true })
    const page = await visit('pages/stores/index')
    await sees(page, /城市/)
    await keepScreen(page, 'location-refused')
    await product.sandbox.post(`/__sandbox/person/${person}`, { locationDenied: false })
  })

  it('is signed in as the member behind this WeChat', async () => {
    const page = await visit('pages/me/index')
    await tap(page, '微信一键登录')
    await sees(page, /金卡/)
    await sees(page, '138****6021')
    await keepScreen(page, 'me')
  })
})
