/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import {
  choicesAt,
  fieldOf,
  instantOf,
  type FollowUp,
} from '../../guide-sidebar/src/followUps/followUps.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)
const HOUR = 3_600_000

const followUp = (over: Partial<FollowUp> = {}): FollowUp => ({
  id: 'fup_1',
  customer: { externalUserId: 'wmABC123', name: '林晓雯' },
  text: '问大衣合不合身',
  dueAt: new Date(Date.now() + 60 * HOUR).toISOString(),
  status: 'open',
  isOverdue: false,
  isMine: true,
  guideName: '周敏',
  version: 3,
  ...over,
})
const show = (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    'GET /customers/wmABC123': () => ({ body: build.customer() }),
    ...routes,
  })
  draw(<App />)
  return log
}
const listed = (followUps: FollowUp[], dueToday = 0, overdue = 0) => ({
  body: { followUps, dueToday, overdue },
})

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('when a follow-up is due by one tap', () => {
  const at = (text: string) => Date.parse(`${text}+08:00`)
  test.each([
    ['2026-11-25T09:00', '2026-11-25T12:00', '2026-11-26T10:00', '2026-11-28T10:00', '2026-11-30T10:00'],
    ['2026-11-29T16:00', '2026-11-29T18:00', '2026-11-30T10:00', '2026-12-02T10:00', '2026-11-30T10:00'],
    ['2026-11-30T19:30', '2026-11-30T21:00', '2026-12-01T10:00', '2026-12-03T10:00', '2026-12-07T10:00'],
  ])('of %s: %s, %s, %s, %s', (now, ...due) => {
    expect(choicesAt(at(now))).toEqual(
      ['今天', '明天', '三天后', '下周'].map((label, nth) => ({
        label,
        at: new Date(at(due[nth] ?? '')).toISOString(),
      })),
    )
  })

  test('late in the evening today is over', () => {
    expect(choicesAt(at('2026-11-25T20:30')).map((it) => it.label)).toEqual(['明天', '三天后', '下周'])
  })

  test('a field holds Shanghai’s clock', () => {
    expect(instantOf('2026-11-25T09:30')).toBe('2026-11-25T01:30:00.000Z')
    expect(fieldOf('2026-11-25T01:30:00.000Z')).toBe('2026-11-25T09:30')
    expect(instantOf('')).toBeUndefined()
  })
})

describe('跟进 on the customer’s card (GU-5)', () => {
  test('one is written down with words and a time, in the guide’s name', async () => {
    const log = show({
      'POST /customers/wmABC123/follow-ups': () => ({ body: followUp() }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '记跟进' }))
    const sheet = within(await screen.findByRole('dialog', { name: /记跟进/ }))
    const save = sheet.getByRole('button', { name: '记下，到时提醒我' }) as HTMLButtonElement
    fireEvent.click(sheet.getByText('约到店试穿'))
    expect(save.disabled).toBe(true)
    fireEvent.click(sheet.getByRole('button', { name: /^明天/ }))
    fireEvent.click(save)
    expect(await screen.findByText('记下了，到时提醒你')).toBeTruthy()
    const [asked] = log.filter((it) => it.key === 'POST /customers/wmABC123/follow-ups')
    expect(asked?.token).toBe('tok')
    const tomorrow = choicesAt(Date.now()).find((it) => it.label === '明天')
    expect(asked?.body).toMatchObject({ text: '约到店试穿', dueAt: tomorrow?.at })
  })

  test('one is done with a note; of one changed meanwhile it is said', async () => {
    let isChanged = true
    const log = show({
      'GET /customers/wmABC123/follow-ups': () => ({
        body: {
          open: isChanged ? [followUp({ isOverdue: true })] : [],
          settled: [followUp({ id: 'fup_2', text: '到货告诉她', status: 'done', settledBy: '周敏' })],
        },
      }),
      'POST /follow-ups/fup_1/done': () =>
        log.filter((it) => it.key.endsWith('/done')).length > 1
          ? ((isChanged = false), { body: followUp({ status: 'done' }) })
          : refusal(409, 'follow_up_changed', '这条跟进刚被改过，看看现在的再办'),
    })
    expect(await screen.findByText(/过期$/)).toBeTruthy()
    expect(screen.getByText(/周敏 办好/)).toBeTruthy()
    fireEvent.click(screen.getByText('问大衣合不合身'))
    const sheet = within(await screen.findByRole('dialog', { name: '问大衣合不合身' }))
    fireEvent.change(sheet.getByLabelText('记一句（可不写）'), { target: { value: '合身' } })
    fireEvent.click(sheet.getByRole('button', { name: '办好了' }))
    expect((await sheet.findByRole('alert')).textContent).toContain('刚被改过')
    fireEvent.click(sheet.getByRole('button', { name: '办好了' }))
    expect(await screen.findByText('办好了', { selector: '.toast' })).toBeTruthy()
    expect(log.filter((it) => it.key.endsWith('/done')).map((it) => it.body)).toEqual([
      { version: 3, as: 'done', note: '合身' },
      { version: 3, as: 'done', note: '合身' },
    ])
  })
})

describe('跟进 on the desk (GU-5)', () => {
  test('what presses is there, and is put off by one tap', async () => {
    goTo('/sidebar/#/desk')
    const log = show({
      'GET /follow-ups': () => listed([followUp({ isOverdue: true })], 1, 1),
      'POST /follow-ups/fup_1/put-off': () => ({ body: followUp({ version: 4 }) }),
    })
    const today = within(await screen.findByRole('region', { name: '今天要做' }))
    expect(today.getByText('1 件过期')).toBeTruthy()
    expect(today.getByText('林晓雯')).toBeTruthy()
    fireEvent.click(today.getByText('问大衣合不合身'))
    const sheet = within(await screen.findByRole('dialog', { name: '问大衣合不合身' }))
    fireEvent.click(sheet.getByRole('button', { name: /^三天后/ }))
    fireEvent.click(sheet.getByRole('button', { name: /^改到/ }))
    await screen.findByRole('region', { name: '今天要做' })
    const asked = log.filter((it) => it.key === 'POST /follow-ups/fup_1/put-off')
    expect(asked[0]?.body).toMatchObject({ version: 3 })
    expect(sheet.queryByText('转给同事')).toBeNull()
  })

  test('a manager sees the store’s and gives one to a colleague', async () => {
    const manager = build.guide({ role: 'manager', id: 'gui_9', name: '高晗' })
    sessionStorage.clear()
    signedIn(manager)
    goTo('/sidebar/#/follow-ups/store')
    const log = show({
      'GET /wecom/me': () => ({ body: manager }),
      'GET /follow-ups': () => listed([followUp({ isMine: false })]),
      'GET /stores/sto_1/guides': () => ({
        body: {
          guides: [
            { id: 'gui_1', name: '周敏', role: 'guide' },
            { id: 'gui_2', name: '陈佳', role: 'guide' },
          ],
        },
      }),
      'POST /follow-ups/fup_1/hand-over': () => ({ body: followUp({ guideName: '陈佳' }) }),
    })
    fireEvent.click(await screen.findByText('问大衣合不合身'))
    expect(log.find((it) => it.key === 'GET /follow-ups')?.query.get('whose')).toBe('store')
    const sheet = within(await screen.findByRole('dialog', { name: '问大衣合不合身' }))
    fireEvent.click(await sheet.findByRole('button', { name: '陈佳' }))
    await screen.findByText('林晓雯 · 周敏')
    const given = log.filter((it) => it.key === 'POST /follow-ups/fup_1/hand-over')
    expect(given.map((it) => [it.body, it.token])).toEqual([[{ version: 3, guideId: 'gui_2' }, 'tok']])
  })
})
