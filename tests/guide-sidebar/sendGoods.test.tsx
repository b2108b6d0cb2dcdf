/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import {
  hereText,
  wordsFor,
  type Choice,
  type SentGoods,
} from '../../guide-sidebar/src/sidebar/goods/goods.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)
const GOODS = 'GET /customers/wmABC123/goods'
const CARDS = '/customers/wmABC123/guide-cards'

const choice = (over: Partial<Choice> = {}): Choice => ({
  skuId: 'sku_1',
  spuId: 'spu_1',
  name: '山茶唇膏',
  optionText: '03 玫瑰',
  image: '/media/a.webp',
  price: 16_800,
  here: 4,
  nearby: { stores: 3, pieces: 21 },
  ...over,
})
const card = (over: Partial<SentGoods> = {}): SentGoods => ({
  id: 'gcd_1',
  kind: 'goods',
  skuId: 'sku_1',
  name: '山茶唇膏',
  image: '/media/a.webp',
  price: 16_800,
  state: 'made',
  stateText: '还没发出',
  madeAt: '2026-11-24T02:00:00.000Z',
  ...over,
})
const message = {
  appid: 'wx1',
  title: '山茶唇膏 03 玫瑰',
  page: 'pages/goods/product/index.html?id=spu_1&sku=sku_1&card=gcd_1',
  image: '/media/a.webp',
}

const open = (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    'GET /customers/wmABC123': () => ({ body: build.customer() }),
    ...routes,
  })
  draw(<App />)
  return log
}
const toGoods = async () =>
  fireEvent.click((await screen.findAllByRole('button', { name: '发商品' })).at(-1) as HTMLElement)
const sentMessages = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('发商品 into the chat (GU-3)', () => {
  test('says what is there here and around, and begins with words that fit', () => {
    expect([4, 3, 0].map((here) => hereText(choice({ here }))[0])).toEqual([
      '本店有货 4 件',
      '本店仅剩 3 件',
      '本店缺货',
    ])
    expect(wordsFor(choice({ why: '购物袋里 1 件' }))).toContain('你购物袋里的山茶唇膏店里还有 4 件')
    expect(wordsFor(choice({ here: 0 }))).toContain('可以帮你调过来')
  })

  test('words and card go into the chat, and the goods are listed as sent', async () => {
    let cards: SentGoods[] = []
    const log = open({
      [GOODS]: () => ({
        body: {
          bag: [choice({ why: '购物袋里 1 件' })],
          store: [choice({ skuId: 'sku_2', name: '羊绒围巾', here: 0 })],
          asOf: '2026-11-24T02:00:00.000Z',
        },
      }),
      [`GET ${CARDS}`]: () => ({ body: { cards } }),
      [`POST ${CARDS}`]: () => ({ body: { card: card(), message } }),
      'POST /guide-cards/gcd_1/sent': () => {
        cards = [card({ state: 'sent', stateText: '已发，还没点开' })]
        return { status: 204 }
      },
    })
    await toGoods()
    const page = within(await screen.findByRole('dialog', { name: '发商品' }))
    fireEvent.click(await page.findByRole('button', { name: /山茶唇膏/ }))
    expect(page.getByText('本店有货 4 件', { exact: false })).toBeTruthy()
    fireEvent.change(page.getByLabelText('说一句话'), { target: { value: ' 晓雯，给你留着 ' } })
    fireEvent.click(page.getByText('发到聊天'))
    expect(await screen.findByText('山茶唇膏 发出去了')).toBeTruthy()
    const [words, sent] = sentMessages()
    expect(words).toMatchObject({ msgtype: 'text', text: { content: '晓雯，给你留着' } })
    expect(sent).toMatchObject({ msgtype: 'miniprogram', miniprogram: { page: message.page } })
    expect(sent).toHaveProperty('miniprogram.imgUrl', expect.stringMatching(/^http.*\/media\/a\.webp$/))
    expect(log.filter((it) => it.key === 'POST /guide-cards/gcd_1/sent')).toHaveLength(1)
    const ours = log.filter((it) => it.key.includes('guide-cards') || it.key === GOODS)
    expect(ours.every((it) => it.token === 'tok')).toBe(true)
    expect(await screen.findByText('已发，还没点开')).toBeTruthy()
  })

  test('words that went before a card was refused are not said again', async () => {
    open({
      [GOODS]: () => ({ body: { bag: [], store: [choice()], asOf: '2026-11-24T02:00:00.000Z' } }),
      [`POST ${CARDS}`]: () => ({ body: { card: card(), message } }),
      'POST /guide-cards/gcd_1/sent': () => ({ status: 204 }),
    })
    let tries = 0
    scene.refuse = {
      get sendChatMessage() {
        return (tries += 1) === 2 ? 'sendChatMessage:fail invalid imgUrl' : ''
      },
    }
    await toGoods()
    fireEvent.click(await screen.findByRole('button', { name: /山茶唇膏/ }))
    fireEvent.click(screen.getByText('发到聊天'))
    expect((await screen.findByRole('alert')).textContent).toContain('企业微信没有发出去')
    fireEvent.click(screen.getByText('发到聊天'))
    expect(await screen.findByText('山茶唇膏 发出去了')).toBeTruthy()
    expect(sentMessages().filter((it) => it.msgtype === 'text')).toHaveLength(1)
  })
})

describe('whose an order is, and my numbers (GU-5, GU-6)', () => {
  test('stands beside each order, and sums on the desk lead to every order with why', async () => {
    const log = open({
      'GET /customers/wmABC123/orders': () => ({
        body: { orders: [{ channel: 'online', order: build.order() }] },
      }),
      'GET /customers/wmABC123/attributions': () => ({
        body: {
          orders: [
            {
              orderId: 'ord_1',
              isMine: true,
              guideName: '周敏',
              reasonText: '顾客点了你发的卡片，7 天内下单',
            },
          ],
        },
      }),
    })
    expect(await screen.findByText('业绩归你 · 顾客点了你发的卡片，7 天内下单')).toBeTruthy()
    expect(log.filter((it) => it.key.startsWith('GET /customers/')).every((it) => it.token === 'tok')).toBe(
      true,
    )
  })

  test('the page of numbers lists what counts', async () => {
    goTo('/sidebar/#/numbers')
    const latest = [
      {
        orderId: 'ord_1',
        customer: '晓雯',
        amount: 32_650,
        reasonText: '你替顾客下的单',
        at: '2026-11-24T02:00:00.000Z',
      },
    ]
    const log = open({ 'GET /me/numbers': () => ({ body: build.numbers({ latest }) }) })
    const row = (await screen.findByText('晓雯')).closest('a')
    expect(row?.textContent).toContain('你替顾客下的单')
    expect(row?.textContent).toContain('¥326.50')
    expect(row?.getAttribute('href')).toBe('#/order/ord_1')
    expect(log.find((it) => it.key === 'GET /me/numbers')?.token).toBe('tok')
  })

  test('a manager sees the store and each guide on it; a guide does not ask for that', async () => {
    goTo('/sidebar/#/numbers')
    const [today, month] = [
      { orders: 3, amount: 90_000 },
      { orders: 40, amount: 2_000_000 },
    ]
    const guides = [
      { guideId: 'gui_1', name: '周敏', today, month, newFriends: 2, repurchase: { buyers: 8, again: 3 } },
      { guideId: 'gui_2', name: '陈佳', today, month, newFriends: 0, repurchase: { buyers: 0, again: 0 } },
    ]
    const [asOf, repurchase] = ['2026-11-24T02:00:00.000Z', { buyers: 8, again: 3 }]
    const store = { today, month, newFriends: 2, repurchase, guides, asOf }
    const manager = { ...build.guide(), role: 'manager' as const }
    signedIn({ role: 'manager' })
    open({
      'GET /wecom/me': () => ({ body: manager }),
      'GET /me/store-numbers': () => ({ body: store }),
    })
    const row = (await screen.findByText('陈佳')).closest('li')
    expect(row?.textContent).toContain('复购 —')
    expect(screen.getAllByText('38%').length).toBeGreaterThan(0)
    cleanup()
    signedIn()
    const log = open({})
    await screen.findByText(/还没有归你的单/)
    expect(log.map((it) => it.key)).not.toContain('GET /me/store-numbers')
  })
})
