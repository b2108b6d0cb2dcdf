/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { wordsFor, type Activity } from '../../guide-sidebar/src/sidebar/activities/activities.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
const CUSTOMER = '/customers/wmABC123'
const activities = [
  {
    kind: 'event',
    id: 'ste_1',
    title: '冬日乌龙品鉴',
    isOn: false,
    text: '11 月 28 日 14:00 · 还有 6 个位子',
    image: '/media/e.webp',
    words: '品鉴会 · 冬日乌龙品鉴',
  },
  {
    kind: 'service',
    id: 'svc_1',
    title: '试妆',
    isOn: true,
    text: '30 分钟 · 预约到店',
    image: '',
    words: '约一次试妆',
  },
]
const message = {
  appid: 'wx1',
  title: '约一次试妆',
  page: 'pages/booking/book/index.html?card=gcd_1',
  image: '',
}

const open = (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    [`GET ${CUSTOMER}`]: () => ({ body: build.customer() }),
    [`GET ${CUSTOMER}/goods`]: () => ({ body: { bag: [], store: [], asOf: new Date().toISOString() } }),
    [`GET ${CUSTOMER}/activities`]: () => ({ body: { activities } }),
    [`POST ${CUSTOMER}/activity-cards`]: () => ({ body: { card: { id: 'gcd_1' }, message } }),
    'POST /guide-cards/gcd_1/sent': () => ({ status: 204 }),
    'POST /word-checks': () => ({ status: 204 }),
    ...routes,
  })
  draw(<App />)
  return log
}
const sent = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)
/** From the customer to what goes on, by the tabs of what can be sent. */
const toActivities = async () => {
  fireEvent.click((await screen.findAllByRole('button', { name: '发商品' })).at(-1) as HTMLElement)
  const goods = within(await screen.findByRole('dialog', { name: '发商品' }))
  fireEvent.click(goods.getByRole('button', { name: '活动' }))
  return within(await screen.findByRole('dialog', { name: '发活动' }))
}

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('an activity for one customer (GU-3)', () => {
  test('goes into the chat with a word, as a card in the guide’s name', async () => {
    const log = open({})
    const page = await toActivities()
    fireEvent.click(await page.findByRole('button', { name: /试妆/ }))
    fireEvent.change(page.getByLabelText('说一句话'), { target: { value: '周末来试？' } })
    fireEvent.click(page.getByRole('button', { name: '发到聊天' }))
    expect(await screen.findByText('试妆 发出去了')).toBeTruthy()
    expect(sent()).toMatchObject([
      { text: { content: '周末来试？' } },
      { miniprogram: { page: message.page, title: message.title } },
    ])
    expect(log.find((it) => it.key === `POST ${CUSTOMER}/activity-cards`)?.body).toMatchObject({
      kind: 'service',
      id: 'svc_1',
    })
    expect(log.find((it) => it.key === 'POST /guide-cards/gcd_1/sent')?.token).toBe('tok')
  })

  test('says its word once, however often the card has to be tried', async () => {
    open({
      [`POST ${CUSTOMER}/activity-cards`]: () =>
        refusal(404, 'activity_not_found', '这个活动已经结束，换一个发'),
    })
    const page = await toActivities()
    fireEvent.click(await page.findByRole('button', { name: /冬日乌龙/ }))
    for (let tries = 0; tries < 2; tries++) {
      fireEvent.click(page.getByRole('button', { name: '发到聊天' }))
      expect(await page.findByText('这个活动已经结束，换一个发')).toBeTruthy()
    }
    expect(sent()).toHaveLength(1)
  })

  test('says when there is none', async () => {
    open({ [`GET ${CUSTOMER}/activities`]: () => ({ body: { activities: [] } }) })
    const page = await toActivities()
    expect(await page.findByText('本店近期没有活动')).toBeTruthy()
  })

  test('has words that fit what has begun and what is to come', () => {
    const sale: Activity = {
      kind: 'flashSale',
      id: 'fss_1',
      title: '晚八点秒杀',
      isOn: false,
      text: '',
      image: '',
      words: '',
    }
    expect(wordsFor(sale)).toBe('晚八点秒杀，到点限量抢，先帮你看好。')
    expect(wordsFor({ ...sale, isOn: true })).toBe('晚八点秒杀正在抢，数量有限，先到先得。')
  })
})
