import { build } from '../support/build'
import { startShop, type Shop } from '../orders/support'
import { namedBy, routes, send, type Described } from './routes'
import { validParts } from './values'

/** What belongs to one shopper, one store or nobody, offered to every route by somebody it does not belong to. */
let shop: Shop
let stranger: string
let elsewhere: { guide: string; manager: string }
let owned: { params: Record<string, string>; member: string }
beforeAll(async () => {
  shop = await startShop()
  const { buyer, orderId } = await shop.paidOrder(await build.shelf(3))
  const address = await shop.product.post('/addresses', {
    token: buyer.token,
    body: {
      name: '王小禾',
      phone: '13900000001',
      province: '上海市',
      city: '上海市',
      district: '静安区',
      street: '南京西路 1 号',
      position: [121.45, 31.22],
    },
  })
  owned = { params: { orderId, addressId: address.body.id }, member: buyer.token }
  stranger = (await shop.shopper()).token
  const store = await build.store()
  elsewhere = {
    guide: (await shop.staff(store._id)).token,
    manager: (await shop.staff(store._id, 'manager')).token,
  }
})
afterAll(() => shop?.product.stop())

const ownable = ['orderId', 'addressId'] as const
const names = ({ path }: Described) => ownable.filter((it) => path.includes(`:${it}`))
const withOwned = routes.filter((it) => names(it).length > 0)
const forMembers = withOwned.filter((it) => namedBy(it).includes('member'))
const forStaff = withOwned.filter((it) => namedBy(it).includes('guide') || namedBy(it).includes('manager'))
const offered = (it: Described) => ({
  ...validParts(it),
  params: { ...validParts(it).params, ...owned.params },
})
/** What a member owns is as unknown to others as what does not exist. */
const unknown = /^(order|address|delivery)_not_found$/

describe('what belongs to somebody else (TR-2, OP-6)', () => {
  it.each(forMembers)('$key does not know it for a stranger', async (it) => {
    const { status, body } = await send(shop.product, it, offered(it), stranger)
    expect(status).toBe(404)
    expect(body.error.code).toMatch(unknown)
  })

  it.each(forMembers)('$key says of a stranger the same as of nothing', async (it) => {
    const { body } = await send(shop.product, it, validParts(it), stranger)
    const foreign = await send(shop.product, it, offered(it), stranger)
    expect(foreign.body.error).toEqual({ ...body.error, requestId: foreign.body.error.requestId })
  })

  it.each(forStaff)('$key answers staff of another store with a code, and changes nothing', async (it) => {
    const before = await shop.product.get(`/orders/${owned.params.orderId}`, { token: owned.member })
    const token = namedBy(it).includes('guide') ? elsewhere.guide : elsewhere.manager
    const { status, body } = await send(shop.product, it, offered(it), token)
    // Any store may look at an order to serve it; everything else is refused by name.
    if (status !== 200) expect([status < 500, typeof body.error.code]).toEqual([true, 'string'])
    else expect(it.method).toBe('GET')
    const after = await shop.product.get(`/orders/${owned.params.orderId}`, { token: owned.member })
    expect(after.body).toEqual(before.body)
  })

  it.each(routes.filter((it) => it.route.body))('$key refuses a body of megabytes by name', async (it) => {
    const token = namedBy(it).includes('member')
      ? stranger
      : namedBy(it).includes('machine')
        ? 'sandbox-machine-key'
        : elsewhere.manager
    const { status, body } = await send(
      shop.product,
      it,
      { ...validParts(it), body: { text: 'x'.repeat(1_100_000) } },
      token,
    )
    expect([status, body.error.code]).toEqual([413, 'body_too_large'])
  })
})
