/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import {
  bodyOf,
  draftProblem,
  taskText,
  type Draft,
  type Moment,
} from '../../guide-sidebar/src/desk/moment/moment.rules'
import { toggled } from '../../guide-sidebar/src/ui/Chip'
import { placeOf } from '../../guide-sidebar/src/desk/page.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

installBridge()
jest.setTimeout(40_000)

const draft: Draft = { text: '到货', pictures: [], page: undefined, guideIds: ['gui_2'], tagIds: [] }
const moment = (over: Partial<Moment> = {}): Moment => ({
  ...{ id: 'mmt_1', status: 'open', statusText: '2 位里 1 位发表了', text: '桂花乌龙到货', pictures: [] },
  ...{ tags: ['爱喝茶'], byName: '周敏', madeAt: new Date().toISOString() },
  tasks: [
    { guideId: 'gui_2', name: '陈佳', state: 'published', seen: 12, likes: 3, comments: 1 },
    { guideId: 'gui_3', name: '许诺', state: 'waiting', seen: 0, likes: 0, comments: 0 },
  ],
  sums: { published: 1, seen: 12, likes: 3, comments: 1 },
  ...{ canRemind: true, canCancel: true },
  ...over,
})
const choices = {
  guides: [
    { id: 'gui_2', name: '陈佳', customers: 18 },
    { id: 'gui_3', name: '许诺', customers: 5 },
  ],
  tags: [{ id: 'et_1', name: '爱喝茶', group: '偏好' }],
}
const open = (page: string, routes: Routes) => {
  goTo(`/sidebar/#/${page}`)
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide({ role: 'manager' }) }),
    'GET /moment-choices': () => ({ body: choices }),
    'POST /moment-choices/plan': () => ({ body: { reach: 7, guides: [{ id: 'gui_2', reach: 7 }] } }),
    ...routes,
  })
  draw(<App />)
  return log
}
beforeEach(() => {
  sessionStorage.clear()
  signedIn()
})

describe('a moment while it is written (GU-6b)', () => {
  it('says what is missing, and is sent with pictures or a link', () => {
    expect(draftProblem({ ...draft, text: ' ' })).toBe('写几句话，或加图片、链接')
    expect(draftProblem({ ...draft, text: '货'.repeat(1400) })).toContain('太长')
    expect(draftProblem({ ...draft, guideIds: [] })).toBe('选至少一位导购')
    expect(draftProblem(draft)).toBeUndefined()
    expect(bodyOf('key_0001', draft)).not.toHaveProperty('shown')
    expect(bodyOf('key_0001', { ...draft, page: 'coupons' }).shown).toEqual({ kind: 'link', page: 'coupons' })
    expect(bodyOf('key_0001', { ...draft, pictures: [{ id: 'mpi_1', url: '/x' }] }).shown).toEqual({
      kind: 'pictures',
      pictureIds: ['mpi_1'],
    })
    expect([toggled(['a'], 'a'), toggled(['a'], 'b')]).toEqual([[], ['a', 'b']])
    expect(moment().tasks.map(taskText)).toEqual([
      '可见 12 位 · 赞 3 · 评论 1',
      '在企业微信「客户朋友圈」里点发表',
    ])
    expect([placeOf('moments'), placeOf('moments/new'), placeOf('moments/mmt_1')]).toEqual([
      { page: 'moments' },
      { page: 'moment-new' },
      { page: 'moment', momentId: 'mmt_1' },
    ])
  })
})

describe('朋友圈 in the desk (GU-6b)', () => {
  it('is written, for guides and tags, and handed over once', async () => {
    const log = open('moments/new', {
      'POST /moments': () => ({ body: moment() }),
      'GET /moments/mmt_1': () => ({ body: moment() }),
    })
    const text = await screen.findByPlaceholderText('到了什么、店里有什么活动')
    fireEvent.change(text, { target: { value: '桂花乌龙到货' } })
    fireEvent.click(screen.getByRole('button', { name: /陈佳/ }))
    fireEvent.click(screen.getByRole('button', { name: '爱喝茶' }))
    fireEvent.click(screen.getByRole('button', { name: '链接到领券中心' }))
    expect(await screen.findByText('7 位客户看得到')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '交给 1 位导购去发表' }))
    await screen.findByText('2 位里 1 位发表了')
    const sent = log.filter((it) => it.key === 'POST /moments')
    expect(sent.map((it) => it.body)).toMatchObject([
      {
        ...{ text: '桂花乌龙到货', guideIds: ['gui_2'], tagIds: ['et_1'] },
        shown: { kind: 'link', page: 'coupons' },
      },
    ])
  })

  it('says what the server refused', async () => {
    open('moments/new', {
      'POST /moments': () => refusal(422, 'words_refused', '里面有不能对顾客说的话，请改一下再发'),
    })
    const text = await screen.findByPlaceholderText('到了什么、店里有什么活动')
    fireEvent.change(text, { target: { value: '微信转账给我' } })
    fireEvent.click(screen.getByRole('button', { name: /陈佳/ }))
    fireEvent.click(await screen.findByRole('button', { name: '交给 1 位导购去发表' }))
    expect(await screen.findByText('里面有不能对顾客说的话，请改一下再发')).toBeTruthy()
  })

  it('shows what came of it guide by guide, reminds and takes back', async () => {
    let now = moment()
    const log = open('moments/mmt_1', {
      'GET /moments/mmt_1': () => ({ body: now }),
      'POST /moments/mmt_1/remind': () => ({ body: now }),
      'POST /moments/mmt_1/cancel': () => {
        now = moment({ status: 'cancelling', statusText: '正在取消', canRemind: false, canCancel: false })
        return { body: now }
      },
    })
    expect(await screen.findByText('可见 12 位 · 赞 3 · 评论 1')).toBeTruthy()
    expect(screen.getByText('带「爱喝茶」的客户看得到')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '提醒没发表的导购' }))
    await waitFor(() => expect(log.some((it) => it.key === 'POST /moments/mmt_1/remind')).toBe(true))
    const cancel = screen.getByRole<HTMLButtonElement>('button', { name: '取消' })
    await waitFor(() => expect(cancel.disabled).toBe(false))
    fireEvent.click(cancel)
    expect(await screen.findByText('正在取消')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '提醒没发表的导购' })).toBeNull()
  })

  it('lists them, or says how it goes where there are none', async () => {
    open('moments', { 'GET /moments': () => ({ body: { moments: [] } }) })
    expect(await screen.findByText('还没有发过朋友圈')).toBeTruthy()
  })
})
