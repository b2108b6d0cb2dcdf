/** @jest-environment jsdom */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { takeSeat } from '../../guide-sidebar/src/api/seat'
import { App } from '../../guide-sidebar/src/console/App'
import {
  draftOf,
  emptyForm,
  formOf,
  movedTo,
  problemsOf,
} from '../../guide-sidebar/src/console/chains/chain.kind'
import type { ChainForm } from '../../guide-sidebar/src/console/chains/chain.kind'
import { draw } from './draw'
import { basics, goTo, operatorIn, refusal, serve } from './support'
import type { Routes } from './support'

const NOW = Date.parse('2026-11-24T02:00:00Z')
const typed: ChainForm = {
  ...emptyForm(NOW, ['sto_0001']),
  title: '周末囤货接龙',
  goods: {
    items: [{ skuId: 'sku_1', spuId: 'spu_1', price: 4790, perMember: undefined }],
    placeIds: ['whs_1'],
    quotas: { 'sku_1@whs_1': 40 },
  },
}
const draft = draftOf(typed)
const line = {
  ...{ skuId: 'sku_1', spuId: 'spu_1', name: '崇明蟹', optionText: '两只装', image: '' },
  ...{ price: 5990, chainPrice: 4790, quota: 40, left: 28 },
}
const managed = (over: object = {}) => ({
  ...draft,
  id: 'chn_1',
  status: 'live',
  statusText: '进行中',
  actions: ['change', 'pause', 'end', 'copy', 'callOff'],
  face: {
    ...{ id: 'chn_1', status: 'live', phase: 'open', phaseText: '接龙中', title: '周末囤货接龙', image: '' },
    lines: [line],
    store: { id: 'sto_0001', name: '静安寺店', address: '', phone: '' },
    ...{ left: 28, pieces: 12, people: 6 },
  },
  version: 2,
  createdAt: '2026-11-23T02:00:00.000Z',
  createdBy: '周敏',
  updatedAt: '2026-11-23T02:00:00.000Z',
  results: { people: 6, orders: 7, pieces: 12, gmv: 57_480, refunded: 0, collected: 3 },
  days: [{ day: '2026-11-24', orders: 7, pieces: 12, paid: 57_480 }],
  ...over,
})
const routes: Routes = {
  ...basics,
  'GET /console/chains': () => ({ body: { chains: [managed()] } }),
  'GET /console/chains/chn_1': () => ({ body: managed() }),
  'GET /console/stores': () => ({ body: { stores: [], total: 0, cities: [], warehouses: [] } }),
}
const open = (hash: string, more: Routes = {}) => {
  goTo(`/console/${hash}`)
  const log = serve({ ...routes, ...more })
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

describe('a chain while it is typed (OP-2, GB-2)', () => {
  it('says what is missing, and is a draft once nothing is', () => {
    expect(Object.keys(problemsOf(emptyForm(NOW, undefined))).sort()).toEqual([
      'lines',
      'sourceId',
      'storeId',
      'title',
    ])
    expect(problemsOf(typed)).toEqual({})
    expect(draft).toMatchObject({
      storeId: 'sto_0001',
      sourceId: 'whs_1',
      lines: [{ skuId: 'sku_1', chainPrice: 4790, quota: 40 }],
    })
    expect(problemsOf({ ...typed, arrivesAt: typed.from }).arrivesAt).toBe('写上哪天到店，要晚于截单')
  })

  it('takes its pieces along to another source, and comes back from the server as it was sent', () => {
    const moved = { ...typed, goods: movedTo(typed.goods, 'sto_0001') }
    expect(draftOf(moved)).toMatchObject({ sourceId: 'sto_0001', lines: [{ quota: 40 }] })
    const back = formOf(managed({ chat: { id: 'wr_1', name: '尝鲜群' } }) as never)
    expect(draftOf(back)).toEqual({ ...draft, chat: { id: 'wr_1', name: '尝鲜群' } })
  })
})

describe('chains in the console (OP-2, GB-2)', () => {
  it('show what came of each', async () => {
    open('#/chains')
    const row = (await screen.findByText('周末囤货接龙')).closest('tr') as HTMLElement
    expect(row.textContent).toContain('静安寺店取')
    expect(row.textContent).toContain('12 剩 28')
    expect(row.textContent).toContain('25%')
    expect(within(row).queryByText('取消接龙')).toBeNull()
  })

  it('are called off with a reason only, and the refusal of it is shown', async () => {
    let isClosed = true
    const log = open('#/chains/chn_1', {
      'POST /console/chains/chn_1/call-off': () =>
        isClosed ? refusal(409, 'chain_step_refused', '这个接龙现在不能这样操作') : { body: managed() },
    })
    fireEvent.click(await screen.findByRole('button', { name: '取消接龙' }))
    const dialog = screen.getByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: '取消并退款' }))
    expect(within(dialog).getByRole('alert').textContent).toContain('写上为什么取消')
    fireEvent.change(within(dialog).getByLabelText('原因'), { target: { value: '产地大雨' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '取消并退款' }))
    await within(dialog).findByText(/现在不能这样操作/)
    isClosed = false
    fireEvent.click(within(dialog).getByRole('button', { name: '取消并退款' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const sent = log.filter((it) => it.key === 'POST /console/chains/chn_1/call-off')
    expect(sent).toHaveLength(2)
    expect(sent[1]?.body).toEqual({ reason: '产地大雨' })
  })
})
