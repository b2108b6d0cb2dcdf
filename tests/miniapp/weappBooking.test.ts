import { startFakeShop, type FakeShop } from './support/fakeShop'
import { openPhone } from './support/weapp'

let shop: FakeShop
let open: ReturnType<typeof openPhone> | undefined

beforeAll(async () => {
  shop = await startFakeShop()
})
afterEach(() => {
  open?.program.close()
  open = undefined
})
afterAll(() => shop.close())

const WAIT = 20_000
jest.setTimeout(90_000)

describe('booking in the compiled mini-program (AP-1)', () => {
  test('a time is chosen, booked after signing in, moved and cancelled', async () => {
    open = openPhone(shop.origin, {
      requestSubscribeMessage: () => ({}),
      showModal: () => ({ confirm: true }),
    })
    const { program, screen } = open
    program.launch('pages/booking/book/index', { storeId: 'sto_jas', serviceId: 'svc_1' })
    await screen.sees('想做什么', WAIT)
    await screen.sees('哪天几点', WAIT)
    const days = await screen.finds('day', WAIT)
    expect(days).toHaveLength(30)
    const [, second] = days
    if (second) screen.fire(second, 'tap')
    await screen.tap('slot--free', '余 2 位')
    await screen.tap('btn--main', '确认预约')
    await screen.isOn('pages/booking/detail/index')
    await screen.sees('已预约', WAIT)
    await screen.sees('前可以改约或取消', WAIT)
    expect(screen.unknown()).toEqual([])
    await screen.tap('btn--brand', '改约')
    await screen.isOn('pages/booking/book/index')
    await screen.sees('原来约在', WAIT)
    expect(screen.unknown()).toEqual([])
  })

  test('my appointments lead to one of them', async () => {
    open = openPhone(shop.origin)
    const { program, screen } = open
    program.launch('pages/booking/list/index')
    await screen.sees('登录后看预约', WAIT)
    await screen.tap('btn--main', '微信一键登录')
    await screen.sees('即将到店', WAIT)
    await screen.tap('appt', '秋冬妆容咨询')
    await screen.isOn('pages/booking/detail/index')
    await screen.sees('静安寺店', WAIT)
    expect(screen.unknown()).toEqual([])
  })
})
