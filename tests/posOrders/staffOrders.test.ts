import { startShop, type Shop } from '../orders/support'
import { deliveriesOf } from '../deliveries/support'
import { build } from '../support/build'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const order = (token: string, body: object) => shop.product.post('/staff/orders', { token, body })

describe('a guide orders what the shop lacks (OR-4)', () => {
  it('to be collected in another store: among the member’s unpaid orders, paid on the phone', async () => {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    const { token, guide } = await shop.staff((await build.store())._id)
    const body = {
      key: 'lacking-0001',
      memberId: buyer.member.id,
      lines: [{ skuId: shelf.skuId, quantity: 1 }],
      way: 'pickup',
      storeId: shelf.store._id,
    }
    const answers = await Promise.all([order(token, body), order(token, body), order(token, body)])
    const [orderId, ...others] = new Set(answers.map((it) => it.body.id as string))
    expect(others).toEqual([])
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ reserved: 1 })
    const unpaid = await shop.product.get('/orders?status=unpaid', { token: buyer.token })
    expect(unpaid.body.orders).toMatchObject([
      { id: orderId, channel: 'guide', guideId: guide._id, store: { id: shelf.store._id } },
    ])
    await shop.payOnPhone(buyer, orderId ?? '')
    expect(await shop.whenStatus(buyer, orderId ?? '', 'paid')).toMatchObject({ statusText: '待自提' })
    const twice = await order(token, { ...body, lines: [{ skuId: shelf.skuId, quantity: 2 }] })
    expect(twice.body.error.code).toBe('key_reused')
  })

  it('sent to the member’s default address, whose receiver the guide does not see in full', async () => {
    const shelf = await build.shelf(2)
    const buyer = await shop.shopper()
    const { token } = await shop.staff(shelf.store._id)
    const body = {
      key: 'lacking-0002',
      memberId: buyer.member.id,
      lines: [{ skuId: shelf.skuId, quantity: 1 }],
      way: 'express',
    }
    expect((await order(token, body)).body.error.code).toBe('address_required')
    await deliveriesOf(shop).addressNear(buyer, shelf)
    const placed = await order(token, body)
    expect(placed.body).toMatchObject({ way: 'express', status: 'unpaid', receiver: { name: '王**' } })
    expect((await shop.orderOf(buyer, placed.body.id)).receiver.name).toBe('王禾')
  })

  it('not for nobody, and not for somebody who cannot pay on a phone', async () => {
    const shelf = await build.shelf(1)
    const { token } = await shop.staff(shelf.store._id)
    const member = await build.member()
    const body = {
      key: 'lacking-0003',
      lines: [{ skuId: shelf.skuId, quantity: 1 }],
      way: 'pickup',
      storeId: shelf.store._id,
    }
    expect((await order(token, { ...body, memberId: 'mem_nobody' })).body.error.code).toBe('member_not_found')
    expect((await order(token, { ...body, memberId: member._id })).body.error.code).toBe(
      'member_without_wechat',
    )
  })
})
