/** @jest-environment jsdom */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { problemOf } from '../../guide-sidebar/src/desk/chain/chain.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, goTo, installBridge, serve, signedIn } from './support'
import type { Routes, Scene } from './support'

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const goods = {
  skuId: 'sku_1',
  spuId: 'spu_1',
  name: '崇明蟹',
  optionText: '两只装',
  image: '/media/a.webp',
  price: 10_800,
}
const chain = (over: object = {}) => ({
  id: 'chn_1',
  status: 'live',
  phase: 'open',
  phaseText: '接龙中',
  title: '崇明蟹两只装',
  image: '/media/a.webp',
  lines: [{ ...goods, chainPrice: 8800, quota: 40, left: 37 }],
  perMember: 5,
  from: soon(-60),
  until: soon(180),
  arrivesAt: soon(1200),
  store: { id: 'sto_1', name: '静安寺店', address: '', phone: '' },
  left: 37,
  pieces: 3,
  people: 2,
  source: { id: 'sto_1', name: '静安寺店' },
  createdBy: '周敏',
  createdAt: soon(-60),
  sums: { orders: 2, amount: 26_400, unpaidOrders: 1, unpaidPieces: 2, collected: 0 },
  actions: ['close', 'callOff'],
  entries: [
    {
      orderId: 'ord_2',
      memberName: '许知夏',
      lines: [],
      text: '崇明蟹 ×2',
      pieces: 2,
      total: 1,
      state: 'unpaid',
      stateText: '未付',
      at: soon(-1),
    },
    {
      orderId: 'ord_1',
      no: 2,
      memberName: '顾宁',
      lines: [],
      text: '崇明蟹 ×1',
      remark: '明早来取',
      pieces: 1,
      total: 1,
      state: 'joined',
      stateText: '已付',
      at: soon(-2),
    },
  ],
  totals: [],
  text: '#接龙 崇明蟹\n1. 顾宁 ×1',
  ...over,
})

let scene: Scene
const open = (hash: string, more: Routes = {}) => {
  goTo(`/sidebar/${hash}`)
  const log = serve({ ...basics, 'GET /staff/chains/chn_1': () => ({ body: chain() }), ...more })
  draw(<App />)
  return log
}
beforeAll(() => {
  Object.defineProperty(window.navigator, 'userAgent', { value: 'wxwork/4.1.36', configurable: true })
})
beforeEach(() => {
  sessionStorage.clear()
  scene = installBridge()
  signedIn()
})
afterEach(cleanup)

describe('a chain at its store (GB-2)', () => {
  it('shows who joined with numbers, who has not paid, and how much is left', async () => {
    open('#/chain/chn_1')
    const list = await screen.findByRole('region', { name: '接龙名单' })
    const rows = within(list).getAllByRole('row').slice(1)
    expect(rows.map((it) => it.textContent)).toEqual([
      '–许许知夏崇明蟹 ×22未付',
      '2顾顾宁崇明蟹 ×1明早来取1已付',
    ])
    expect(rows[0]?.className).toBe('ask')
    expect(screen.getByText('还能接 37 份')).toBeTruthy()
  })

  it('is called off only with a reason, after it said what goes back', async () => {
    let phase = 'open'
    const log = open('#/chain/chn_1', {
      'GET /staff/chains/chn_1': () => ({
        body: chain(phase === 'open' ? {} : { phase, phaseText: '已取消', actions: [] }),
      }),
      'POST /staff/chains/chn_1/call-off': () => {
        phase = 'calledOff'
        return { body: chain() }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '取消' }))
    const sheet = await screen.findByRole('dialog')
    expect(sheet.textContent).toContain('2 人已付的 3 份全额原路退回')
    const yes = within(sheet).getByRole('button', { name: /^取消，退/ }) as HTMLButtonElement
    expect(yes.disabled).toBe(true)
    fireEvent.click(within(sheet).getByRole('button', { name: '货到不了' }))
    fireEvent.click(yes)
    expect(await screen.findByText('已取消')).toBeTruthy()
    expect(log.find(({ key }) => key.endsWith('/call-off'))?.body).toEqual({ reason: '货到不了' })
    expect(screen.queryByRole('button', { name: '取消' })).toBeNull()
  })

  it('closes before its time after a second look', async () => {
    const log = open('#/chain/chn_1', { 'POST /staff/chains/chn_1/close': () => ({ body: chain() }) })
    fireEvent.click(await screen.findByRole('button', { name: '截单' }))
    expect(log.some(({ key }) => key.endsWith('/close'))).toBe(false)
    fireEvent.click(await screen.findByRole('button', { name: '现在截单' }))
    await waitFor(() => expect(log.some(({ key }) => key.endsWith('/close'))).toBe(true))
  })
})

describe('opening one (GB-2)', () => {
  const line = { ...goods, chainPrice: 8800, quota: 20 }
  const source = {
    id: 'sto_1',
    name: '静安寺店',
    kind: 'store' as const,
    arrivesAt: soon(0),
    available: [{ skuId: 'sku_1', available: 46 }],
  }
  const form = { title: '崇明蟹', lines: [line], source, until: soon(60), now: Date.now() }

  it('says what is missing or too much, the first thing first', () => {
    expect(problemOf(form)).toBeUndefined()
    expect(problemOf({ ...form, lines: [] })).toBe('先选要接龙的货')
    expect(problemOf({ ...form, lines: [{ ...line, chainPrice: undefined }] })).toBe('写「崇明蟹」的接龙价')
    expect(problemOf({ ...form, lines: [{ ...line, chainPrice: 10_801 }] })).toContain('比平时还贵')
    expect(problemOf({ ...form, lines: [{ ...line, quota: 47 }] })).toBe('「崇明蟹」静安寺店只有 46 份可放')
    expect(problemOf({ ...form, until: soon(-1) })).toBe('截单时间要在现在以后')
  })

  it('sends goods, price, pieces and the group, and goes to it', async () => {
    const log = open('#/chain-new/wrGROUP', {
      'GET /staff/chains/sources': () => ({ body: { sources: [source] } }),
      'GET /products': () => ({ body: { products: [{ ...goods, id: 'spu_1', skuCount: 1 }] } }),
      'GET /products/spu_1': () => ({
        body: { id: 'spu_1', name: '崇明蟹', skus: [{ id: 'sku_1', image: '', price: 10_800, options: {} }] },
      }),
      'POST /staff/chains': () => ({ body: chain() }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '选货' }))
    fireEvent.click(await screen.findByRole('button', { name: /崇明蟹/ }))
    fireEvent.click(await screen.findByRole('button', { name: '选好了 · 1 样' }))
    fireEvent.click(screen.getByRole('button', { name: '开接龙' }))
    expect(await screen.findByText('写「崇明蟹」的接龙价')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('崇明蟹的接龙价'), { target: { value: '88' } })
    fireEvent.click(screen.getByRole('button', { name: '开接龙' }))
    await waitFor(() => expect(window.location.hash).toBe('#/chain/chn_1'))
    expect(log.find(({ key }) => key === 'POST /staff/chains')?.body).toMatchObject({
      title: '崇明蟹',
      lines: [{ skuId: 'sku_1', chainPrice: 8800, quota: 20 }],
      sourceId: 'sto_1',
      chat: { id: 'wrGROUP', name: '静安寺店的群' },
    })
    expect(scene.calls.some(({ name }) => name === 'getCurExternalContact')).toBe(false)
  })
})
