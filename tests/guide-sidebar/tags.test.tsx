/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import {
  changed,
  found,
  newName,
  standing,
  type Change,
  type Choices,
} from '../../guide-sidebar/src/sidebar/tags/tags.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)
const TAGS = 'customers/wmABC123/tags'
const AT = '2026-11-08T03:00:00.000Z'

const skin = { id: 'etg1', name: '肤质', isSingle: true }
const home = { id: 'etg2', name: '家里', isSingle: false }
const choices = (over: Partial<Choices> = {}): Choices => ({
  name: '林晓雯',
  tags: [
    { name: '敏感肌', group: '肤质', by: '你', rule: false, at: AT, tagId: 'et1', isMine: true },
    { name: '送礼多', group: '购买', by: '陈佳', rule: false, at: AT, tagId: 'et9' },
    { name: '秋色控', by: '规则', rule: true, at: AT },
  ],
  groups: [
    {
      ...skin,
      tags: [
        { id: 'et1', name: '敏感肌', isOn: true },
        { id: 'et2', name: '油性', isOn: false },
      ],
    },
    {
      ...home,
      tags: [
        { id: 'et3', name: '养猫', isOn: false },
        { id: 'et4', name: '有娃', isOn: false },
      ],
    },
  ],
  suggestions: [{ id: 'et3', name: '养猫', group: '家里' }],
  remark: { text: '爱送礼', isWaiting: false },
  ...over,
})

const open = (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /customers/wmABC123': () => ({ body: build.customer() }),
    [`GET /${TAGS}`]: () => ({ body: choices() }),
    ...routes,
  })
  draw(<App />)
  return log
}
const sheet = async () => {
  fireEvent.click((await screen.findAllByRole('button', { name: '记标签' })).at(-1) as HTMLElement)
  return within(await screen.findByRole('dialog', { name: /记标签/ }))
}
const chip = (name: RegExp) => ({ name })
const isOn = (it: HTMLElement) => it.getAttribute('aria-pressed') === 'true'
const asked = (log: ReturnType<typeof serve>, key: string) => log.filter((it) => it.key === key)
/** The server as it answers a change: with what the rules say it comes to, settled. */
const writes =
  (state: { now: Choices }) =>
  ({ body }: { body: unknown }) => {
    for (const change of (body as { changes: Change[] }).changes) state.now = changed(state.now, change, 0)
    return { body: state.now }
  }

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('what a tap comes to (GU-2)', () => {
  const ids = (it: Choices) =>
    it.groups.flatMap((one) => one.tags.filter((tag) => tag.isOn).map((tag) => tag.id))

  test('a tag takes another’s place in a group of one choice, and stands beside others elsewhere', () => {
    const now = Date.parse(AT)
    const oily = changed(choices(), { tagId: 'et2', on: true }, now)
    expect(ids(oily)).toEqual(['et2'])
    expect(oily.tags.map((it) => it.name)).toEqual(['油性', '送礼多', '秋色控'])
    const both = changed(changed(oily, { tagId: 'et3', on: true }, now), { tagId: 'et4', on: true }, now)
    expect(ids(both)).toEqual(['et2', 'et3', 'et4'])
    expect(both.suggestions).toEqual([])
    expect(ids(changed(both, { tagId: 'et3', on: false }, now))).toEqual(['et2', 'et4'])
  })

  test('tags are found by name and by group; what no group has can be made', () => {
    const { groups } = choices()
    const names = (words: string) => found(groups, words).flatMap((it) => it.tags.map((tag) => tag.name))
    expect(names(' 猫')).toEqual(['养猫'])
    expect(names('家里')).toEqual(['养猫', '有娃'])
    expect(names('没有的')).toEqual([])
    expect([newName(groups, '养猫'), newName(groups, ' 养狗 '), newName(groups, '长'.repeat(31))]).toEqual([
      undefined,
      '养狗',
      undefined,
    ])
  })

  test('the foot says what is on its way', () => {
    const moving = changed(choices(), { tagId: 'et3', on: true }, 0)
    expect(standing(choices())).toEqual({ title: '你打了 1 个', note: '企微里也是这样' })
    expect(standing(moving)).toEqual({ title: '你打了 2 个', note: '正在带到企微…' })
  })
})

describe('tags on the card (GU-1, GU-2)', () => {
  test('what the store uses most is put on by one tap', async () => {
    const state = { now: choices() }
    const log = open({ [`POST /${TAGS}`]: writes(state) })
    fireEvent.click(await screen.findByRole('button', { name: '养猫' }))
    const card = within(screen.getByRole('region', { name: '标签' }))
    expect((await card.findByText(/^养猫/)).closest('li')?.className).toBe('tag')
    await waitFor(() =>
      expect(asked(log, `POST /${TAGS}`)).toMatchObject([
        { body: { changes: [{ tagId: 'et3', on: true }] }, token: 'tok' },
      ]),
    )
    expect(asked(log, `GET /${TAGS}`)[0]?.token).toBe('tok')
  })

  test('the next customer’s tags never stand under the name of the one before', async () => {
    open({
      'GET /customers/wmNEW0001': () => ({
        body: build.customer({ externalUserId: 'wmNEW0001', name: '许知夏', member: undefined }),
      }),
      'GET /customers/wmNEW0001/coupon-cards': () => ({ body: { coupons: [], cards: [] } }),
      'GET /customers/wmNEW0001/tags': () => new Promise<never>(() => undefined),
    })
    await screen.findByText(/^敏感肌/)
    scene.contact = 'wmNEW0001'
    act(() => void window.dispatchEvent(new Event('focus')))
    await screen.findByText('许知夏')
    expect(screen.queryByText(/^敏感肌/)).toBeNull()
  })
})

describe('记标签 (GU-2, CD-2)', () => {
  test('shows groups, who set what, and what cannot be changed here', async () => {
    open({})
    const page = await sheet()
    const mine = page.getByRole('button', chip(/敏感肌/))
    expect(isOn(mine)).toBe(true)
    expect(mine.textContent).toContain('你')
    expect(within(page.getByRole('region', { name: '肤质' })).getByText('选一个')).toBeTruthy()
    expect(within(page.getByRole('region', { name: '家里' })).getByText('可多选')).toBeTruthy()
    expect(within(page.getByRole('region', { name: '规则打的' })).getByText('秋色控')).toBeTruthy()
    expect(within(page.getByRole('region', { name: '同事打的' })).getByText('送礼多')).toBeTruthy()
  })

  test('one tap sets at once, before the server answers; the last tap is the last word', async () => {
    const state = { now: choices() }
    let answer: () => void = () => undefined
    const held = new Promise<void>((done) => (answer = done))
    let count = 0
    const log = open({
      [`POST /${TAGS}`]: (it) => {
        const reply = writes(state)(it)
        return (count++ ? reply : held.then(() => reply)) as never
      },
    })
    const page = await sheet()
    const cat = () => page.getByRole('button', chip(/养猫/))
    fireEvent.click(cat())
    await waitFor(() => expect(isOn(cat())).toBe(true))
    fireEvent.click(cat())
    await waitFor(() => expect(isOn(cat())).toBe(false))
    answer()
    await waitFor(() => expect(asked(log, `POST /${TAGS}`)).toHaveLength(2))
    expect(asked(log, `POST /${TAGS}`).map((it) => it.body)).toEqual([
      { changes: [{ tagId: 'et3', on: true }] },
      { changes: [{ tagId: 'et3', on: false }] },
    ])
    await waitFor(() => expect(isOn(cat())).toBe(false))
  })

  test('what the server refuses is taken back, with the reason', async () => {
    open({ [`POST /${TAGS}`]: () => refusal(404, 'tag_not_found', '这个标签已经没有了，请重新选') })
    const page = await sheet()
    fireEvent.click(page.getByRole('button', chip(/有娃/)))
    expect((await page.findByText('这个标签已经没有了，请重新选')).getAttribute('role')).toBe('alert')
    await waitFor(() => expect(isOn(page.getByRole('button', chip(/有娃/)))).toBe(false))
  })

  test('what WeCom refused is shown with the reason, and is tried again or let go', async () => {
    const refused = {
      name: '养猫',
      group: '家里',
      by: '你',
      rule: false,
      at: AT,
      tagId: 'et3',
      isMine: true,
      refusal: { wantedOn: true, text: '在企业微信里已不是好友' },
    }
    const state = { now: choices({ tags: [refused], suggestions: [] }) }
    const log = open({ [`GET /${TAGS}`]: () => ({ body: state.now }), [`POST /${TAGS}`]: writes(state) })
    const page = await sheet()
    expect(page.getByText('加「养猫」，没带到企微')).toBeTruthy()
    expect(page.getByText('在企业微信里已不是好友')).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: '算了' }))
    await waitFor(() => expect(page.queryByText('加「养猫」，没带到企微')).toBeNull())
    await waitFor(() =>
      expect(asked(log, `POST /${TAGS}`).map((it) => it.body)).toEqual([
        { changes: [{ tagId: 'et3', on: false }] },
      ]),
    )
  })

  test('a tag that is not there is made in the group that is tapped', async () => {
    const made = choices({ suggestions: [] })
    const log = open({ [`POST /${TAGS}/new`]: () => ({ body: made }) })
    const page = await sheet()
    const field = page.getByLabelText<HTMLInputElement>('找标签，没有就新建')
    fireEvent.change(field, { target: { value: '养狗' } })
    expect(page.queryByRole('region', { name: '肤质' })).toBeNull()
    fireEvent.click(
      within(page.getByRole('region', { name: '新建标签' })).getByRole('button', { name: '家里' }),
    )
    await waitFor(() => expect(field.value).toBe(''))
    expect(asked(log, `POST /${TAGS}/new`)).toMatchObject([
      { body: { groupId: 'etg2', name: '养狗' }, token: 'tok' },
    ])
  })

  test('the remark is changed, within 20 characters, and shown under the name', async () => {
    const log = open({
      'PUT /customers/wmABC123/remark': ({ body }) => ({
        body: choices({ remark: { text: (body as { remark: string }).remark, isWaiting: true } }),
      }),
    })
    const page = await sheet()
    expect(page.queryByRole('button', { name: '改备注' })).toBeNull()
    fireEvent.change(page.getByLabelText('备注'), { target: { value: '长'.repeat(21) } })
    expect(page.getByRole<HTMLButtonElement>('button', { name: '改备注' }).disabled).toBe(true)
    fireEvent.change(page.getByLabelText('备注'), { target: { value: ' 爱喝茶 ' } })
    fireEvent.click(page.getByRole('button', { name: '改备注' }))
    expect(await screen.findByText('备注：爱喝茶')).toBeTruthy()
    expect(asked(log, 'PUT /customers/wmABC123/remark')).toMatchObject([
      { body: { remark: '爱喝茶' }, token: 'tok' },
    ])
  })

  test('has its shape while it loads', async () => {
    open({ [`GET /${TAGS}`]: () => new Promise<never>(() => undefined) })
    const page = await sheet()
    expect(page.getByLabelText('正在读取标签')).toBeTruthy()
  })

  test('says why it cannot be read, and comes after a retry', async () => {
    let isAway = true
    open({
      [`GET /${TAGS}`]: () =>
        isAway
          ? refusal(503, 'platform_unavailable', '企业微信暂时没有回应，请稍后再试')
          : { body: choices() },
    })
    const page = await sheet()
    expect(await page.findByText('企业微信暂时没有回应，请稍后再试')).toBeTruthy()
    isAway = false
    fireEvent.click(page.getByRole('button', { name: '再试一次' }))
    expect(await page.findByRole('button', chip(/养猫/))).toBeTruthy()
  })

  test('says what to do while the corp has no groups', async () => {
    open({ [`GET /${TAGS}`]: () => ({ body: choices({ groups: [], tags: [], suggestions: [] }) }) })
    const page = await sheet()
    expect(page.getByText(/企业微信里还没有标签组/)).toBeTruthy()
  })
})
