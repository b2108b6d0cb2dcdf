/** @jest-environment jsdom */
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { browser } from '../../guide-sidebar/src/api/browser'
import { takeSeat } from '../../guide-sidebar/src/api/seat'
import { App } from '../../guide-sidebar/src/console/App'
import type { Coupon } from '../../guide-sidebar/src/console/coupons/coupon.rules'
import { draw } from './draw'
import { basics, build, goTo, operatorIn, operatorSession, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

const LIST = 'GET /console/coupons'

const coupon = (over: Partial<Coupon> = {}): Coupon => ({
  id: 'cpn_1',
  title: '初冬围炉满减券',
  benefit: { kind: 'amountOff', threshold: 30_000, off: 6_000 },
  scope: { channels: ['online', 'store'] },
  audience: { newOnly: false },
  claim: { from: '2026-11-24T02:00:00.000Z', until: '2026-12-08T15:59:00.000Z' },
  ways: ['page'],
  validity: { kind: 'days', days: 7 },
  quota: { total: 20_000, perPerson: 1 },
  stacking: { member: true, coupons: true },
  status: 'live',
  statusText: '发放中',
  actions: ['change', 'pause', 'end', 'copy'],
  face: {
    couponId: 'cpn_1',
    title: '初冬围炉满减券',
    kind: 'amountOff',
    benefit: { kind: 'amountOff', threshold: 30_000, off: 6_000 },
    big: '¥60',
    small: '满 300 可用',
    where: '全部门店 · 线上也能用',
    stacks: '可与会员折扣同用',
    channels: ['online', 'store'],
  },
  version: 1,
  createdAt: '2026-11-20T02:00:00.000Z',
  createdBy: '何静',
  updatedAt: '2026-11-20T02:00:00.000Z',
  results: { claimed: 200, used: 50, locked: 0, gmv: 1_867_000, off: 300_000 },
  ...over,
})
const lists = (...coupons: Coupon[]): Routes => ({ [LIST]: () => ({ body: { coupons } }) })

const open = (routes: Routes, hash = '#/coupons') => {
  goTo(`/console/${hash}`)
  const log = serve({ ...basics, ...routes })
  draw(<App />)
  return log
}

beforeEach(() => {
  sessionStorage.clear()
  takeSeat('operator')
  operatorIn()
})
afterEach(() => {
  cleanup()
  takeSeat('guide')
})

describe('the console’s door (OP-6)', () => {
  it('turns a code into an operator’s session of its own and says what they answer for', async () => {
    sessionStorage.clear()
    signedIn()
    sessionStorage.setItem('hedian.oauth', JSON.stringify({ state: 's1', hash: '#/coupons' }))
    goTo('/console/?code=C1&state=s1')
    const log = serve({ 'POST /operators/session': () => ({ body: operatorSession }), ...lists(coupon()) })
    render(<App />)
    expect(await screen.findByText('总部 · 全部门店')).toBeTruthy()
    expect(log[0]).toMatchObject({ key: 'POST /operators/session', body: { code: 'C1' }, token: undefined })
    expect(JSON.parse(sessionStorage.getItem('hedian.session') ?? '')).toEqual(build.session())
    expect(JSON.parse(sessionStorage.getItem('hedian.operator') ?? '')).toEqual(operatorSession)
  })

  it('tells somebody without an account what to do', async () => {
    sessionStorage.clear()
    sessionStorage.setItem('hedian.oauth', JSON.stringify({ state: 's1', hash: '' }))
    goTo('/console/?code=C1&state=s1')
    serve({ 'POST /operators/session': () => refusal(403, 'not_an_operator', '你还没有开通控制台') })
    render(<App />)
    expect(await screen.findByRole('heading', { name: '还没有开通控制台' })).toBeTruthy()
    expect(screen.getByRole('button', { name: '已经开通，再试一次' })).toBeTruthy()
  })

  it('does not take a guide’s session for an operator’s', async () => {
    sessionStorage.clear()
    signedIn()
    const leave = jest.spyOn(browser, 'leave').mockImplementation(() => undefined)
    open({})
    fireEvent.click(await screen.findByRole('button', { name: '用企业微信登录' }))
    await waitFor(() => expect(leave).toHaveBeenCalled())
  })
})

describe('the list of coupons (OP-2)', () => {
  it('shows what came of each, in the operator’s name', async () => {
    const log = open(lists(coupon()))
    const row = (await screen.findByText('初冬围炉满减券')).closest('tr')
    expect(row?.textContent).toContain('200 / 20,000')
    expect(row?.textContent).toContain('5025%')
    expect(row?.textContent).toContain('¥18,670')
    expect(log.find(({ key }) => key === LIST)?.token).toBe('optok')
  })

  it('asks by status and by title', async () => {
    const log = open(lists(coupon()))
    fireEvent.click(await screen.findByRole('tab', { name: '已暂停' }))
    fireEvent.change(screen.getByPlaceholderText('按券名找'), { target: { value: '围炉' } })
    await waitFor(() =>
      expect(log.some(({ query }) => query.get('q') === '围炉' && query.get('status') === 'paused')).toBe(
        true,
      ),
    )
  })

  it('says what a step means before it is done, and shows the refusal of one', async () => {
    const log = open({
      ...lists(coupon()),
      'POST /console/coupons/cpn_1/pause': () =>
        refusal(409, 'coupon_step_refused', '这张券现在不能这样操作'),
    })
    fireEvent.click(await screen.findByRole('button', { name: '暂停' }))
    expect(screen.getByText(/已经领到的照常能用/)).toBeTruthy()
    expect(log.some(({ key }) => key.startsWith('POST'))).toBe(false)
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '暂停' }))
    expect(await screen.findByText('这张券现在不能这样操作')).toBeTruthy()
  })

  it('offers nothing with a coupon beyond the operator’s stores', async () => {
    open(lists(coupon({ actions: [] })))
    expect(await screen.findByText('总部管理，只能查看')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '复制' })).toBeNull()
  })

  it('says when there is none, and when it could not be read', async () => {
    open(lists())
    expect(await screen.findByText('还没有券')).toBeTruthy()
    cleanup()
    open({ [LIST]: () => refusal(503, 'unavailable', '稍后再试') })
    expect(await screen.findByText('稍后再试')).toBeTruthy()
  })
})
