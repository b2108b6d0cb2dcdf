/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import type { GuideCart } from '../../guide-sidebar/src/sidebar/carts/carts.rules'
import type { Choice } from '../../guide-sidebar/src/sidebar/goods/goods.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)

const goods = (over: Partial<Choice> = {}): Choice => ({
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
const cart = (over: Partial<GuideCart> = {}): GuideCart => ({
  id: 'gct_1',
  title: '秋天一套',
  lines: [{ skuId: 'sku_1', name: '山茶唇膏', image: '/media/a.webp', price: 16_800, quantity: 1 }],
  already: 0,
  state: 'added',
  stateText: '放进去了，还没看',
  madeAt: new Date().toISOString(),
  ...over,
})
const message = {
  appid: 'wx1',
  title: '周敏帮你放进购物袋：秋天一套',
  page: 'pages/bag/index.html?cart=gct_1',
  image: '/media/a.webp',
}

const open = async (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    'GET /customers/wmABC123': () => ({ body: build.customer() }),
    'GET /customers/wmABC123/goods': () => ({
      body: {
        bag: [],
        store: [goods(), goods({ skuId: 'sku_2', name: '羊绒围巾', optionText: '' })],
        asOf: new Date().toISOString(),
      },
    }),
    ...routes,
  })
  draw(<App />)
  fireEvent.click(await screen.findByRole('button', { name: '放进购物袋' }))
  const page = within(await screen.findByRole('dialog', { name: '代客加购' }))
  fireEvent.click(await page.findByText('山茶唇膏'))
  fireEvent.click(page.getByText('羊绒围巾'))
  return { log, page }
}
const bodies = (log: ReturnType<typeof serve>) =>
  log
    .filter((it) => it.key === 'POST /customers/wmABC123/guide-carts')
    .map((it) => it.body as { key: string; lines: object[] })
const sent = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('代客加购 (GU-3)', () => {
  test('several goods with a name and words go into the bag, and a card that opens it into the chat', async () => {
    const { log, page } = await open({
      'POST /customers/wmABC123/guide-carts': () => ({ body: { cart: cart(), message } }),
    })
    fireEvent.change(page.getByLabelText('搭配名'), { target: { value: '秋天一套' } })
    fireEvent.change(page.getByLabelText('说一句话'), { target: { value: '周末穿正好' } })
    fireEvent.click(page.getByRole('button', { name: '放进购物袋 · 2 样' }))
    expect(await screen.findByText('秋天一套 放进购物袋了')).toBeTruthy()
    expect(bodies(log)).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
        lines: [
          { skuId: 'sku_1', quantity: 1 },
          { skuId: 'sku_2', quantity: 1 },
        ],
        title: '秋天一套',
        words: '周末穿正好',
      },
    ])
    expect(log.filter((it) => it.key.includes('guide-carts')).every((it) => it.token === 'tok')).toBe(true)
    expect(sent()).toEqual([
      expect.objectContaining({
        msgtype: 'miniprogram',
        miniprogram: expect.objectContaining({ page: message.page, title: message.title }),
      }),
    ])
  })

  test('a full bag is said; what is tried again with fewer goods is another addition', async () => {
    let isFull = true
    const { log, page } = await open({
      'POST /customers/wmABC123/guide-carts': () =>
        isFull
          ? refusal(409, 'cart_full', '购物车最多放 100 种商品，请先结算或移除一些')
          : { body: { cart: cart(), message } },
    })
    fireEvent.click(page.getByLabelText('同时发一张卡片到聊天'))
    const put = () => fireEvent.click(page.getByRole('button', { name: /^放进购物袋/ }))
    put()
    expect((await page.findByRole('alert')).textContent).toContain('最多放 100 种')
    put()
    await page.findByRole('alert')
    isFull = false
    fireEvent.click(page.getByRole('button', { name: /羊绒围巾/, pressed: true }))
    put()
    expect(await screen.findByText('秋天一套 放进购物袋了')).toBeTruthy()
    const keys = bodies(log).map((it) => it.key)
    expect([keys.length, keys[0] === keys[1], keys[1] === keys[2]]).toEqual([3, true, false])
    expect(sent()).toEqual([])
  })

  test('what became of it stands on the card', async () => {
    serve({
      ...basics,
      'GET /wecom/me': () => ({ body: build.guide() }),
      'GET /customers/wmABC123': () => ({ body: build.customer() }),
      'GET /customers/wmABC123/guide-carts': () => ({
        body: { carts: [cart({ state: 'kept', stateText: '今天 留下了', already: 1 })] },
      }),
    })
    draw(<App />)
    const section = within(await screen.findByRole('region', { name: '代客加购' }))
    expect(await section.findByText('秋天一套')).toBeTruthy()
    expect(section.getByText('今天 留下了 · 1 样 TA 早有')).toBeTruthy()
    expect(section.getByText('留下了')).toBeTruthy()
  })
})
