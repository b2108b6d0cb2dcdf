/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { Api } from '../../server/api'
import { spanText, stageOf } from '../../guide-sidebar/src/desk/event/event.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, goTo, installBridge, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

type SignUps = Api['GET /store-events/:eventId/sign-ups']['response']
type Photo = Api['GET /event-photos']['response']['photos'][number]

const scene = installBridge()
const hour = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()
const event: SignUps['event'] = {
  id: 'ste_1',
  kindText: '品鉴会',
  title: '秋茶品鉴会',
  image: '/media/tea.webp',
  start: hour(-1),
  end: hour(1),
  quota: 20,
  seated: 17,
  checkedIn: 4,
  waiting: 2,
  photosPending: 1,
}
const guest: SignUps['guests'][number] = {
  signUpId: 'sup_1',
  state: 'seated',
  stateText: '已报名',
  name: '林晓雯',
  tierText: '金卡会员',
  signedUpAt: hour(-30),
}
const photo: Photo = {
  id: 'pho_1',
  url: '/api/event-photos/pho_1/picture',
  state: 'pending',
  stateText: '审核中',
  words: '茶很香',
  author: '小林',
  createdAt: hour(0),
  eventId: 'ste_1',
  eventTitle: '秋茶品鉴会',
  points: 50,
}

const open = (routes: Routes, hash: string) => {
  goTo(`/sidebar/${hash}`)
  const log = serve({ ...basics, ...routes })
  draw(<App />)
  return log
}
const signUps = { 'GET /store-events/ste_1/sign-ups': () => ({ body: { event, guests: [guest] } }) }

beforeEach(() => {
  sessionStorage.clear()
  signedIn()
  Object.assign(scene, { refuse: {}, scanned: '' })
  scene.silent.clear()
  scene.calls.length = 0
})

describe('the events of a store (AP-2)', () => {
  it('are listed with who signed up, who is here and what waits for approval', async () => {
    open({ 'GET /stores/sto_1/events': () => ({ body: { events: [event] } }) }, '#/events')
    const row = await screen.findByRole('link', { name: /秋茶品鉴会/ })
    expect(row.getAttribute('href')).toBe('#/event/ste_1')
    expect(row.textContent).toMatch(/报名 17\/20 人，候补 2 · 已到 4 · 待审晒图 1.*进行中/)
  })

  it('say when there are none', async () => {
    open({ 'GET /stores/sto_1/events': () => ({ body: { events: [] } }) }, '#/events')
    expect(await screen.findByText('近 30 天没有活动')).toBeTruthy()
  })

  it('show their guests', async () => {
    open(signUps, '#/event/ste_1')
    expect(await screen.findByText('林晓雯')).toBeTruthy()
    expect(screen.getByText('金卡会员')).toBeTruthy()
  })

  it('read as a guide says it', () => {
    const now = Date.parse('2026-11-24T04:00:00Z')
    const at = (start: string, end: string) => ({ start, end })
    expect(spanText(at('2026-11-24T06:00:00Z', '2026-11-24T08:00:00Z'), now)).toBe('今天 14:00–16:00')
    expect(spanText(at('2026-11-26T02:00:00Z', '2026-11-30T12:00:00Z'), now)).toBe('后天 10:00 – 11/30 20:00')
    expect(stageOf(at('2026-11-24T04:00:00Z', '2026-11-24T05:00:00Z'), now)).toBe('running')
    expect(stageOf(at('2026-11-24T03:00:00Z', '2026-11-24T04:00:00Z'), now)).toBe('over')
  })
})

describe('check-in (AP-2)', () => {
  const type = async (digits: string) =>
    fireEvent.change(await screen.findByLabelText('8 位取货码'), { target: { value: digits } })

  it('sends eight digits once and greets the guest', async () => {
    const came = { ...guest, state: 'checkedIn', stateText: '已签到 14:05' }
    const log = open(
      {
        'POST /store-events/check-ins': () => ({ body: { event: { ...event, checkedIn: 5 }, guest: came } }),
      },
      '#/check-in/digits',
    )
    await type('82631183')
    expect(await screen.findByText('签到成功')).toBeTruthy()
    expect(screen.getByText(/已到 5/)).toBeTruthy()
    expect(log.filter((it) => it.key.endsWith('check-ins')).map((it) => it.body)).toEqual([
      { code: '82631183' },
    ])
  })

  it('says precisely why not', async () => {
    open(
      {
        'POST /store-events/check-ins': () =>
          refusal(409, 'checked_in_already', '这个码已经签到过了', { text: '14:05 已签到，周敏接待' }),
      },
      '#/check-in/digits',
    )
    await type('82631183')
    expect(await screen.findByText('14:05 已签到，周敏接待')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '下一位' }))
    expect(await screen.findByLabelText('8 位取货码')).toBeTruthy()
  })
})

describe('photos to approve (AP-2, ME-3)', () => {
  it('are approved with their points, or rejected with a reason', async () => {
    let photos = [photo, { ...photo, id: 'pho_2', words: '再来一张' }]
    const gone = (id: string) => () => {
      photos = photos.filter((it) => it.id !== id)
      return { body: photo }
    }
    const log = open(
      {
        ...signUps,
        'GET /event-photos': () => ({ body: { photos } }),
        'POST /event-photos/pho_1/approve': gone('pho_1'),
        'POST /event-photos/pho_2/reject': gone('pho_2'),
      },
      '#/event/ste_1/photos',
    )
    fireEvent.click((await screen.findAllByRole('button', { name: '通过，送 50 积分' }))[0]!)
    await waitFor(() => expect(screen.getAllByRole('img')).toHaveLength(1))
    fireEvent.click(screen.getByRole('button', { name: '不通过' }))
    fireEvent.click(await screen.findByRole('radio', { name: '与活动无关' }))
    const [, confirm] = screen.getAllByRole('button', { name: '不通过' })
    fireEvent.click(confirm!)
    expect(await screen.findByText('没有待审核的晒图')).toBeTruthy()
    expect(log.find((it) => it.key.endsWith('/reject'))?.body).toEqual({ reason: '与活动无关' })
  })
})
