/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { tally, type Card, type Sendable } from '../../guide-sidebar/src/sidebar/cards/cards.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)
const CARDS = 'customers/wmABC123/coupon-cards'

const sendable = (over: Partial<Sendable> = {}): Sendable => ({
  couponId: 'cpn_1',
  title: '老友到店券',
  kind: 'amountOff',
  benefit: { kind: 'amountOff', threshold: 19_900, off: 4000 },
  big: '¥40',
  small: '满 199 可用',
  where: '全部门店 · 线上也能用',
  stacks: '',
  channels: ['online', 'store'],
  canSend: true,
  text: '剩 300 张',
  left: 300,
  claimUntil: '2099-01-01T00:00:00.000Z',
  ...over,
})
const cardOf = (over: Partial<Card> = {}): Card => ({
  id: 'ccd_1',
  coupon: sendable(),
  state: 'sent',
  stateText: '已发，还没领',
  madeAt: '2026-11-24T02:00:00.000Z',
  expiresAt: '2026-11-27T02:00:00.000Z',
  ...over,
})
const message = { appid: 'wx1', title: '送你一张券', page: 'pages/coupon/card/index.html?card=ccd_1.sig' }

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
/** Opens 发券 from the bar and chooses the coupon. */
const choose = async (title: string) => {
  fireEvent.click((await screen.findAllByRole('button', { name: /发券/ }))[0] as HTMLElement)
  fireEvent.click(await screen.findByRole('button', { name: new RegExp(title) }))
}
const asked = (log: ReturnType<typeof serve>, key: string) => log.filter((it) => it.key === key)

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('发券 into the chat (CO-2, GU-3)', () => {
  test('what was sent, claimed and used is counted: who used it claimed it, who claimed it was sent it', () => {
    const cards = (['used', 'claimed', 'sent', 'expired'] as const).map((state) => cardOf({ state }))
    expect(tally(cards)).toBe('发 4 · 领 2 · 用 1')
  })

  test('the chosen coupon goes into the chat as a card, and is listed as sent', async () => {
    let cards: Card[] = []
    const full = sendable({
      couponId: 'cpn_2',
      title: '护手霜小样',
      canSend: false,
      text: '顾客已领 1 张，领满了',
    })
    const log = open({
      [`GET /${CARDS}`]: () => ({ body: { coupons: [sendable(), full], cards } }),
      [`POST /${CARDS}`]: () => ({ body: { card: cardOf({ state: 'made' }), message } }),
      'POST /coupon-cards/ccd_1/sent': () => {
        cards = [cardOf()]
        return { body: cardOf() }
      },
    })
    await choose('老友到店券')
    expect((screen.getByRole('button', { name: /护手霜小样/ }) as HTMLButtonElement).disabled).toBe(true)
    expect(screen.getByText('顾客会收到')).toBeTruthy()
    fireEvent.click(screen.getByText('发到聊天'))
    expect(await screen.findByText('老友到店券 发出去了')).toBeTruthy()
    expect(await screen.findByText('发 1 · 领 0 · 用 0')).toBeTruthy()
    const sent = scene.calls.find((it) => it.name === 'sendChatMessage')?.params
    expect(sent).toMatchObject({ msgtype: 'miniprogram', miniprogram: message })
    expect(sent).toHaveProperty('miniprogram.imgUrl', expect.stringMatching(/^http/))
    expect(asked(log, 'POST /coupon-cards/ccd_1/sent')).toHaveLength(1)
    const ours = log.filter((it) => it.key.includes('coupon-cards'))
    expect(ours.every((it) => it.token === 'tok')).toBe(true)
    expect(screen.queryByText('顾客会收到')).toBeNull()
  })

  test('a guide who turns back in WeCom has sent nothing, and the same card again is the same', async () => {
    scene.refuse.sendChatMessage = 'sendChatMessage:cancel'
    const log = open({
      [`GET /${CARDS}`]: () => ({ body: { coupons: [sendable()], cards: [] } }),
      [`POST /${CARDS}`]: () => ({ body: { card: cardOf({ state: 'made' }), message } }),
    })
    await choose('老友到店券')
    fireEvent.click(screen.getByText('发到聊天'))
    await waitFor(() => expect(scene.calls.some((it) => it.name === 'sendChatMessage')).toBe(true))
    fireEvent.click(await screen.findByText('发到聊天'))
    await waitFor(() => expect(asked(log, `POST /${CARDS}`)).toHaveLength(2))
    const [first, again] = asked(log, `POST /${CARDS}`)
    expect(again?.body).toEqual(first?.body)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('says why when the server or WeCom refuses, and when there is nothing to send', async () => {
    open({
      [`GET /${CARDS}`]: () => ({ body: { coupons: [sendable()], cards: [] } }),
      [`POST /${CARDS}`]: () => refusal(409, 'coupon_sold_out', '来晚一步，已经领完了'),
    })
    await choose('老友到店券')
    fireEvent.click(screen.getByText('发到聊天'))
    expect((await screen.findByRole('alert')).textContent).toBe('来晚一步，已经领完了')
  })

  test('without a coupon of way guide it says how one comes here', async () => {
    open({})
    fireEvent.click((await screen.findAllByRole('button', { name: /发券/ }))[0] as HTMLElement)
    expect(await screen.findByText('现在没有可以发的券')).toBeTruthy()
  })
})
