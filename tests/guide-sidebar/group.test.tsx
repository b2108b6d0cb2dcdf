/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import {
  alsoText,
  whatText,
  whoseText,
  type Group,
  type Row,
} from '../../guide-sidebar/src/sidebar/group/group.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)
const GROUP = '/groups/wrGROUP'

const group = (over: Partial<Group> = {}): Group => ({
  chatId: 'wrGROUP',
  name: '静安寺店 · 秋味尝鲜群',
  ownerName: '周敏',
  isOwner: true,
  notice: '',
  madeAt: '2026-01-01T00:00:00.000Z',
  askedAt: '2026-11-24T02:00:00.000Z',
  counts: { all: 186, staff: 6, members: 135, mine: 60, strangers: 9, repeated: 4, joined: 12, left: 2 },
  welcome: { text: '欢迎', version: 3, state: 'ready', stateText: '选上后生效', mayChange: true },
  ...over,
})
const row = (over: Partial<Row> = {}): Row => ({
  id: 'wm1',
  kind: 'customer',
  name: '林晓雯',
  isOwner: false,
  isMember: true,
  isMine: true,
  guides: ['周敏'],
  tier: 'gold',
  joinedAt: new Date().toISOString(),
  joinText: '扫群码进群',
  alsoIn: [],
  ...over,
})
const activity = {
  kind: 'groupBuy',
  id: 'gbu_1',
  title: '羊绒手套',
  isOn: true,
  text: '3 人团 ¥39 · 还有 12 件',
  image: '/media/a.webp',
  words: '3 人成团',
}
const cardMessage = {
  appid: 'wx1',
  title: '3 人成团',
  page: 'pages/group/offer/index.html?id=gbu_1&card=gcd_1',
  image: '/media/a.webp',
}

const open = (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    'GET /staff/chains': () => ({ body: { chains: [] } }),
    [`GET ${GROUP}`]: () => ({ body: group() }),
    [`GET ${GROUP}/activities`]: () => ({ body: { activities: [activity] } }),
    ...routes,
  })
  draw(<App />)
  return log
}

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'group_chat_tools', refuse: {} })
  scene.calls.length = 0
})
const cards = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)

describe('the sidebar beside a group (GU-7)', () => {
  test('says who is in it and who came and left', async () => {
    open({})
    expect(await screen.findByText('186 人 · 群主 你 · 会员 135，还没加导购 9')).toBeTruthy()
    for (const figure of ['75%', '60 人', '12 人', '2 人']) expect(screen.getByText(figure)).toBeTruthy()
  })

  test('puts an activity into the group as a card', async () => {
    const log = open({
      [`POST ${GROUP}/activity-cards`]: () => ({ body: { card: { id: 'gcd_1' }, message: cardMessage } }),
      'POST /guide-cards/gcd_1/sent': () => ({ status: 204 }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '喊一声：羊绒手套' }))
    expect(await screen.findByText('羊绒手套 发到群里了')).toBeTruthy()
    expect(cards()).toEqual([
      expect.objectContaining({
        miniprogram: {
          appid: 'wx1',
          title: '3 人成团',
          page: 'pages/group/offer/index.html?id=gbu_1&card=gcd_1',
          imgUrl: 'http://localhost/media/a.webp',
        },
      }),
    ])
    expect(log.find((it) => it.key === `POST ${GROUP}/activity-cards`)?.body).toMatchObject({
      kind: 'groupBuy',
      id: 'gbu_1',
    })
    expect(log.map((it) => it.key)).toContain('POST /guide-cards/gcd_1/sent')
  })

  test('shows its members by list, with other groups they are in', async () => {
    const log = open({
      [`GET ${GROUP}/members`]: ({ query }) => ({
        body: {
          members:
            query.get('show') === 'repeated' ? [row({ name: '方远', alsoIn: ['徐家汇店群'] })] : [row()],
        },
      }),
    })
    fireEvent.click(await screen.findByRole('button', { name: /^群成员/ }))
    const over = within(await screen.findByRole('dialog', { name: '群成员' }))
    expect(await over.findByText('林晓雯')).toBeTruthy()
    expect(over.getByText('金卡会员')).toBeTruthy()
    fireEvent.click(over.getByRole('button', { name: '在多个群 4' }))
    expect(await over.findByText('还在 1 个群：徐家汇店群')).toBeTruthy()
    expect(log.filter((it) => it.key.endsWith('/members')).every((it) => it.token === 'tok')).toBe(true)
  })

  test('saves the welcome at the version that was read', async () => {
    const log = open({
      [`PUT ${GROUP}/welcome`]: () => ({ body: { ...group().welcome, version: 4, state: 'waiting' } }),
    })
    fireEvent.click(await screen.findByRole('button', { name: /^入群欢迎语/ }))
    fireEvent.change(await screen.findByLabelText('新人进群时说'), { target: { value: '欢迎来到秋味群 ' } })
    fireEvent.click(screen.getByRole('checkbox'))
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText('欢迎语记下了')).toBeTruthy()
    expect(log.find((it) => it.key === `PUT ${GROUP}/welcome`)?.body).toEqual({
      text: '欢迎来到秋味群',
      page: { title: '到店取、送到家，先看看', page: 'pages/home/index' },
      version: 3,
    })
  })

  test('says in words that somebody else changed the welcome', async () => {
    open({
      [`PUT ${GROUP}/welcome`]: () => refusal(409, 'group_welcome_changed', '刚刚有人改过欢迎语，请看过再改'),
    })
    fireEvent.click(await screen.findByRole('button', { name: /^入群欢迎语/ }))
    fireEvent.click(await screen.findByRole('button', { name: '保存' }))
    expect((await screen.findByRole('alert')).textContent).toBe('刚刚有人改过欢迎语，请看过再改')
  })

  test('puts goods into the group by the group’s own card', async () => {
    const goods = {
      ...{ skuId: 'sku_1', spuId: 'spu_1', name: '山茶唇膏', optionText: '', image: '/media/a.webp' },
      ...{ price: 16_800, here: 4, nearby: { stores: 0, pieces: 0 } },
    }
    const card = { id: 'gcd_1', ...goods, state: 'made', stateText: '', madeAt: '2026-11-24T02:00:00.000Z' }
    const message = {
      appid: 'wx1',
      title: '山茶唇膏',
      page: 'pages/goods/product/index.html?card=gcd_1',
      image: '/media/a.webp',
    }
    const log = open({
      [`GET ${GROUP}/goods`]: () => ({ body: { bag: [], store: [goods], asOf: new Date().toISOString() } }),
      [`POST ${GROUP}/guide-cards`]: () => ({ body: { card, message } }),
      'POST /guide-cards/gcd_1/sent': () => ({ status: 204 }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '发商品' }))
    fireEvent.click(await screen.findByRole('button', { name: /山茶唇膏/ }))
    fireEvent.click(await screen.findByRole('button', { name: '发到聊天' }))
    expect(await screen.findByText('山茶唇膏 发到群里了')).toBeTruthy()
    await waitFor(() => expect(log.some((it) => it.key === 'POST /guide-cards/gcd_1/sent')).toBe(true))
    expect(cards()).toHaveLength(2)
  })

  test('still shows its chains when the group is not to be seen', async () => {
    open({ [`GET ${GROUP}`]: () => refusal(403, 'group_not_yours', '你不在这个群里，不能查看') })
    expect(await screen.findByText('你不在这个群里，不能查看')).toBeTruthy()
    expect(screen.getByText('现在没有接龙')).toBeTruthy()
  })
})

describe('words about who is in a group', () => {
  test.each([
    [row(), '金卡会员', '你的客户'],
    [row({ guides: ['周敏', '陈佳'] }), '金卡会员', '你的客户（周敏、陈佳）'],
    [row({ isMine: false, guides: ['陈佳'], tier: undefined }), '会员', '陈佳的客户'],
    [row({ isMine: false, isMember: false, guides: [], tier: undefined }), '还不是会员', '还没加导购'],
    [row({ kind: 'staff', isOwner: true, guides: [], tier: undefined }), '群主', ''],
  ])('fit', (it, what, whose) => {
    expect([whatText(it), whoseText(it)]).toEqual([what, whose])
  })
  test('name two other groups at most', () => {
    expect(alsoText(row({ alsoIn: ['甲', '乙', '丙'] }))).toBe('还在 3 个群：甲、乙…')
  })
})
