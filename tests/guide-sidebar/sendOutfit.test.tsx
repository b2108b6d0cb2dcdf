/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import type { Choice } from '../../guide-sidebar/src/sidebar/goods/goods.rules'
import {
  chosenIn,
  standingOf,
  stockText,
  type Item,
  type Outfit,
} from '../../guide-sidebar/src/sidebar/outfits/outfits.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)

const goods = (over: Partial<Choice> = {}): Choice => ({
  skuId: 'sku_s',
  spuId: 'spu_1',
  name: '羊绒大衣',
  optionText: 'S',
  image: '/media/a.webp',
  price: 189_900,
  here: 4,
  nearby: { stores: 3, pieces: 21 },
  ...over,
})
const item = (over: Partial<Item> = {}): Item => ({
  skuId: 'sku_s',
  name: '羊绒大衣',
  optionText: 'S',
  image: '/media/a.webp',
  goods: goods(),
  others: [],
  ...over,
})
const scarf = item({
  ...{ skuId: 'sku_scarf', name: '围巾', optionText: '' },
  goods: goods({ skuId: 'sku_scarf', name: '围巾', optionText: '' }),
})
const short = item({
  goods: goods({ here: 0 }),
  others: [goods({ skuId: 'sku_m', optionText: 'M', here: 2 })],
})
const gone = item({ skuId: 'sku_old', name: '旧毛衣', goods: undefined })
const outfit = (over: Partial<Outfit> = {}): Outfit => ({
  id: 'oft_1',
  name: '周末一身',
  note: '脱一件刚好',
  whose: 'mine',
  mayChange: true,
  version: 3,
  items: [short, scarf, gone],
  ...over,
})
const cart = {
  ...{ id: 'gct_1', title: '周末一身', already: 0, state: 'added', stateText: '', lines: [] },
  madeAt: new Date().toISOString(),
}
const message = { appid: 'wx1', title: 't', page: 'pages/bag/index.html?cart=gct_1', image: '/media/a.webp' }
const cardOf = (skuId: string) => ({
  body: {
    card: {
      id: `gcd_${skuId}`,
      kind: 'goods',
      name: skuId,
      image: '',
      state: 'made',
      stateText: '',
      madeAt: '',
    },
    message: { ...message, page: `pages/product/index.html?sku=${skuId}` },
  },
})

const open = async (routes: Routes, role: 'guide' | 'manager' = 'guide') => {
  signedIn({ role })
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide({ role }) }),
    'GET /customers/wmABC123': () => ({ body: build.customer() }),
    'GET /customers/wmABC123/goods': () => ({
      body: { bag: [], store: [goods(), scarf.goods], asOf: new Date().toISOString() },
    }),
    'GET /outfits': () => ({ body: { outfits: [outfit()] } }),
    ...routes,
  })
  draw(<App />)
  fireEvent.click(await screen.findByRole('button', { name: '发商品' }))
  return log
}
const toOutfit = async () => {
  fireEvent.click(await screen.findByRole('button', { name: '搭配' }))
  const page = within(await screen.findByRole('dialog', { name: '搭配' }))
  fireEvent.click(await page.findByText('周末一身'))
  return page
}
const sent = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('pieces of an outfit (GU-3)', () => {
  test('stand here, to be replaced, elsewhere, or are gone', () => {
    const away = item({ goods: goods({ here: 0 }) })
    expect([scarf, short, away, gone].map(standingOf)).toEqual(['here', 'other', 'away', 'gone'])
    expect(stockText({ items: [scarf] })).toEqual(['1 样本店都有', 'ok'])
    expect(stockText({ items: [scarf, short, gone] })).toEqual(['3 样里 1 样缺货、1 样已下架', 'warn'])
  })

  test('are taken as they are, in another size, or left out; each SKU once', () => {
    const ids = (swaps: Record<string, string | false>, items = [short, scarf, gone]) =>
      chosenIn({ items }, swaps).map((it) => it.skuId)
    expect(ids({})).toEqual(['sku_scarf'])
    expect(ids({ sku_s: 'sku_m' })).toEqual(['sku_m', 'sku_scarf'])
    expect(ids({ sku_s: 'sku_elsewhere', sku_scarf: false })).toEqual([])
    const medium = item({ skuId: 'sku_m', goods: goods({ skuId: 'sku_m' }) })
    expect(ids({ sku_s: 'sku_m' }, [short, medium])).toEqual(['sku_m'])
  })
})

describe('搭配 beside the chat (GU-3)', () => {
  test('what the store lacks is replaced, what is gone is marked, and the rest goes into the bag', async () => {
    const log = await open({
      'POST /customers/wmABC123/guide-carts': () => ({ body: { cart, message } }),
    })
    const page = await toOutfit()
    expect(page.getByText('已下架')).toBeTruthy()
    expect(page.getByText('放进购物袋 · 1 样')).toBeTruthy()
    expect(page.getByRole<HTMLButtonElement>('button', { name: '带上旧毛衣 S' }).disabled).toBe(true)
    fireEvent.click(page.getByRole('button', { name: 'M 2 件' }))
    fireEvent.click(page.getByText('放进购物袋 · 2 样'))
    expect(await screen.findByText('周末一身 放进购物袋了')).toBeTruthy()
    const [asked] = log.filter((it) => it.key === 'POST /customers/wmABC123/guide-carts')
    expect(asked?.body).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      lines: [
        { skuId: 'sku_m', quantity: 1 },
        { skuId: 'sku_scarf', quantity: 1 },
      ],
      title: '周末一身',
      words: '脱一件刚好',
    })
    expect(sent()).toHaveLength(1)
    expect(log.filter((it) => it.key.includes('/outfits')).every((it) => it.token === 'tok')).toBe(true)
  })

  test('each piece as a card; after one that did not go out the others are not sent twice', async () => {
    const log = await open({
      'POST /customers/wmABC123/guide-cards': ({ body }) => cardOf((body as { skuId: string }).skuId),
      'POST /guide-cards/gcd_sku_m/sent': () => ({ status: 204 }),
      'POST /guide-cards/gcd_sku_scarf/sent': () => {
        scene.refuse = {}
        return { status: 204 }
      },
    })
    const page = await toOutfit()
    fireEvent.click(page.getByRole('button', { name: 'M 2 件' }))
    scene.refuse.sendChatMessage = 'sendChatMessage:fail system error'
    fireEvent.click(page.getByText('逐件发卡片'))
    expect(await page.findByText('有卡片没有发出去，再点一次接着发')).toBeTruthy()
    scene.refuse = {}
    fireEvent.click(page.getByText('逐件发卡片'))
    expect(await screen.findByText('周末一身 2 张卡片发出去了')).toBeTruthy()
    const keys = log
      .filter((it) => it.key === 'POST /customers/wmABC123/guide-cards')
      .map((it) => it.body as { skuId: string; key: string })
    expect(keys.map((it) => it.skuId)).toEqual(['sku_m', 'sku_m', 'sku_scarf'])
    expect([keys[0]?.key === keys[1]?.key, keys[1]?.key === keys[2]?.key]).toEqual([true, false])
  })

  test('an own one is changed as it was read; one that somebody changed meanwhile is shown anew', async () => {
    let version = 3
    const log = await open({
      'GET /outfits': () => ({ body: { outfits: [outfit({ version })] } }),
      'PUT /outfits/oft_1': ({ body }) => {
        if ((body as { version: number }).version === 4) return { body: outfit({ version: 5 }) }
        version = 4
        return refusal(409, 'outfit_changed', '刚刚有人改过这套搭配，请看过再改')
      },
    })
    const page = await toOutfit()
    fireEvent.click(page.getByText('改'))
    const save = async (name: string) => {
      const form = within(await screen.findByRole('form', { name: '改搭配' }))
      fireEvent.click(form.getByRole('button', { name: '去掉旧毛衣 S' }))
      fireEvent.change(form.getByLabelText('叫什么'), { target: { value: name } })
      fireEvent.click(form.getByText('保存'))
    }
    await save('新名字')
    expect(await screen.findByText('刚刚有人改过这套搭配，请看过再改')).toBeTruthy()
    fireEvent.click(screen.getByText('改'))
    await save('又一个')
    expect(await screen.findByText('逐件发卡片')).toBeTruthy()
    expect(screen.queryByText('刚刚有人改过这套搭配，请看过再改')).toBeNull()
    const bodies = log.filter((it) => it.key === 'PUT /outfits/oft_1').map((it) => it.body)
    expect(bodies).toEqual([
      expect.objectContaining({
        version: 3,
        name: '新名字',
        skuIds: ['sku_s', 'sku_scarf'],
        isShared: false,
      }),
      expect.objectContaining({ version: 4, name: '又一个', note: '脱一件刚好' }),
    ])
    expect(screen.queryByText('给全店的导购用')).toBeNull()
  })

  test('the chain’s is used, not changed', async () => {
    await open({
      'GET /outfits': () => ({ body: { outfits: [outfit({ whose: 'chain', mayChange: false })] } }),
    })
    const page = await toOutfit()
    expect(await page.findByText('逐件发卡片')).toBeTruthy()
    expect(page.queryByText('改')).toBeNull()
  })

  test('what was picked for a bag is kept as an outfit, by a manager for the whole store', async () => {
    const log = await open({ 'POST /outfits': () => ({ body: outfit() }) }, 'manager')
    fireEvent.click(await screen.findByRole('button', { name: '加购' }))
    const page = within(await screen.findByRole('dialog', { name: '代客加购' }))
    fireEvent.click(await page.findByText('羊绒大衣'))
    fireEvent.click(page.getByText('围巾'))
    expect(page.getByText<HTMLButtonElement>('起个名，就能存成搭配').disabled).toBe(true)
    fireEvent.change(page.getByLabelText('搭配名'), { target: { value: '周末一身' } })
    fireEvent.click(page.getByLabelText('给全店用'))
    fireEvent.click(page.getByText('存成搭配'))
    expect(await page.findByText('存好了，下次在「搭配」里直接用')).toBeTruthy()
    expect(log.find((it) => it.key === 'POST /outfits')?.body).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: '周末一身',
      skuIds: ['sku_s', 'sku_scarf'],
      isShared: true,
    })
  })
})
