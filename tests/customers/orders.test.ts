import { auditOf } from '../../server/kernel/audit'
import { now } from '../../server/kernel/clock'
import { build, next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInGuide } from '../support/people'
import { MACHINE } from '../support/product'
import { startShop, type Shop } from '../orders/support'
import { customersOf, outcome } from './friends'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
beforeEach(forgetLimits)
afterAll(() => shop?.product.stop())

const { friends, delivered } = customersOf(() => shop.product)
type Staff = Awaited<ReturnType<typeof friends>>

const ordersOf = (token: string, id: string, query = '') =>
  shop.product.get(`/customers/${id}/orders${query}`, { token })

/** A till's sale to a member, so many minutes ago. */
async function sold(memberId: string, minutes: number) {
  const { skuId, store, product } = await build.shelf(50)
  const price = product.skus[0]?.price ?? 0
  const { body } = await shop.product.post('/pos/orders', {
    token: MACHINE,
    body: {
      orders: [
        {
          key: `till-${next()}-hist`,
          storeId: store._id,
          memberId,
          lines: [{ skuId, quantity: 1, unitPrice: price, total: price }],
          total: price,
          at: new Date(now().getTime() - minutes * 60_000).toISOString(),
        },
      ],
    },
  })
  return body.rows[0].posOrderId as string
}
const idsOf = (body: { orders: { order: { id: string } }[] }) => body.orders.map((it) => it.order.id)

/** A friend of a guide who is a member, by the mini-program. */
async function member(staff: Staff) {
  const code = await shop.product.sandbox.loginCode(staff.customer.personId)
  const { body } = await shop.product.post('/session', { body: { code } })
  await delivered()
  return body as { token: string; member: { id: string } }
}

describe("the orders of the chat's customer (GU-1, OR-7)", () => {
  it('are those of all channels, newest first, page by page', async () => {
    const staff = await friends()
    const buyer = await member(staff)
    const [old, late] = [await sold(buyer.member.id, 50), await sold(buyer.member.id, -5)]
    const shelf = await build.shelf(5)
    const placed = await shop.product.post('/orders', {
      token: buyer.token,
      body: {
        key: `hist-${next()}-order`,
        way: 'pickup',
        storeId: shelf.store._id,
        lines: [{ skuId: shelf.skuId, quantity: 1 }],
      },
    })
    const all = await ordersOf(staff.token, staff.externalUserId)
    expect(all.status).toBe(200)
    expect(idsOf(all.body)).toEqual([late, placed.body.id, old])
    expect(all.body.orders.map((it: { channel: string }) => it.channel)).toEqual(['store', 'online', 'store'])
    expect(all.body).not.toHaveProperty('next')
    const paged: string[] = []
    for (let query = '?limit=1'; query;) {
      const { body } = await ordersOf(staff.token, staff.externalUserId, query)
      paged.push(...idsOf(body))
      query = body.next ? `?limit=1&cursor=${body.next}` : ''
    }
    expect(paged).toEqual([late, placed.body.id, old])
  })

  it('are nobody else’s', async () => {
    const [one, other] = [await friends(), await friends()]
    const [buyer, stranger] = [await member(one), await member(other)]
    const own = await sold(buyer.member.id, 5)
    await sold(stranger.member.id, 5)
    expect(idsOf((await ordersOf(one.token, one.externalUserId)).body)).toEqual([own])
  })

  it('are seen by those who may see the customer alone', async () => {
    const staff = await friends()
    const colleague = await signInGuide(shop.product, { storeId: staff.guide.storeId })
    const [own, foreign] = [
      await signInGuide(shop.product, { role: 'manager', storeId: staff.guide.storeId }),
      await signInGuide(shop.product, { role: 'manager' }),
    ]
    const id = staff.externalUserId
    expect(outcome(await ordersOf(colleague.token, id))).toEqual([403, 'customer_not_yours'])
    expect(outcome(await ordersOf(foreign.token, id))).toEqual([403, 'customer_not_yours'])
    expect((await ordersOf(own.token, id)).status).toBe(200)
    expect(outcome(await ordersOf(staff.token, 'wm_nobody_at_all'))).toEqual([404, 'customer_not_found'])
    expect(outcome(await ordersOf(staff.token, id, '?cursor=x'))).toEqual([200, undefined])
  })

  it('leave a trace of every look (OP-6)', async () => {
    const staff = await friends()
    const buyer = await member(staff)
    await ordersOf(staff.token, staff.externalUserId)
    expect(await auditOf(buyer.member.id)).toEqual([
      expect.objectContaining({ actor: staff.guide._id, action: 'customer.ordersViewed' }),
    ])
  })

  it('are empty while nobody knows which member it is, and refuse a strange mark', async () => {
    const staff = await friends()
    expect((await ordersOf(staff.token, staff.externalUserId)).body).toEqual({ orders: [] })
    await member(staff)
    expect(outcome(await ordersOf(staff.token, staff.externalUserId, '?cursor=x'))).toEqual([
      400,
      'cursor_invalid',
    ])
  })
})

describe('in-store purchases for staff (OR-6, OR-7)', () => {
  it('are listed for the own store alone, and shown one by one to any store', async () => {
    const staff = await friends()
    const buyer = await member(staff)
    const posOrderId = await sold(buyer.member.id, 5)
    const shown = await shop.product.get(`/staff/pos-orders/${posOrderId}`, { token: staff.token })
    expect(shown.body.order).toMatchObject({ id: posOrderId })
    expect(await auditOf(posOrderId)).toEqual([expect.objectContaining({ action: 'posOrder.viewed' })])
    const storeId = shown.body.order.storeId as string
    const there = await signInGuide(shop.product, { storeId })
    const list = (token: string) => shop.product.get(`/stores/${storeId}/pos-orders`, { token })
    expect(idsOf((await list(there.token)).body)).toEqual([posOrderId])
    expect(outcome(await list(staff.token))).toEqual([403, 'location_forbidden'])
  })
})

describe('what the desk looks up (GU-5)', () => {
  it('shows stock in the own store, around it nearest first, and in warehouses', async () => {
    const { skuId, store } = await build.shelf(3)
    const far = await build.store({ position: [store.position[0], store.position[1] + 0.1] })
    const near = await build.store({ position: [store.position[0], store.position[1] + 0.0001] })
    await build.stock(skuId, far._id, 20)
    const { token } = await signInGuide(shop.product, { storeId: store._id })
    const { status, body } = await shop.product.get(`/staff/stock/${skuId}`, { token })
    expect(status).toBe(200)
    expect(body.own).toMatchObject({ id: store._id, available: 3, distance: 0 })
    const ids = body.stores.map((it: { id: string }) => it.id)
    expect(ids[0]).toBe(near._id)
    expect(ids).not.toContain(store._id)
    expect(body.stores.find((it: { id: string }) => it.id === far._id)).toMatchObject({ available: 20 })
  })

  it('names the colleagues of the own store alone', async () => {
    const { guide, token } = await signInGuide(shop.product)
    const mate = await build.guide({ storeId: guide.storeId })
    await build.guide({ storeId: guide.storeId, active: false })
    const { body } = await shop.product.get(`/stores/${guide.storeId}/guides`, { token })
    expect(body.guides.map((it: { id: string }) => it.id).sort()).toEqual([guide._id, mate._id].sort())
    const other = await signInGuide(shop.product)
    expect(
      outcome(await shop.product.get(`/stores/${guide.storeId}/guides`, { token: other.token })),
    ).toEqual([403, 'location_forbidden'])
  })
})
