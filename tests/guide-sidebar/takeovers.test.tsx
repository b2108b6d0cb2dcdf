/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import {
  donePart,
  progressText,
  type Takeover,
  type WholeTakeover,
} from '../../guide-sidebar/src/desk/takeover/takeover.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

installBridge()
jest.setTimeout(40_000)
const GUIDES = 'GET /staff/takeovers/guides'

const giver = { id: 'gui_2', name: '陈佳', active: false, role: 'guide', customers: 2, groups: 1 }
const taker = { id: 'gui_3', name: '许诺', active: true, role: 'guide', customers: 5, groups: 0 }
const customer = (n: number, over: object = {}) => ({
  externalUserId: `wm_${n}`,
  name: `顾客${n}`,
  isMember: true,
  since: '2026-01-01T00:00:00.000Z',
  ...over,
})
const takeover = (over: Partial<Takeover> = {}): Takeover => ({
  id: 'tko_1',
  from: giver,
  to: taker,
  createdAt: '2026-11-24T02:00:00.000Z',
  createdBy: '周敏',
  counts: { all: 4, waiting: 1, done: 1, refused: 1, failed: 1 },
  groups: { all: 1, done: 1, failed: 0 },
  isOpen: true,
  ...over,
})
const whole: WholeTakeover = {
  ...takeover(),
  customers: [
    {
      externalUserId: 'wm_1',
      name: '顾客1',
      state: 'refused',
      stateText: '顾客不同意，还是原导购的客户',
      at: '2026-11-24T02:00:00.000Z',
    },
  ],
  chats: [{ chatId: 'wr_1', name: '会员群', state: 'done', stateText: '已换群主' }],
}

const open = (page: string, routes: Routes) => {
  goTo(`/sidebar/#/${page}`)
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide({ role: 'manager' }) }),
    [GUIDES]: () => ({ body: { guides: [giver, taker] } }),
    ...routes,
  })
  draw(<App />)
  return log
}
beforeEach(() => {
  sessionStorage.clear()
  signedIn()
})

describe('客户继承 at the desk (GU-6)', () => {
  test('shows who can be handed over, and how far earlier ones are', async () => {
    open('takeovers', { 'GET /staff/takeovers': () => ({ body: { takeovers: [takeover()] } }) })
    expect(await screen.findByText('已离职 · 2 位顾客 · 1 个群')).toBeTruthy()
    expect(await screen.findByText(progressText(takeover()))).toBeTruthy()
    expect(screen.getByRole('link', { name: /陈佳 → 许诺/ }).getAttribute('href')).toBe('#/takeover/tko_1')
  })

  test('hands the chosen ones over, in the manager’s name, and goes on to the progress', async () => {
    const log = open('takeover-new/gui_2', {
      'GET /staff/takeovers/guides/gui_2/customers': () => ({
        body: {
          customers: [customer(1), customer(2), customer(3, { blocked: '正在转给许诺' })],
          groups: [{ chatId: 'wr_group', name: '会员群' }],
        },
      }),
      'POST /staff/takeovers': () => ({ body: takeover() }),
      'GET /staff/takeovers/tko_1': () => ({ body: whole }),
    })
    const submit = () => screen.getByRole<HTMLButtonElement>('button', { name: /^先选|^再选|^转给同事/ })
    fireEvent.click(await screen.findByRole('button', { name: '选中这 2 位' }))
    expect(submit().textContent).toBe('再选谁来接')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /顾客3/ }).disabled).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: '会员群' }))
    fireEvent.click(screen.getByRole('button', { name: /顾客2/ }))
    fireEvent.change(screen.getByLabelText('谁来接'), { target: { value: 'gui_3' } })
    fireEvent.click(submit())
    expect(await screen.findByText('顾客不同意，还是原导购的客户')).toBeTruthy()
    const sent = log.find((it) => it.key === 'POST /staff/takeovers')
    expect(sent?.token).toBe('tok')
    expect(sent?.body).toEqual({
      key: expect.any(String),
      ...{ fromGuideId: 'gui_2', toGuideId: 'gui_3', externalUserIds: ['wm_1'], chatIds: ['wr_group'] },
      message: '',
    })
  })

  test('says why it cannot be', async () => {
    open('takeover-new/gui_2', {
      'GET /staff/takeovers/guides/gui_2/customers': () => ({
        body: { customers: [customer(1)], groups: [] },
      }),
      'POST /staff/takeovers': () =>
        refusal(422, 'takeover_invalid', '还不能这样安排', { text: '许诺已离职，请换一位接替' }),
    })
    fireEvent.click(await screen.findByRole('button', { name: /顾客1/ }))
    fireEvent.change(screen.getByLabelText('谁来接'), { target: { value: 'gui_3' } })
    fireEvent.click(screen.getByRole('button', { name: '转给同事（1）' }))
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('许诺已离职，请换一位接替'))
  })
})

describe('words about a takeover', () => {
  test('say how far it is', () => {
    expect(progressText(takeover())).toBe('4 位顾客：已接替 1，等待 1，不同意 1，没转成 1 · 1 个群已换群主')
    expect(donePart(takeover())).toBe(80)
    const groupsOnly = takeover({
      counts: { all: 0, waiting: 0, done: 0, refused: 0, failed: 0 },
      groups: { all: 2, done: 1, failed: 1 },
    })
    expect([progressText(groupsOnly), donePart(groupsOnly)]).toEqual(['2 个群（1 个没转成）', 100])
  })
})
