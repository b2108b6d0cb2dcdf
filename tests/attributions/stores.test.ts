import { importAttributions } from '../../server/features/attributions/attributions.service'
import { advanceClock, freezeClock, resetClock } from '../../server/kernel/clock'
import { customersOf } from '../customers/friends'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { signInGuide, signInOperator, signInShopper } from '../support/people'

let shop: Shop
beforeEach(async () => {
  shop = await startShop()
})
afterEach(async () => {
  resetClock()
  await shop?.product.stop()
})
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
const salesFor = async (token: string, query = '') =>
  (await shop.product.get(`/console/store-sales${query}`, { token })).body
const salesOf = (storeId: string, token: string, query = '') =>
  shop.product.get(`/console/stores/${storeId}/sales${query}`, { token })
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

  it('is of this month or the one before, as the calendar in China has it', async () => {
    const store = await build.store()
    const { _id: guideId } = await build.guide({ storeId: store._id })
    const evening = new Date('2026-11-30T15:00:00Z')
    freezeClock(evening)
    const amount = 8800
    const bound = { storeId: store._id, guideId, reason: 'bound', amount, refunded: 0, at: evening } as const
    await importAttributions([{ _id: 'ord_of_november', memberId: 'mem_1', ...bound }])
    const { token } = await signInOperator(shop.product, { role: 'store', storeId: store._id })
    const months = () =>
      Promise.all(
        ['thisMonth', 'lastMonth'].map(async (period) => {
          const one = (await salesOf(store._id, token, `?period=${period}`)).body
          const all = await salesFor(token, `?period=${period}`)
          expect([all.stores[0].month, all.today]).toEqual([one.month, one.today])
          return [one.month.amount, one.today.amount]
        }),
      )
    expect(await months()).toEqual([
      [amount, amount],
      [0, amount],
    ])
    advanceClock(3_600_000)
    expect(await months()).toEqual([
      [0, 0],
      [amount, 0],
    ])
  })
})
