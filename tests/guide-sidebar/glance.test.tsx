/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import type { Glance, Urgent } from '../../guide-sidebar/src/sidebar/glance/glance.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)
const at = () => new Date().toISOString()

const urgent = (over: Partial<Urgent> = {}): Urgent => ({
  kind: 'coupon',
  title: '满 150 减 30 明天 23:59 到期',
  text: '还没用过 · 全部门店',
  isPressing: false,
  words: '你的券明天到期',
  ...over,
})
const show = (glance: Partial<Glance>, routes: Routes = {}) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    'GET /customers/wmABC123': () => ({ body: build.customer({ cameBy: '扫渠道活码「收银台」' }) }),
    'GET /customers/wmABC123/glance': () => ({ body: { urgent: [], coupons: [], asOf: at(), ...glance } }),
    'GET /customers/wmABC123/goods': () => ({ body: { bag: [], store: [], asOf: at() } }),
    ...routes,
  })
  draw(<App />)
  return log
}

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('现在要紧 (GU-1)', () => {
  test('a reminder is changed and put into the chat; goods of the bag are a tap away', async () => {
    show({
      urgent: [
        urgent(),
        urgent({ kind: 'cart', title: '加购 2 天未付 · 山茶唇膏', text: '本店有货 4 件', words: undefined }),
      ],
    })
    const section = within(await screen.findByRole('region', { name: '现在要紧' }))
    expect(section.getByText('2 件 · 按紧急排')).toBeTruthy()
    fireEvent.click(section.getByRole('button', { name: '提醒' }))
    const sheet = within(await screen.findByRole('dialog', { name: /提醒/ }))
    const words = sheet.getByLabelText('说一句话') as HTMLTextAreaElement
    expect(words.value).toBe('你的券明天到期')
    fireEvent.change(words, { target: { value: '晓雯，券明天到期' } })
    fireEvent.click(sheet.getByRole('button', { name: '发到聊天' }))
    expect(await screen.findByText('发出去了')).toBeTruthy()
    const sent = scene.calls.filter((it) => it.name === 'sendChatMessage')
    expect(sent.map((it) => it.params.text)).toEqual([{ content: '晓雯，券明天到期' }])
    fireEvent.click(section.getByRole('button', { name: '发给 TA' }))
    expect(await screen.findByRole('dialog', { name: '发商品' })).toBeTruthy()
  })

  test('nothing is said where nothing presses; how they came stands below', async () => {
    show({})
    expect(await screen.findByText('扫渠道活码「收银台」')).toBeTruthy()
    expect(screen.queryByRole('region', { name: '现在要紧' })).toBeNull()
    expect(screen.queryByRole('region', { name: '券和浏览' })).toBeNull()
  })

  test('it is asked for again where it could not be read', async () => {
    let isAway = true
    show(
      {},
      {
        'GET /customers/wmABC123/glance': () =>
          isAway
            ? refusal(503, 'platform_unavailable', '稍后再试')
            : { body: { urgent: [urgent()], coupons: [], asOf: at() } },
      },
    )
    const again = await screen.findByText('现在要紧的没有读到，再试一次')
    isAway = false
    fireEvent.click(again)
    expect(await screen.findByText('满 150 减 30 明天 23:59 到期')).toBeTruthy()
  })
})

describe('快到期的券 and 最近在看 (GU-1, CD-1)', () => {
  test('are opened by a tap, with what is there in the store', async () => {
    show({
      coupons: [
        {
          id: 'cgr_1',
          title: '满 150 减 30',
          big: '¥30',
          small: '满 150 可用',
          where: '全部门店',
          expiresAt: at(),
          expiryText: '明天 23:59 到期',
        },
      ],
      viewed: {
        times: 14,
        goods: [
          {
            skuId: 'sku_1',
            spuId: 'spu_1',
            name: '山茶唇膏',
            image: '/media/a.webp',
            price: 16_800,
            times: 5,
            lastAt: at(),
            here: 4,
          },
        ],
      },
    })
    const section = within(await screen.findByRole('region', { name: '券和浏览' }))
    expect(section.getByText('最近一张明天 23:59 到期')).toBeTruthy()
    expect(section.queryByText('山茶唇膏')).toBeNull()
    fireEvent.click(section.getByText('7 天 14 次'))
    expect(section.getByText('山茶唇膏')).toBeTruthy()
    expect(section.getByText('本店有货 4 件')).toBeTruthy()
    fireEvent.click(section.getByText('快到期的券'))
    expect(section.getByText('满 150 减 30')).toBeTruthy()
  })
})
