import type { WxWork } from './harness/types'
import { eventOf } from './support/fakeEvents'
import { flashItemOf, sessionOf } from './support/fakeFlash'
import { groupBuyOf, teamOf } from './support/fakeGroups'
import { startFakeShop, type FakeShop } from './support/fakeShop'
import { openPhone } from './support/weapp'

const LARGEST_SET_DATA = 64 * 1024

let shop: FakeShop
let open: ReturnType<typeof openPhone> | undefined
const requestPayment: WxWork = (options) => {
  const id = String(options.package).replace('prepay_id=wx_', '')
  if (shop.buying.orders.get(id)?.group) shop.groups.pay(id)
  else shop.buying.pay(id)
  return {}
}
const phone = () => (open = openPhone(shop.origin, { requestPayment }))
/** Nothing the templates do not know, and no page that sends too much at once. */
const isSound = () => {
  expect(open?.screen.unknown()).toEqual([])
  for (const page of open?.program.stack ?? []) expect(page.sent.largest).toBeLessThan(LARGEST_SET_DATA)
}

beforeAll(async () => {
  shop = await startFakeShop()
})
beforeEach(() => {
  shop.groups.groupBuys.set('gbu_1', groupBuyOf())
  shop.groups.teams.set('tea_1', teamOf({ left: 2, size: 4, stateText: '还差 2 人成团' }))
  shop.groups.mine.clear()
})
afterEach(() => {
  open?.program.close()
  open = undefined
})
afterAll(() => shop.close())

describe('group buys on the compiled mini-program (GB-1)', () => {
  test('a friend comes by the card, signs in, takes a seat, pays, and is back at the team', async () => {
    const { program, screen } = phone()
    program.launch('pages/group/team/index', { id: 'tea_1', from: 'K7M2QX4T', ch: 'card' })
    await screen.sees('还差 2 人成团')
    await screen.sees('等人加入')
    isSound()
    await screen.tap('seats__go', '参团')
    await screen.isOn('pages/group/checkout/index')
    await screen.sees('价格明细')
    await screen.sees('3 人团价')
    isSound()
    await screen.tap('btn--main', '付款参团')
    await screen.isOn('pages/order/detail/index')
    await screen.isOn('pages/group/team/index')
    await screen.sees('还差 1 人成团')
    await screen.sees('邀请好友参团')
    isSound()
    shop.groups.teams.set('tea_1', teamOf({ state: 'formed', stateText: '已成团', left: 0 }))
    await screen.sees('拼成了', 8000)
    const placed = shop.calls.filter((it) => it === 'POST /teams/tea_1/orders')
    expect(placed).toHaveLength(1)
  })

  test('from the hall a team is opened', async () => {
    const { program, screen } = phone()
    program.launch('pages/group/hall/index')
    await screen.sees('1 个团在等人')
    isSound()
    await screen.tap('gcard', '去参团')
    await screen.isOn('pages/group/offer/index')
    await screen.sees('拼团规则')
    isSound()
    await screen.tap('btn--main', '我来开团')
    await screen.isOn('pages/group/checkout/index')
    await screen.tap('btn--main', '付款开团')
    await screen.isOn('pages/group/team/index')
    await screen.sees('还差 2 人成团')
    isSound()
  })
})

describe('flash sale on the compiled mini-program (SO-2)', () => {
  test('a piece is asked for, won and paid', async () => {
    shop.flash.sessions.set('fss_1', sessionOf({ items: [flashItemOf(0)] }))
    const { program, screen } = phone()
    program.launch('pages/flash/sale/index')
    await screen.sees('已抢 68%')
    isSound()
    await screen.tap('btn--main', '马上抢')
    await screen.isOn('pages/flash/checkout/index')
    await screen.tap('btn--main', '微信一键登录')
    await screen.sees('价格明细')
    isSound()
    await screen.tap('btn--main', '立即抢')
    await screen.isOn('pages/order/detail/index')
    await screen.sees('待自提', 10_000)
  })
})

describe('events and friends on the compiled mini-program (AP-2, SO-4)', () => {
  test('signs up for an event and shows the code', async () => {
    shop.events.events.set('ste_1', eventOf())
    const { program, screen } = phone()
    program.launch('pages/event/list/index')
    await screen.tap('btn--main', '微信一键登录')
    await screen.sees('冬日乌龙品鉴')
    isSound()
    await screen.tap('event', '冬日乌龙品鉴')
    await screen.isOn('pages/event/detail/index')
    await screen.sees('报名就送')
    isSound()
    await screen.tap('btn--main', '立即报名')
    await screen.isOn('pages/event/mine/index')
    await screen.sees('后自动换新码')
    isSound()
  })

  test('a friend accepts an invitation', async () => {
    const { program, screen } = phone()
    program.launch('pages/friends/accept/index', { from: 'K7M2QX4T', ch: 'card' })
    await screen.tap('btn--main', '微信一键登录')
    await screen.sees('请你来拾禾')
    await screen.tap('btn--main', '接受邀请')
    await screen.sees('去挑第一单')
    isSound()
  })
})
