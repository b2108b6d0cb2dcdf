import { customersOf } from '../customers/friends'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { signInGuide, signInOperator, signInShopper } from '../support/people'

let shop: Shop
beforeEach(async () => {
  shop = await startShop()
})
afterEach(() => shop?.product.stop())
const { friends } = customersOf(() => shop.product)

/** A store of a province, and what a guide's customer bought there with the guide. */
async function selling(province: string, quantity: number) {
  const store = await build.store({ province })
  const product = await build.product()
  const skuId = product.skus[0]?.id ?? ''
  await build.stock(skuId, store._id, 9)
  const { guide, customer, externalUserId, token } = await friends({ storeId: store._id })
  const buyer = { who: customer, ...(await signInShopper(shop.product, customer)) }
  const made = await shop.product.post(`/customers/${externalUserId}/guide-cards`, {
    token,
    body: { skuId, key: 'card-of-test' },
  })
  await shop.product.post(`/guide-cards/${made.body.card.id}/opened`, { token: buyer.token })
  const basket = { lines: [{ skuId, quantity }], way: 'pickup', storeId: store._id }
  const { body } = await shop.place(buyer, basket)
  await shop.payOnPhone(buyer, body.id)
  const order = await shop.whenStatus(buyer, body.id, 'paid')
  await shop.product.settled()
  return { store, guide, amount: order.amounts.total as number }
}
const salesFor = async (token: string) => (await shop.product.get('/console/store-sales', { token })).body
const salesOf = (storeId: string, token: string) =>
  shop.product.get(`/console/stores/${storeId}/sales`, { token })
const idsOf = ({ stores }: { stores: { storeId: string }[] }) => stores.map((it) => it.storeId)

describe('what the stores of an operator sold by guide (GU-5, OP-6)', () => {
  it('is the whole chain for headquarters, the region for its head and one store for its manager', async () => {
    const small = await selling('浙江省', 1)
    const large = await selling('浙江省', 3)
    const far = await selling('四川省', 2)
    const idle = await build.store({ province: '浙江省' })

    const head = await signInOperator(shop.product)
    const all = await salesFor(head.token)
    const everywhere = [small.store, large.store, far.store, idle].map((it) => it._id)
    expect(new Set(idsOf(all))).toEqual(new Set(everywhere))
    expect(all.month).toEqual({ orders: 3, amount: small.amount + large.amount + far.amount })
    expect(all.today).toEqual(all.month)

    const region = await signInOperator(shop.product, {
      role: 'region',
      region: '浙江',
      provinces: ['浙江省'],
    })
    const own = await salesFor(region.token)
    expect(idsOf(own)).toEqual([large.store._id, small.store._id, idle._id])
    expect(own.month).toEqual({ orders: 2, amount: small.amount + large.amount })
    expect(own.stores[0]).toMatchObject({ month: { orders: 1, amount: large.amount }, guides: 1 })
    expect((await salesOf(large.store._id, region.token)).body).toMatchObject({
      name: large.store.name,
      month: { orders: 1, amount: large.amount },
      guides: [{ guideId: large.guide._id, month: { orders: 1, amount: large.amount } }],
    })
    const foreign = await salesOf(far.store._id, region.token)
    expect([foreign.status, foreign.body.error.code]).toEqual([403, 'store_out_of_reach'])
    const unknown = await salesOf('sto_nowhere', head.token)
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'store_not_found'])

    const single = await signInOperator(shop.product, { role: 'store', storeId: small.store._id })
    expect(idsOf(await salesFor(single.token))).toEqual([small.store._id])
    expect((await salesOf(large.store._id, single.token)).status).toBe(403)
    const guide = await signInGuide(shop.product, { storeId: small.store._id })
    expect((await salesOf(small.store._id, guide.token)).status).toBe(403)
  })
})
