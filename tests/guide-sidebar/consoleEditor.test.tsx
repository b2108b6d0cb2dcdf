/** @jest-environment jsdom */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { takeSeat } from '../../guide-sidebar/src/api/seat'
import { App } from '../../guide-sidebar/src/console/App'
import { csvOf } from '../../guide-sidebar/src/console/coupons/codes.rules'
import { draftOf, emptyForm } from '../../guide-sidebar/src/console/coupons/draft.rules'
import { draw } from './draw'
import { basics, goTo, operatorIn, refusal, serve } from './support'
import type { Routes } from './support'

const draft = draftOf({ ...emptyForm(Date.parse('2026-11-24T02:00:00Z'), undefined), title: '围炉券' })
const face = {
  couponId: 'cpn_1',
  title: '围炉券',
  kind: 'amountOff',
  benefit: draft?.benefit,
  big: '¥30',
  small: '满 200 可用',
  where: '全部门店 · 线上也能用',
  stacks: '可与会员折扣同用',
  channels: ['online', 'store'],
}
const managed = (over: object = {}) => ({
  ...draft,
  id: 'cpn_1',
  status: 'draft',
  statusText: '草稿',
  actions: ['change', 'schedule', 'copy'],
  face,
  version: 1,
  createdAt: '2026-11-20T02:00:00.000Z',
  createdBy: '何静',
  updatedAt: '2026-11-20T02:00:00.000Z',
  results: { claimed: 0, used: 0, locked: 0, gmv: 0, off: 0 },
  ...over,
})
const routes: Routes = {
  ...basics,
  'POST /console/coupons/preview': () => ({ body: { face } }),
  'GET /console/coupons': () => ({ body: { coupons: [] } }),
  'GET /console/coupons/cpn_1': () => ({ body: managed() }),
  'GET /console/coupons/cpn_1/results': () => ({
    body: { days: [], stores: [], online: { used: 0, gmv: 0, off: 0 } },
  }),
  'GET /console/coupons/cpn_1/code-batches': () => ({ body: { batches: [] } }),
  'GET /console/stores': () => ({ body: { stores: [], total: 0, cities: [], warehouses: [] } }),
  'GET /stores': () => ({ body: { stores: [], total: 0 } }),
}

const open = (hash: string, more: Routes = {}) => {
  goTo(`/console/${hash}`)
  const log = serve({ ...routes, ...more })
  draw(<App />)
  return log
}
const field = (name: string) => screen.findByRole('textbox', { name })

beforeEach(() => {
  sessionStorage.clear()
  takeSeat('operator')
  operatorIn()
})
afterEach(() => {
  cleanup()
  takeSeat('guide')
})

describe('the editor of a coupon (OP-2, CO-1)', () => {
  it('says at the field what is missing, and sends nothing before it is there', async () => {
    const log = open('#/coupons/new')
    fireEvent.click(await screen.findByRole('button', { name: '排期上线' }))
    const group = screen.getByRole('group', { name: '名字' })
    expect(await within(group).findByRole('alert')).toBeTruthy()
    expect(log.some(({ key }) => key === 'POST /console/coupons')).toBe(false)
  })

  it('shows what the shopper sees, in the server’s words', async () => {
    open('#/coupons/new')
    const phone = await screen.findByRole('img', { name: '手机上的领券中心' })
    expect(phone.textContent).toContain('全部门店 · 线上也能用')
    fireEvent.click(screen.getByRole('radio', { name: '说明' }))
    expect(screen.getByRole('img', { name: '手机上的怎么用' }).textContent).toContain('可与会员折扣同用')
  })

  it('says while it is typed what does not fit together, where it does not', async () => {
    open('#/coupons/new', {
      'POST /console/coupons/preview': () => ({
        body: { face, problem: { at: 'benefit', text: '减的金额不能超过门槛' } },
      }),
    })
    const said = await screen.findByText('减的金额不能超过门槛')
    expect(said.closest('[role=group]')?.getAttribute('aria-label')).toBe('优惠')
  })

  it('saves, and schedules after it said what that means', async () => {
    const log = open('#/coupons/new', {
      'POST /console/coupons': () => ({ body: managed() }),
      'POST /console/coupons/cpn_1/schedule': () => ({ body: managed({ status: 'scheduled' }) }),
    })
    fireEvent.change(await field('名字'), { target: { value: '围炉券' } })
    fireEvent.click(screen.getByRole('button', { name: '排期上线' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('上线后面额和规则不能再改')
    expect(log.find(({ key }) => key === 'POST /console/coupons')?.body).toMatchObject({ title: '围炉券' })
    expect(log.some(({ key }) => key.endsWith('/schedule'))).toBe(false)
    fireEvent.click(within(dialog).getByRole('button', { name: '排期上线' }))
    await waitFor(() => expect(log.some(({ key }) => key.endsWith('/schedule'))).toBe(true))
    await waitFor(() => expect(window.location.hash).toBe('#/coupons/cpn_1'))
  })

  it('offers what somebody else made of it when they were faster', async () => {
    let version = 1
    open('#/coupons/cpn_1/edit', {
      'GET /console/coupons/cpn_1': () => ({
        body: managed(version > 1 ? { version, title: '别人改的' } : {}),
      }),
      'PUT /console/coupons/cpn_1': () => {
        version = 2
        return refusal(409, 'coupon_changed', '刚刚有人改过这张券，请刷新后再改')
      },
    })
    fireEvent.change(await field('名字'), { target: { value: '我改的' } })
    fireEvent.click(screen.getByRole('button', { name: '存草稿' }))
    expect(await screen.findByText('刚刚有人改过这张券，请刷新后再改')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '看最新的' }))
    await waitFor(async () => expect(((await field('名字')) as HTMLInputElement).value).toBe('别人改的'))
  })

  it('locks what was decided once it is out, and leaves words and more quota open', async () => {
    open('#/coupons/cpn_1/edit', {
      'GET /console/coupons/cpn_1': () => ({
        body: managed({ status: 'live', statusText: '发放中', actions: ['change', 'pause', 'end', 'copy'] }),
      }),
    })
    const isLocked = (label: string) =>
      screen.getByRole('group', { name: label }).querySelector('fieldset')?.disabled
    await screen.findByText(/面额和规则锁住；/)
    expect(['优惠', '门店', '领法', '名字', '总量'].map(isLocked)).toEqual([true, true, true, false, false])
    expect((screen.getByLabelText('领取开始') as HTMLInputElement).disabled).toBe(true)
    expect((screen.getByLabelText('领取结束') as HTMLInputElement).disabled).toBe(false)
    expect(screen.queryByRole('button', { name: '排期上线' })).toBeNull()
  })

  it('can only be looked at beyond the operator’s stores', async () => {
    open('#/coupons/cpn_1/edit', {
      'GET /console/coupons/cpn_1': () => ({ body: managed({ actions: [] }) }),
    })
    expect(await screen.findByText(/只能查看。$/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '存草稿' })).toBeNull()
  })

  it('asks before unsaved changes are left', async () => {
    open('#/coupons/new')
    fireEvent.change(await field('名字'), { target: { value: '没存的' } })
    window.location.hash = '#/stores'
    fireEvent.click(await screen.findByRole('button', { name: '接着改' }))
    expect(((await field('名字')) as HTMLInputElement).value).toBe('没存的')
    window.location.hash = '#/stores'
    fireEvent.click(await screen.findByRole('button', { name: '不保存，离开' }))
    expect(await screen.findByRole('heading', { name: '门店' })).toBeTruthy()
  })
})

describe('the codes of a coupon (CO-2, OP-2)', () => {
  const batch = (over: object = {}) => ({
    id: 'a1',
    count: 50,
    used: 12,
    voided: 0,
    createdAt: '2026-11-20T02:00:00.000Z',
    ...over,
  })

  it('are made by the number, and a number too high is refused before it is sent', async () => {
    let batches: object[] = []
    const log = open('#/coupons/cpn_1', {
      'GET /console/coupons/cpn_1/code-batches': () => ({ body: { batches } }),
      'POST /console/coupons/cpn_1/codes': () => {
        batches = [batch({ count: 30, used: 0 })]
        return { body: { batchId: 'a1', codes: [] } }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '做一批' }))
    const dialog = await screen.findByRole('dialog')
    const count = within(dialog).getByRole('textbox', { name: '数量' })
    fireEvent.change(count, { target: { value: '1001' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '做好' }))
    expect(await within(dialog).findByText(/一批最多 1000 个/)).toBeTruthy()
    fireEvent.change(count, { target: { value: '30' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '做好' }))
    expect(await screen.findByText('可兑换')).toBeTruthy()
    const sent = log.filter(({ key }) => key === 'POST /console/coupons/cpn_1/codes')
    expect(sent.map((it) => it.body)).toEqual([{ key: expect.any(String), count: 30 }])
  })

  it('are downloaded as a file, and taken back after it said what that means', async () => {
    let voided = 0
    const files: Blob[] = []
    URL.createObjectURL = (it) => `blob:${files.push(it as Blob)}`
    URL.revokeObjectURL = () => undefined
    const names: string[] = []
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      names.push(this.download)
    }
    const log = open('#/coupons/cpn_1', {
      'GET /console/coupons/cpn_1/code-batches': () => ({ body: { batches: [batch({ voided })] } }),
      'GET /console/coupons/cpn_1/code-batches/a1': () => ({ body: { ...batch(), codes: [] } }),
      'POST /console/coupons/cpn_1/code-batches/a1/void': () => {
        voided = 38
        return { body: batch({ voided }) }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '下载 CSV' }))
    await waitFor(() => expect(names).toEqual(['兑换码-围炉券-50个-11201000.csv']))
    expect(files).toHaveLength(1)
    fireEvent.click(screen.getByRole('button', { name: '作废' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('还没用的 38 个码')
    expect(log.some(({ key }) => key.endsWith('/void'))).toBe(false)
    fireEvent.click(within(dialog).getByRole('button', { name: '作废' }))
    expect(await screen.findByText('已作废')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '作废' })).toBeNull()
  })

  it('can only be looked at beyond the operator’s stores, with the reason', async () => {
    open('#/coupons/cpn_1', {
      'GET /console/coupons/cpn_1': () => ({ body: managed({ actions: [] }) }),
      'GET /console/coupons/cpn_1/code-batches': () => ({ body: { batches: [batch()] } }),
    })
    expect(await screen.findByText('可兑换')).toBeTruthy()
    expect(screen.getByText('只能查看')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '做一批' })).toBeNull()
    expect(screen.queryByRole('button', { name: '作废' })).toBeNull()
  })

  it('a file says of each code where it stands, and what looks like a formula is text', () => {
    const made = { isUsed: false, isVoid: false, createdAt: '2026-11-20T02:00:00.000Z' }
    const whole = {
      ...batch({ until: '2026-11-21T02:00:00.000Z' }),
      codes: [
        { ...made, code: '7K4M-QX9D-2HTP', isUsed: true, usedAt: '2026-11-20T03:05:00.000Z' },
        { ...made, code: 'AAAA-BBBB-CCCC' },
      ],
    } as Parameters<typeof csvOf>[1]
    const lines = csvOf('=围炉,券', whole, Date.parse('2026-11-22T02:00:00Z')).split('\r\n')
    expect(lines[0]?.charCodeAt(0)).toBe(0xfeff)
    expect(lines.slice(1, 3)).toEqual([
      '"\'=围炉,券",7K4M-QX9D-2HTP,已用,11/20 11:05,11/21 10:00',
      '"\'=围炉,券",AAAA-BBBB-CCCC,已过期,,11/21 10:00',
    ])
  })
})
