import { salon } from '../appointments/support'
import { customersOf, outcome } from '../customers/friends'
import { signInGuide, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())
const { friends } = customersOf(() => product)

/** A guide's friend, and a service that can be booked in the guide's store. */
async function pair() {
  const { shop: store, service } = await salon(product)
  return { ...(await friends({ storeId: store._id })), store, service }
}
const made = (token: string, externalUserId: string, body: object) =>
  product.post(`/customers/${externalUserId}/activity-cards`, { token, body })
const KEY = 'key_of_activity'

describe('activities sent into a chat (GU-3, GU-6)', () => {
  it('are those of the own store; a card of one names the guide, once for a key', async () => {
    const { token, guide, customer, externalUserId, store, service } = await pair()
    await salon(product)
    const list = await product.get(`/customers/${externalUserId}/activities`, { token })
    expect(list.body.activities).toMatchObject([{ kind: 'service', id: service._id, title: service.name }])
    const body = { kind: 'service', id: service._id, key: KEY }
    const both = await Promise.all([made(token, externalUserId, body), made(token, externalUserId, body)])
    const [first, second] = both.map((it) => it.body)
    expect(second.card.id).toBe(first.card.id)
    const [path, query] = first.message.page.split('?')
    expect(path).toBe('pages/booking/book/index.html')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      storeId: store._id,
      serviceId: service._id,
      card: first.card.id,
    })
    await product.post(`/guide-cards/${first.card.id}/sent`, { token })
    const buyer = await signInShopper(product, customer)
    const opened = await product.post(`/guide-cards/${first.card.id}/opened`, { token: buyer.token })
    expect(opened.body).toMatchObject({ guideName: guide.name, storeId: store._id })
    const sent = await product.get(`/customers/${externalUserId}/guide-cards`, { token })
    expect(sent.body.cards).toMatchObject([{ kind: 'service', name: service.name, state: 'opened' }])
    expect(sent.body.cards[0]).not.toHaveProperty('price')
  })

  it('are refused when they are not on in the own store, and for a colleague’s customer', async () => {
    const { token, externalUserId, service } = await pair()
    const other = await pair()
    const body = { kind: 'service', id: service._id, key: KEY }
    expect(outcome(await made(other.token, other.externalUserId, body))).toEqual([404, 'activity_not_found'])
    const colleague = await signInGuide(product)
    expect(outcome(await made(colleague.token, externalUserId, body))).toEqual([403, 'customer_not_yours'])
    expect(outcome(await made(token, externalUserId, { ...body, kind: 'event' }))).toEqual([
      404,
      'activity_not_found',
    ])
  })
})
