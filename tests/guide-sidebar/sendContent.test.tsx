/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { topicsOf, type Content } from '../../guide-sidebar/src/sidebar/contents/contents.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
const CUSTOMER = '/customers/wmABC123'
const piece = (over: Partial<Content>): Content => ({
  id: 'ctn_1',
  title: '给孩子穿暖',
  lead: '三件就够换',
  image: '/media/c.webp',
  publishedAt: '2026-11-20T02:00:00.000Z',
  topics: ['母婴', '有娃'],
  fits: ['有娃'],
  ...over,
})
const contents = [
  piece({}),
  piece({ id: 'ctn_2', title: '大衣怎么挂', topics: ['服饰偏好', '秋色控'], fits: [] }),
  piece({ id: 'ctn_3', title: '三件衣服', topics: ['服饰偏好'], fits: [] }),
]
const message = {
  ...{ appid: 'wx1', title: '给孩子穿暖', page: 'pages/content/piece/index.html?id=ctn_1&card=gcd_1' },
  image: '/media/c.webp',
}

const open = async (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    [`GET ${CUSTOMER}`]: () => ({ body: build.customer() }),
    [`GET ${CUSTOMER}/goods`]: () => ({ body: { bag: [], store: [], asOf: new Date().toISOString() } }),
    [`GET ${CUSTOMER}/contents`]: () => ({ body: { contents } }),
    [`POST ${CUSTOMER}/content-cards`]: () => ({ body: { card: { id: 'gcd_1' }, message } }),
    'POST /guide-cards/gcd_1/sent': () => ({ status: 204 }),
    'POST /word-checks': () => ({ status: 204 }),
    ...routes,
  })
  draw(<App />)
  fireEvent.click((await screen.findAllByRole('button', { name: '发商品' })).at(-1) as HTMLElement)
  const goods = within(await screen.findByRole('dialog', { name: '发商品' }))
  fireEvent.click(goods.getByRole('button', { name: '内容' }))
  return { log, page: within(await screen.findByRole('dialog', { name: '发内容' })) }
}
const sent = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('content for one customer (GU-3)', () => {
  test('what fits says why; it goes into the chat with a word, as a card in the guide’s name', async () => {
    const { log, page } = await open({})
    expect(await page.findByText('标签对得上：有娃')).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: /给孩子穿暖/ }))
    fireEvent.click(page.getByRole('button', { name: '发到聊天' }))
    expect(await screen.findByText('给孩子穿暖 发出去了')).toBeTruthy()
    expect(sent()).toMatchObject([
      { msgtype: 'text', text: { content: expect.stringContaining('给孩子穿暖') } },
      { msgtype: 'miniprogram', miniprogram: { page: message.page } },
    ])
    expect(log.find(({ key }) => key.endsWith('content-cards'))?.body).toMatchObject({ contentId: 'ctn_1' })
    expect(log.some(({ key }) => key === 'POST /guide-cards/gcd_1/sent')).toBe(true)
  })

  test('words that may not be said hold the card back; said once, they are not said again', async () => {
    let isRefused = true
    const { page } = await open({
      'POST /word-checks': () =>
        isRefused ? refusal(422, 'words_refused', '请改一下再发', { words: ['想到你'] }) : { status: 204 },
    })
    fireEvent.click(await page.findByRole('button', { name: /给孩子穿暖/ }))
    fireEvent.click(page.getByRole('button', { name: '发到聊天' }))
    expect(await page.findByText('「想到你」：请改一下再发')).toBeTruthy()
    expect(sent()).toEqual([])
    isRefused = false
    fireEvent.click(page.getByRole('button', { name: '发到聊天' }))
    expect(await screen.findByText('给孩子穿暖 发出去了')).toBeTruthy()
    expect(sent()).toHaveLength(2)
  })

  test('one topic at a time, those that fit first', async () => {
    expect(topicsOf(contents)).toEqual(['有娃', '服饰偏好', '母婴', '秋色控'])
    const { page } = await open({})
    const topics = within(await page.findByRole('group', { name: '话题' }))
    fireEvent.click(topics.getByRole('button', { name: '服饰偏好' }))
    expect(page.queryByRole('button', { name: /给孩子穿暖/ })).toBeNull()
    expect(page.getAllByRole('button', { name: /三件衣服|大衣怎么挂/ })).toHaveLength(2)
    fireEvent.click(topics.getByRole('button', { name: '服饰偏好' }))
    expect(page.getByRole('button', { name: /给孩子穿暖/ })).toBeTruthy()
  })
})
