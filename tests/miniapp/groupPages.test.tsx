/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { groupBuyOf, seatOf, teamOf } from './support/fakeGroups'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone, works } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: TeamScreen } = load<typeof import('../../miniapp/src/pages/group/team/index')>(
  '../../miniapp/src/pages/group/team/index',
)
const { default: Hall } = load<typeof import('../../miniapp/src/pages/group/hall/index')>(
  '../../miniapp/src/pages/group/hall/index',
)
const { default: Offer } = load<typeof import('../../miniapp/src/pages/group/offer/index')>(
  '../../miniapp/src/pages/group/offer/index',
)
const { default: Checkout } = load<typeof import('../../miniapp/src/pages/group/checkout/index')>(
  '../../miniapp/src/pages/group/checkout/index',
)
const { keepSession, dropSession } = load<typeof import('../../miniapp/src/api/session')>(
  '../../miniapp/src/api/session',
)
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')
const { chosenStore } = load<typeof import('../../miniapp/src/stores/entry')>(
  '../../miniapp/src/stores/entry',
)
const { payOnOpen } = load<typeof import('../../miniapp/src/orders/pay')>('../../miniapp/src/orders/pay')

let shop: ReturnType<typeof memoryShop>
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const tap = async (words: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await later(0)
}
const open = async (Page: ComponentType, params: Record<string, string> = {}) => {
  phone.params = params
  const page = render(<Page />)
  await later(0)
  await later(0)
  return page
}
const calledOf = (key: string): number => shop.calls.filter((it) => it.key === key).length

beforeEach(() => {
  jest.useFakeTimers()
  phone.reset()
  shop = memoryShop()
  phone.answer = shop.answer
  chosenStore.set({ storeId: 'sto_jas', via: 'choice' })
  place.set({ kind: 'nowhere', why: 'refused' })
  payOnOpen.set(undefined)
  keepSession({ token: `tok${Math.random()}`, expiresAt: '', member: undefined as never })
  shop.groups.groupBuys.set('gbu_1', groupBuyOf())
  shop.groups.teams.set('tea_1', teamOf())
})
afterEach(() => jest.useRealTimers())

describe('team page (GB-1)', () => {
  test('says what is lacking, how long it has, who sits where and what becomes of the money', async () => {
    await open(TeamScreen, { id: 'tea_1' })
    expect(text()).toContain('还差 1 人成团')
    expect(screen.getAllByText('等人加入')).toHaveLength(1)
    expect(text()).toContain('青瓷 · 快递')
    expect(text()).toContain('没凑齐，全额退')
    expect(document.querySelector('.clock')?.textContent).toBe('19:12:00')
  })

  test('takes seats in as they are taken, and stops asking once it is formed', async () => {
    await open(TeamScreen, { id: 'tea_1' })
    const seats = [...teamOf().seats, seatOf('陈果')]
    shop.groups.teams.set('tea_1', teamOf({ left: 0, paid: 3, seats, state: 'formed', stateText: '已成团' }))
    await later(3000)
    expect(text()).toContain('拼成了')
    expect(text()).toContain('陈果')
    const asked = calledOf('GET /teams/tea_1')
    await later(60_000)
    expect(calledOf('GET /teams/tea_1')).toBe(asked)
  })

  test('a seat that is taken but not paid says so', async () => {
    const seats = [...teamOf().seats, seatOf('陈果', { isPaid: false })]
    shop.groups.teams.set('tea_1', teamOf({ left: 0, seats }))
    await open(TeamScreen, { id: 'tea_1' })
    expect(text()).toContain('还差 1 人付款')
    expect(screen.getAllByText('待付款').length).toBeGreaterThan(0)
    expect(screen.queryByText('等人加入')).toBeNull()
  })

  test('a member of it invites: the card and the copied link carry who and how', async () => {
    shop.groups.mine.set('tea_1', { isIn: true, isLeader: true, isPaid: true, orderId: 'ord_1' })
    await open(TeamScreen, { id: 'tea_1' })
    expect(phone.card().title).toBe(
      `还差 1 人，¥${(groupBuyOf().groupPrice / 100).toFixed(0)} 拼「${groupBuyOf().name}」`,
    )
    expect(phone.card().path).toBe('/pages/group/team/index?id=tea_1&from=K7M2QX4T&ch=card')
    await tap('邀请好友参团')
    expect(phone.copied).toEqual(['http://shop.test/#/pages/group/team/index?id=tea_1&from=K7M2QX4T&ch=link'])
    await tap('当面扫码')
    expect(screen.getByLabelText('分享二维码').dataset.style).toBeDefined()
    await tap('存海报')
    await tap('保存到相册')
    expect(phone.toasts.at(-1)).toBe('海报存好了')
  })

  test('who comes by the link sees it without signing in, and joins after it', async () => {
    dropSession()
    await open(TeamScreen, { id: 'tea_1', from: 'K7M2QX4T', ch: 'card' })
    expect(text()).toContain('还差 1 人成团')
    expect(calledOf('GET /teams/tea_1/mine')).toBe(0)
    await tap(/^¥.*参团$/)
    expect(phone.toasts).toEqual(['请在微信里打开「拾禾生活」小程序登录'])
    expect(phone.went).toEqual([])
    act(() => keepSession({ token: 'tok_later', expiresAt: '', member: undefined as never }))
    await later(0)
    await tap(/^¥.*参团$/)
    expect(phone.went).toEqual(['/pages/group/checkout/index?id=gbu_1&team=tea_1'])
  })

  test('a failed team explains the refund and leads to it, a full one leads to others', async () => {
    shop.groups.mine.set('tea_1', { isIn: true, isLeader: false, isPaid: true, orderId: 'ord_1' })
    shop.groups.teams.set('tea_1', teamOf({ state: 'failed', stateText: '未成团，已全额退款' }))
    const page = await open(TeamScreen, { id: 'tea_1' })
    expect(text()).toContain('全额原路退回')
    await tap('看退款')
    expect(phone.went).toEqual(['/pages/order/detail/index?id=ord_1'])
    page.unmount()
    shop.groups.mine.clear()
    shop.groups.teams.set('tea_2', teamOf({ id: 'tea_2', leaderName: '沈阿姨' }))
    await open(TeamScreen, { id: 'tea_1' })
    expect(text()).toContain('直接凑团')
    await tap('沈阿姨的团')
    expect(phone.went).toContain('/pages/group/team/index?id=tea_2')
  })

  test('a team nobody knows and a silent server both say what to do', async () => {
    shop.next(/^GET \/teams/, 'offline', 1)
    await open(TeamScreen, { id: 'tea_1' })
    expect(text()).toContain('没连上')
    await tap('再试一次')
    expect(text()).toContain('还差 1 人成团')
  })
})

describe('hall and group buy (GB-1)', () => {
  test('lists what runs, and the own teams under their tab', async () => {
    shop.groups.groupBuys.set(
      'gbu_2',
      groupBuyOf({ id: 'gbu_2', name: '五常大米', left: 0, statusText: '已抢完' }),
    )
    shop.groups.mine.set('tea_1', { isIn: true, isLeader: false, isPaid: true, orderId: 'ord_1' })
    await open(Hall)
    expect(text()).toContain('2 个团在等人')
    expect(screen.getByText('已抢完').className).toContain('btn--off')
    await tap('我的团')
    await later(0)
    expect(text()).toContain('周予安的团')
    expect(text()).toContain('还差 1 人成团')
  })

  test('says when nothing runs', async () => {
    shop.groups.groupBuys.clear()
    await open(Hall)
    expect(text()).toContain('现在没有拼团')
  })

  test('opens a team of the option that was chosen', async () => {
    await open(Offer, { id: 'gbu_1' })
    const second = groupBuyOf().skus[1]
    await tap(second?.optionText ?? '')
    await tap(/我来开团/)
    expect(phone.went).toEqual([`/pages/group/checkout/index?id=gbu_1&sku=${second?.skuId}`])
  })

  test('one that is over says so and opens nothing', async () => {
    shop.groups.groupBuys.set('gbu_1', groupBuyOf({ status: 'ended', statusText: '已结束' }))
    await open(Offer, { id: 'gbu_1' })
    expect(text()).toContain('这个拼团已结束')
    await tap(/我来开团/)
    expect(phone.went).toEqual([])
  })
})

describe('checkout of a seat (GB-1)', () => {
  test('orders what was seen once, with who shared it, and goes to pay', async () => {
    await open(TeamScreen, { id: 'tea_1', from: 'K7M2QX4T', ch: 'card' }).then((it) => it.unmount())
    await open(Checkout, { id: 'gbu_1', team: 'tea_1' })
    await later(0)
    expect(text()).toContain('3 人团价')
    expect(text()).toContain('付款后就成团')
    const button = screen.getByText('付款参团')
    fireEvent.click(button)
    fireEvent.click(button)
    await later(0)
    const sku = groupBuyOf().skus[0]
    expect(shop.bodiesOf('POST /teams/tea_1/orders')).toEqual([
      {
        skuId: sku?.skuId,
        quantity: 1,
        way: 'pickup',
        storeId: 'sto_jas',
        key: expect.stringMatching(/^\w{20}$/),
        expectedTotal: sku?.groupPrice,
        from: 'K7M2QX4T',
      },
    ])
    const orderId = payOnOpen.get()
    expect(phone.went).toEqual([`/pages/order/detail/index?id=${orderId}`])
  })

  test('a seat that went to somebody else is said, and another tap is not the same order', async () => {
    await open(Checkout, { id: 'gbu_1', team: 'tea_1' })
    shop.groups.say.refuse = { status: 409, code: 'team_full', text: '来晚一步，这个团已经满员，开个新团吧' }
    shop.groups.teams.set('tea_1', teamOf({ left: 0, paid: 3, state: 'formed', stateText: '已成团' }))
    await tap('付款参团')
    await later(0)
    expect(phone.toasts).toEqual(['来晚一步，这个团已经满员，开个新团吧'])
    expect(text()).toContain('这个团已成团')
    await tap('去看看')
    expect(phone.went).toEqual(['/pages/group/offer/index?id=gbu_1'])
  })

  test('the tap asks for the messages about the order and about how the team ends', async () => {
    works.asked = []
    await open(Checkout, { id: 'gbu_1' })
    await tap('付款开团')
    await later(0)
    const kinds = ['pickup', 'reminder', 'refund', 'teamFormed', 'teamFailed']
    expect(works.asked).toEqual(kinds.map((it) => `tpl_${it}`))
  })

  test('after a lost answer the same tap is the same order', async () => {
    shop.next(/^POST \/group-buys\/gbu_1\/teams/, 'offline', 1)
    await open(Checkout, { id: 'gbu_1' })
    await tap('付款开团')
    await later(0)
    expect(phone.toasts).toEqual(['没连上，再点一次不会重复下单'])
    await tap('付款开团')
    await later(0)
    const keys = shop.bodiesOf('POST /group-buys/gbu_1/teams').map((it) => (it as { key: string }).key)
    expect(keys[0]).toBe(keys[1])
    expect(phone.went).toHaveLength(1)
  })

  test("a team that collects at its leader's store offers that store alone", async () => {
    shop.groups.groupBuys.set('gbu_1', groupBuyOf({ pickupAt: 'leaderStore' }))
    await open(Checkout, { id: 'gbu_1', team: 'tea_1' })
    await later(0)
    expect(text()).toContain('自提都在静安寺店')
    expect(text()).not.toContain('新天地店')
  })
})
