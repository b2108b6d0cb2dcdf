import type { Browser, Page } from 'playwright-core'
import type { DemoChain, DemoProduct } from '../../config/demo/types'
import { oauthCode, person } from '../support/people'
import { MACHINE, type TestProduct } from '../support/product'
import { DESK, keepScreen, openBrowser, openPage } from './browser'
import { openPhones, type Phone } from './phones'
import { openShop } from './shop'

jest.setTimeout(240_000)

const TITLE = '周末四人团'
const STORE = '静安寺店'
/** In the middle of Shanghai, where the demo's stores are. */
const HERE: [number, number] = [121.441, 31.222]

let product: TestProduct
let chain: DemoChain
let browser: Browser
let phones: ReturnType<typeof openPhones>
let goods: DemoProduct
const desks: { faults: string[]; close: () => Promise<void> }[] = []

beforeAll(async () => {
  ;({ product, chain } = await openShop())
  await product.settled()
  const { body } = await product.get(`/stores/${storeId()}/stock?limit=1`)
  const found = chain.products.find((it) => it.id === body.items[0].product.id)
  if (!found) throw new Error('the shop lacks the goods of this story')
  goods = found
  browser = await openBrowser()
  phones = openPhones(browser, product)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
afterEach(async () => {
  const faults = [...desks.flatMap((it) => it.faults), ...(await phones.close())]
  await Promise.all(desks.splice(0).map((it) => it.close()))
  expect(faults).toEqual([])
})

const storeId = (): string => chain.locations.find((it) => it.name === STORE)?.id ?? ''

async function desk(size: { width: number; height: number }, address: string): Promise<Page> {
  const made = await openPage(browser, size, 1)
  desks.push(made)
  await made.page.goto(address)
  return made.page
}

/** The wall clock in China some hours from now, as the console's fields take it. */
const localTime = (hours: number): string =>
  new Date(Date.now() + (8 + hours) * 3600_000).toISOString().slice(0, 16)

/** What an operator does at the console: a group buy of four, of one option, collected in the leader's store. */
async function makeGroupBuy(): Promise<void> {
  const page = await desk(DESK, `${product.sandbox.webviewUrl}/console/?as=hejing#/group-buys/new`)
  await page.getByRole('button', { name: '用企业微信登录' }).click()
  const form = page.locator('form')
  await form.getByRole('textbox', { name: '名字' }).fill(TITLE)
  await form.getByRole('button', { name: '选商品' }).click()
  await page.getByLabel('找商品').fill(goods.name)
  await page.getByRole('dialog').getByText(goods.name).first().click()
  await page.getByRole('button', { name: '选好了' }).click()
  await form.getByRole('button', { name: '选门店' }).click()
  await page.getByLabel('找门店').fill('静安寺')
  await page.getByText('SH001').click()
  await page.getByRole('button', { name: '选好了' }).click()
  const price = Math.round((goods.skus[0]?.price ?? 0) * 0.7) / 100
  await form.getByLabel(/拼团价$/).fill(String(Math.floor(price)))
  await form.getByLabel('每格件数').fill('4')
  await form.getByRole('button', { name: '填上' }).click()
  await form.getByLabel('成团人数', { exact: true }).fill('4')
  await form.getByLabel('活动开始').fill(localTime(-1))
  await keepScreen(page, 'group-console')
  await page.getByRole('button', { name: '排期上线' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '排期上线' }).click()
  await page.getByRole('button', { name: '暂停' }).first().waitFor()
  await product.settled()
}

/** From the team's page to its paid seat. */
async function payForSeat(phone: Phone, button: string): Promise<void> {
  await phone.sees('价格明细')
  await phone.sees(/\d 人团/)
  await phone.tap(button)
  await phone.pay()
}

/** The sidebar of a guide of the store, at a page of the desk. */
async function deskAt(hash: string): Promise<Page> {
  const guide = chain.guides.find((it) => it.storeId === storeId() && it.role === 'guide')
  const code = await oauthCode(product, guide?.userid ?? '')
  const { body } = await product.post('/wecom/session', { body: { code } })
  const page = await desk({ width: 400, height: 860 }, `${product.origin}/sidebar/`)
  await page.evaluate((session) => sessionStorage.setItem('hedian.session', session), JSON.stringify(body))
  await page.goto(`${product.origin}/sidebar/${hash}`)
  await page.reload()
  return page
}

/** The digits on a phone, once they are there. */
const codeOn = async (page: Page): Promise<string> => {
  const code = page.getByLabel('取货码', { exact: true }).filter({ visible: true, hasText: /\d/ })
  return (await code.innerText()).replace(/\s/g, '')
}

/** The counter of the store takes the eight digits of a pickup code. */
async function handOver(digits: string, pieces = 1): Promise<void> {
  const page = await deskAt('#/desk')
  await page.getByRole('link', { name: '输码' }).first().click()
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByText(`核对 ${pieces} 件`).waitFor()
  await keepScreen(page, 'group-check')
  await page.getByRole('button', { name: `确认交付 ${pieces} 件` }).click()
  await page.getByText('已核销，可以交货').waitFor()
}

describe('a group buy from the console to the counter (GB-1, OP-2)', () => {
  it('an operator makes it, one opens a team, three friends join by the link, it forms, and the goods are collected', async () => {
    await makeGroupBuy()
    const leader = await phones.phoneOf(await person(product, { position: HERE }), '/pages/group/hall/index')
    await leader.sees(goods.name)
    await leader.keep('group-hall', true)
    await leader.tap(goods.name)
    await leader.sees('拼团规则')
    await leader.keep('group-offer', true)
    await leader.tap(/我来开团/)
    await payForSeat(leader, '付款开团')
    await leader.sees('还差 3 人成团')
    await leader.keep('group-team', true)
    const teamId = /[?&]id=(tea_\w+)/.exec(leader.page.url())?.[1]
    expect(teamId).toBeDefined()

    for (const nth of [1, 2, 3]) {
      const friend = await phones.phoneOf(
        await person(product, { position: HERE }),
        `/pages/group/team/index?id=${teamId}&ch=card`,
      )
      await friend.sees(`还差 ${4 - nth} 人成团`)
      if (nth === 1) await friend.keep('group-join')
      await friend.tap(/^¥.*参团$/)
      await payForSeat(friend, '付款参团')
      await friend.sees(nth < 3 ? `还差 ${3 - nth} 人成团` : /拼成了|待自提/)
    }
    await leader.sees('拼成了')
    await leader.keep('group-formed', true)
    await leader.tap('看我的订单')
    await leader.sees('待自提')
    await leader.keep('group-order', true)
    await leader.tap('出示取货码')
    await leader.sees('可以来取了')
    await handOver(await codeOn(leader.page))
    await leader.sees('已提货')
  })
})

describe('a 接龙 from the phone to the counter (GB-2)', () => {
  it('is joined and paid, closed by its guide, brought in one delivery, and collected by code', async () => {
    const { body } = await product.get(`/chains?storeId=${storeId()}`)
    const { id, title } = body.chains[0]
    const phone = await phones.phoneOf(
      await person(product, { position: HERE }),
      `/pages/group/chain/index?id=${id}&ch=card`,
    )
    await phone.sees(title)
    const plus = phone.page.getByLabel('加一件').filter({ visible: true })
    await plus.first().click()
    await plus.nth(1).click()
    await phone.sees('2 份')
    await phone.keep('chain', true)
    await phone.tap('参加接龙')
    await phone.sees('价格明细')
    await phone.keep('chain-checkout', true)
    await phone.tap('付款接龙')
    await phone.pay()
    await phone.sees('接龙中')
    await phone.keep('chain-order', true)

    const counter = await deskAt('#/chains')
    await counter.getByText(title).first().click()
    await counter.getByRole('button', { name: '截单' }).click()
    await keepScreen(counter, 'chain-close')
    await counter.getByRole('button', { name: '现在截单' }).click()
    await counter.getByText('备货中').first().waitFor()
    await product.settled()
    const transferId = id.replace('chn_', 'tra_')
    const sent = await product.post(`/transfers/${transferId}/ship`, { token: MACHINE, body: {} })
    expect(sent.status).toBe(200)
    await counter.goto(`${product.origin}/sidebar/#/transfer/${transferId}`)
    await counter.getByRole('button', { name: '确认收货' }).click()
    await counter.getByRole('button', { name: /确认收货 · \d+ 件/ }).click()
    await counter.getByText('已收货，进了本店库存').waitFor()
    await product.settled()

    await phone.page.reload()
    await phone.sees('待自提')
    await phone.keep('chain-ready', true)
    await phone.tap('出示取货码')
    await phone.sees('可以来取了')
    await handOver(await codeOn(phone.page), 2)
    await phone.sees('已提货')
    await counter.goto(`${product.origin}/sidebar/#/chains/${id}`)
    await counter.getByText('已取').first().waitFor()
    await keepScreen(counter, 'chain-collected')
  })
})
