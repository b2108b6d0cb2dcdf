/** @jest-environment jsdom */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { takeSeat } from '../../guide-sidebar/src/api/seat'
import { App } from '../../guide-sidebar/src/console/App'
import { stagesOf, tabsOf } from '../../guide-sidebar/src/console/campaigns/campaign.rules'
import {
  channelCodeKind,
  draftOf,
  emptyForm,
  formOf,
  newAttachment,
  problemsOf,
  tagsOf,
} from '../../guide-sidebar/src/console/channelCodes/channelCode.kind'
import type { CodeForm } from '../../guide-sidebar/src/console/channelCodes/channelCode.kind'
import { draw } from './draw'
import { basics, goTo, operatorIn, refusal, serve } from './support'
import type { Routes } from './support'

const typed: CodeForm = {
  ...emptyForm(undefined),
  title: '收银台台卡',
  guideIds: ['gui_1'],
  tags: '到店 护肤，到店',
}
const guide = { id: 'gui_1', name: '周敏', role: 'guide', storeName: '静安寺店' }
const managed = (over: object = {}) => ({
  ...draftOf(typed),
  ...{ id: 'chc_1', status: 'live', statusText: '使用中', actions: ['change', 'pause', 'end', 'copy'] },
  storeText: '静安寺店',
  onDuty: [{ guideId: 'gui_1', name: '周敏' }],
  wecom: { state: 'ready', text: '可以下载打印' },
  ...{ version: 3, createdBy: '何静', createdAt: '2026-11-23T02:00:00.000Z' },
  updatedAt: '2026-11-23T02:00:00.000Z',
  results: { friends: 128, today: 6, lost: 4, greeted: 96, missed: 32 },
  ...over,
})
const routes: Routes = {
  ...basics,
  'GET /console/channel-codes': () => ({ body: { codes: [managed()] } }),
  'GET /console/channel-codes/chc_1': () => ({ body: managed() }),
  'GET /console/channel-codes/chc_1/results': () => ({
    body: {
      days: [{ day: '2026-11-30', friends: 6, lost: 1 }],
      guides: [{ userid: 'zhoumin', name: '周敏', storeName: '静安寺店', friends: 128, lost: 4 }],
      missed: [{ why: 'late', text: '超过 20 秒才收到，企业微信不再收欢迎语', count: 32 }],
      cards: { sent: 96, claimed: 41 },
    },
  }),
  'GET /console/channel-codes/chc_1/qr': () => ({ blob: new Blob(['x'], { type: 'image/png' }) }),
  'GET /console/guides': () => ({ body: { guides: [guide], total: 1 } }),
  'GET /console/stores': () => ({ body: { stores: [], total: 0, cities: [], warehouses: [] } }),
  'GET /console/coupons': () => ({ body: { coupons: [] } }),
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

describe('a channel code while it is typed (GU-6b, OP-2)', () => {
  it('says what is missing, and is a draft once nothing is', () => {
    expect(Object.keys(problemsOf(emptyForm(undefined))).sort()).toEqual(['duty', 'title'])
    expect(problemsOf(typed)).toEqual({})
    expect(draftOf(typed)).toMatchObject({
      duty: { kind: 'guides', guideIds: ['gui_1'] },
      tags: ['到店', '护肤'],
    })
    expect(tagsOf(' a,b、a ')).toEqual(['a', 'b'])
  })

  it('wants every shift with days and guides, and somebody outside them', () => {
    const shifts: CodeForm = { ...typed, who: 'shifts' }
    expect(problemsOf(shifts).duty).toBe('每个班次都要选星期和导购')
    const filled = {
      ...shifts,
      shifts: [{ days: ['5', '1'], from: '22:00', until: '02:00', guideIds: ['gui_1'] }],
    }
    expect(problemsOf(filled).duty).toBe('选一位班次以外接待的导购')
    expect(draftOf({ ...filled, fallbackGuideId: 'gui_2' })?.duty).toEqual({
      kind: 'shifts',
      shifts: [{ days: [1, 5], from: '22:00', until: '02:00', guideIds: ['gui_1'] }],
      fallbackGuideId: 'gui_2',
    })
  })

  it('wants cards filled in, and comes back from the server as it was sent', () => {
    const withCards: CodeForm = {
      ...typed,
      attachments: [
        { ...newAttachment('coupon'), couponId: 'cpn_1' },
        { ...newAttachment('page'), title: '附近门店' },
        { ...newAttachment('link'), title: '须知', url: 'https://shop.test/a' },
      ],
    }
    expect(problemsOf({ ...typed, attachments: [newAttachment('coupon')] }).welcome).toContain('选一张券')
    const bad = { ...newAttachment('link'), title: '须知', url: 'shop' }
    expect(problemsOf({ ...typed, attachments: [bad] }).welcome).toContain('https://')
    const draft = draftOf(withCards)
    expect(draftOf(formOf(managed(draft) as never))).toEqual(draft)
  })

  it('has no 已排期 on its way', () => {
    expect(tabsOf(channelCodeKind).map((it) => it.name)).toEqual([
      '全部',
      '草稿',
      '使用中',
      '已暂停',
      '已结束',
    ])
    expect(stagesOf(channelCodeKind, 'paused', {})).toMatchObject({ now: 1 })
    expect(stagesOf(channelCodeKind, 'ended', {}).now).toBe(2)
  })
})

describe('channel codes in the console (GU-6b, OP-2)', () => {
  it('show an acquisition link to copy in the picture’s place', async () => {
    const address = 'https://work.weixin.qq.com/ca/x?customer_channel=chc_1'
    const copied: string[] = []
    Object.assign(navigator, {
      clipboard: { writeText: (text: string) => Promise.resolve(copied.push(text)) },
    })
    const link = managed({ carrier: 'link', wecom: { state: 'ready', text: '可以复制发出去', address } })
    const log = open('#/channel-codes/chc_1', { 'GET /console/channel-codes/chc_1': () => ({ body: link }) })
    expect((await screen.findByLabelText<HTMLInputElement>('获客链接')).value).toBe(address)
    fireEvent.click(screen.getByRole('button', { name: '复制链接' }))
    await screen.findByRole('button', { name: '复制好了' })
    expect(copied).toEqual([address])
    expect(log.some((it) => it.key.endsWith('/qr'))).toBe(false)
    expect(formOf(link as never).carrier).toBe('link')
  })

  it('show who greets now and what came of each', async () => {
    open('#/channel-codes')
    const row = (await screen.findByText('收银台台卡')).closest('tr') as HTMLElement
    expect(row.textContent).toContain('周敏')
    expect(row.textContent).toContain('128')
    expect(row.textContent).toContain('75%')
  })

  it('show results, why some were not greeted, and a picture to download', async () => {
    open('#/channel-codes/chc_1')
    expect(await screen.findByText(/32 次：超过 20 秒才收到/)).toBeTruthy()
    expect(screen.getByText('券送出 96 张，领了 41 张')).toBeTruthy()
    const button = await screen.findByRole('button', { name: '下载二维码' })
    await waitFor(() => expect((button as HTMLButtonElement).disabled).toBe(false))
  })

  it('are made with a welcome the phone shows with names', async () => {
    const log = open('#/channel-codes/new', {
      'POST /console/channel-codes': () =>
        refusal(422, 'channel_code_invalid', '这个活码还不能这样设置', {
          at: 'duty',
          text: '有导购已离职，请换一位',
        }),
    })
    fireEvent.change(await screen.findByRole('textbox', { name: '名字' }), { target: { value: '门口海报' } })
    fireEvent.click(screen.getByRole('button', { name: '选导购' }))
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(await within(dialog).findByRole('checkbox'))
    fireEvent.click(within(dialog).getByRole('button', { name: '选好了' }))
    fireEvent.change(screen.getByRole('textbox', { name: '欢迎语' }), {
      target: { value: '{顾客}好，我是{导购}' },
    })
    expect(await screen.findByText('林晓雯好，我是周敏')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '存草稿' }))
    expect(await screen.findByText('有导购已离职，请换一位')).toBeTruthy()
    const sent = log.find((it) => it.key === 'POST /console/channel-codes')
    expect(sent?.body).toMatchObject({ title: '门口海报', duty: { kind: 'guides', guideIds: ['gui_1'] } })
  })
})

describe('the chain’s one code in the console (GU-6b, OP-4)', () => {
  const nearest = {
    ...{ covered: 2, total: 240, shown: { total: 860, today: 31 }, friends: { total: 128, today: 6 } },
    days: [{ day: '2026-11-30', shown: 31, friends: 6 }],
    stores: [
      {
        ...{ storeId: 'sto_1', name: '静安寺店', city: '上海', standing: 'ready', text: '营业中，至 22:00' },
        ...{ shown: 640, friends: 101 },
      },
      {
        ...{ storeId: 'sto_2', name: '武林店', city: '杭州', standing: 'closed', text: '盘点中，16:00 开门' },
        ...{ shown: 220, friends: 27 },
      },
    ],
  }
  const more: Routes = {
    'GET /console/nearest-guide': () => ({ body: nearest }),
    'GET /console/nearest-guide/qr': () => ({ blob: new Blob(['x'], { type: 'image/png' }) }),
  }

  it('is reached from the list, and shows its picture and what came of it by store', async () => {
    open('#/channel-codes', more)
    const link = await screen.findByRole('link', { name: '门店活码' })
    expect(link.getAttribute('href')).toBe('#/channel-codes/nearest')
    cleanup()
    open('#/channel-codes/nearest', more)
    expect(await screen.findByText('共 240 家，0.8%')).toBeTruthy()
    const row = screen.getByText('武林店').closest('tr') as HTMLElement
    expect(row.textContent).toBe('武林店杭州现在加不了盘点中，16:00 开门22027')
    const button = await screen.findByRole('button', { name: '下载二维码' })
    await waitFor(() => expect((button as HTMLButtonElement).disabled).toBe(false))
    expect(await screen.findByAltText('门店活码的二维码')).toBeTruthy()
  })

  it('says what is missing while no store can be added', async () => {
    open('#/channel-codes/nearest', {
      ...more,
      'GET /console/nearest-guide': () => ({ body: { ...nearest, covered: 0, stores: [] } }),
      'GET /console/nearest-guide/qr': () =>
        refusal(503, 'platform_unavailable', '微信暂时没有回应，请稍后再试'),
    })
    expect(await screen.findByText(/还没有门店能加/)).toBeTruthy()
    expect(await screen.findByText('微信暂时没有回应，请稍后再试')).toBeTruthy()
  })
})
