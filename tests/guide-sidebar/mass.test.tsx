/** @jest-environment jsdom */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { Api } from '../../server/api'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { barsOf, contentProblem, courseOf, emptyDraft } from '../../guide-sidebar/src/desk/mass/mass.rules'
import { draw } from './draw'
import { basics, goTo, installBridge, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

type Plan = Api['POST /mass-audience/plan']['response']
type Message = Api['GET /mass-messages/:messageId']['response']

const plan = (over: Partial<Plan> = {}): Plan => ({
  chosen: 128,
  leftOut: { lost: 3, refused: 6, today: 13, capped: 0 },
  reach: 106,
  tiers: { gold: 19, silver: 46 },
  faces: [{ name: '林晓雯' }, { name: '许知夏' }],
  leftOutNames: { lost: ['唐蕾', '方远', '顾宁'], refused: [], today: [], capped: [] },
  capText: '企业微信规定每位顾客每月最多收 30 条，全公司合计',
  ...over,
})
const message = (over: Partial<Message> = {}): Message => ({
  id: 'msm_1',
  status: 'waiting',
  statusText: '等你在企业微信里点发送',
  to: 'customers',
  text: '周末会员日',
  cards: [{ kind: 'page', title: '领券中心 · 看看你能用哪些券' }],
  audienceText: '金卡',
  count: 106,
  chosen: 128,
  leftOut: plan().leftOut,
  results: { sent: 0, notFriend: 0, capped: 0, unsent: 106 },
  opened: 0,
  bought: { customers: 0, orders: 0, amount: 0 },
  madeAt: '2026-11-22T08:36:00.000Z',
  reminders: 0,
  canRemind: true,
  canCancel: true,
  ...over,
})

const open = (hash: string, more: Routes = {}) => {
  goTo(`/sidebar/${hash}`)
  const log = serve({
    ...basics,
    'GET /mass-audience': () => ({ body: { customers: 128, tags: [{ name: '爱喝茶', count: 12 }] } }),
    'POST /mass-audience/plan': () => ({ body: plan() }),
    'GET /mass-messages': () => ({ body: { messages: [message()] } }),
    'GET /mass-messages/msm_1': () => ({ body: message() }),
    'GET /mass-messages/msm_1/results': () => ({ body: { recipients: [], total: 0 } }),
    ...more,
  })
  draw(<App />)
  return log
}
beforeAll(() => {
  Object.defineProperty(window.navigator, 'userAgent', { value: 'wxwork/4.1.36', configurable: true })
})
beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  installBridge()
  signedIn()
})
afterEach(cleanup)

const button = (name: string | RegExp) => screen.findByRole('button', { name })
/** Chooses gold customers, writes and comes to who will get it. */
async function toCheck() {
  fireEvent.click(await button('金卡'))
  fireEvent.click(await button('下一步 · 选中 128 人'))
  fireEvent.change(await screen.findByLabelText('说什么'), { target: { value: '周末会员日' } })
  fireEvent.click(await button('领券中心'))
  fireEvent.click(await button('下一步 · 看能发给谁'))
}

describe('a mass message of the guide (GU-4)', () => {
  it('goes from whom and what to whom it reaches, and then to WeCom once', async () => {
    const log = open('#/mass/new', { 'POST /mass-messages': () => ({ body: message() }) })
    await toCheck()
    const funnel = await screen.findByRole('region', { name: '能发给谁' })
    expect(funnel.textContent).toContain('选中128')
    expect(funnel.textContent).toContain('今天已收过群发一天最多 1 条−13')
    expect(funnel.textContent).toContain('会收到106')
    expect(funnel.textContent).toContain('每位顾客每月最多收 30 条')
    fireEvent.click(within(funnel).getByRole('button', { name: '已不是好友 3 人，看名单' }))
    expect(funnel.textContent).toContain('唐蕾、方远、顾宁')
    const send = await button('去企微确认 · 106 人')
    fireEvent.click(send)
    fireEvent.click(send)
    await screen.findByText('等你在企业微信里点发送')
    const made = log.filter((it) => it.key === 'POST /mass-messages')
    expect(made).toHaveLength(1)
    expect(made[0]?.body).toMatchObject({
      audience: { tiers: ['gold'], tags: [], match: 'any' },
      text: '周末会员日',
      attachments: [{ kind: 'page', page: 'coupons' }],
    })
    expect(window.location.hash).toBe('#/mass/msm_1')
  })

  it('asks the server whom with every change, and says when that is nobody', async () => {
    const log = open('#/mass/new', {
      'POST /mass-audience/plan': ({ body }) => {
        const { audience } = body as { audience: { tags: string[] } }
        return { body: audience.tags.length ? plan({ chosen: 0, reach: 0 }) : plan() }
      },
    })
    fireEvent.click(await button(/爱喝茶/))
    const none = (await button('没有这样的客户')) as HTMLButtonElement
    expect(none.disabled).toBe(true)
    const asked = log.filter((it) => it.key === 'POST /mass-audience/plan').at(-1)
    expect(asked?.body).toMatchObject({ audience: { tags: ['爱喝茶'] } })
  })

  it('goes to own groups instead: which of them, which had one today, and to WeCom (JO-3)', async () => {
    const log = open('#/mass/new', {
      'GET /mass-groups': () => ({
        body: {
          groups: [
            { chatId: 'wr_one', name: '静安会员群', people: 41 },
            { chatId: 'wr_two', name: '老友群', people: 12, leftOut: 'today' },
            { chatId: 'wr_three', name: '新客群', people: 8 },
          ],
          capText: '企业微信规定每个群每月最多收 30 条，全公司合计',
        },
      }),
      'POST /mass-messages': () => ({ body: message({ to: 'groups', count: 1 }) }),
    })
    fireEvent.click(await button('客户群'))
    expect(((await button('先选群')) as HTMLButtonElement).disabled).toBe(true)
    fireEvent.click(await button(/^静安会员群/))
    fireEvent.click(await button(/^老友群/))
    fireEvent.click(await button('下一步 · 选中 2 个群'))
    fireEvent.change(await screen.findByLabelText('说什么'), { target: { value: '周末会员日' } })
    fireEvent.click(await button('下一步 · 看能发给谁'))
    const funnel = await screen.findByRole('region', { name: '能发给谁' })
    expect(funnel.textContent).toContain('每个群每月最多收 30 条')
    fireEvent.click(within(funnel).getByRole('button', { name: '今天已收过群发 1 个群，看名单' }))
    expect(funnel.textContent).toContain('老友群')
    fireEvent.click(await button('去企微确认 · 1 个群'))
    await screen.findByText('等你在企业微信里点发送')
    const made = log.find((it) => it.key === 'POST /mass-messages')?.body
    expect(made).toMatchObject({ chatIds: ['wr_one', 'wr_two'], text: '周末会员日' })
    expect(made).not.toHaveProperty('audience')
  })

  it('keeps the draft on this device, and the same key when it is tried again', async () => {
    const log = open('#/mass/new', {
      'POST /mass-messages': () => refusal(503, 'internal_error', '服务暂时不可用'),
    })
    await toCheck()
    fireEvent.click(await button('去企微确认 · 106 人'))
    expect((await screen.findByRole('alert')).textContent).toBe('服务暂时不可用')
    cleanup()
    const again = open('#/mass/new', { 'POST /mass-messages': () => ({ body: message() }) })
    expect((await button('金卡')).getAttribute('aria-pressed')).toBe('true')
    expect(screen.getByText(/^草稿已存/)).toBeTruthy()
    fireEvent.click(await button('下一步 · 选中 128 人'))
    fireEvent.click(await button('下一步 · 看能发给谁'))
    fireEvent.click(await button('去企微确认 · 106 人'))
    await screen.findByText('等你在企业微信里点发送')
    const keyOf = (of: typeof log) =>
      (of.find((it) => it.key === 'POST /mass-messages')?.body as { key: string } | undefined)?.key
    expect(keyOf(again)).toBe(keyOf(log))
  })

  it('tells that placeholders are not filled in', async () => {
    open('#/mass/new')
    fireEvent.click(await button('下一步 · 选中 128 人'))
    fireEvent.change(await screen.findByLabelText('说什么'), { target: { value: '{称呼}你好' } })
    expect((await screen.findByRole('alert')).textContent).toContain('不能带 {称呼}')
    expect(((await button(/^下一步/)) as HTMLButtonElement).disabled).toBe(true)
  })

  it('that waits is reminded of and taken back', async () => {
    let status: Message['status'] = 'waiting'
    const log = open('#/mass/msm_1', {
      'GET /mass-messages/msm_1': () => ({
        body: message({ status, canCancel: status === 'waiting', statusText: status }),
      }),
      'POST /mass-messages/msm_1/remind': () => ({ body: message() }),
      'POST /mass-messages/msm_1/cancel': () => {
        status = 'cancelled'
        return { body: message() }
      },
    })
    fireEvent.click(await button('在企微里提醒我'))
    await waitFor(() => expect(log.map((it) => it.key)).toContain('POST /mass-messages/msm_1/remind'))
    await waitFor(async () => expect(((await button('取消群发')) as HTMLButtonElement).disabled).toBe(false))
    fireEvent.click(await button('取消群发'))
    expect(await screen.findByRole('heading', { name: '已取消' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: '取消群发' })).toBeNull()
  })

  it('that was sent shows who got it and what they did', async () => {
    const log = open('#/mass/msm_1', {
      'GET /mass-messages/msm_1': () => ({
        body: message({
          status: 'sent',
          statusText: '11 月 22 日 16:38 发出',
          results: { sent: 104, notFriend: 1, capped: 1, unsent: 0 },
          opened: 31,
          bought: { customers: 4, orders: 5, amount: 128_000 },
          canCancel: false,
        }),
      }),
      'GET /mass-messages/msm_1/results': ({ query }) => ({
        body: {
          recipients: [
            {
              id: 'wm_1',
              name: query.get('result') === 'capped' ? '方远' : '林晓雯',
              result: 'sent',
              text: '16:38 收到，下了 1 单 ¥320',
              isOpened: true,
              amount: 32_000,
            },
          ],
          total: 1,
        },
      }),
    })
    const head = await screen.findByRole('region', { name: '这条群发' })
    expect(head.textContent).toContain('104 / 106收到31点开4下单人')
    await screen.findByText('林晓雯')
    fireEvent.click(await button('达上限 1'))
    expect(await screen.findByText('方远')).toBeTruthy()
    expect(log.at(-1)?.query.get('result')).toBe('capped')
  })

  it('is in the list with how it goes', async () => {
    open('#/mass')
    const list = await screen.findByRole('region', { name: '群发' })
    expect(list.textContent).toContain('周末会员日待确认')
    expect(list.textContent).toContain('106 人 · 等你在企业微信里点发送')
  })
})

describe('the rules of its screens', () => {
  it('let each reason begin where the one before ended', () => {
    const bars = barsOf(plan())
    expect(bars.map((it) => [it.key, it.count])).toEqual([
      ['today', 13],
      ['refused', 6],
      ['lost', 3],
    ])
    expect(bars[0]?.from).toBeCloseTo(89.84, 1)
    expect(bars[2]?.from).toBeCloseTo(82.81, 1)
  })

  it('know what cannot be sent', () => {
    const draft = emptyDraft('key-1234')
    expect(contentProblem(draft)).toBe('写几句话，或加一张卡片')
    expect(contentProblem({ ...draft, text: '长'.repeat(1334) })).toContain('太长')
    expect(contentProblem({ ...draft, text: '长'.repeat(1333) })).toBeUndefined()
    expect(contentProblem({ ...draft, cards: [{ kind: 'page', page: 'events', title: '门店活动' }] })).toBe(
      undefined,
    )
  })

  it('say how it went', () => {
    const sent = { status: 'sent' as const, results: { sent: 9, notFriend: 0, capped: 0, unsent: 1 } }
    expect(courseOf(message({ ...sent, opened: 2 }))).toBe('9 人收到 · 2 人点开')
  })
})
