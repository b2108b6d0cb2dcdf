import { memberIdOf } from '../../server/features/members/members.service'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { settleReturn, settleTaken } from '../../server/features/posOrders/posOrders.service'
import { factsOfMember, visitsOf } from '../../server/features/visits/visits.service'
import { startShop, type Shop } from '../orders/support'
import { build, next } from '../support/build'
import { MACHINE } from '../support/product'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

type Shelf = Awaited<ReturnType<typeof build.shelf>>
const told = (orders: object[]) => shop.product.post('/pos/orders', { token: MACHINE, body: { orders } })
const skuOf = ({ product }: Shelf) => product.skus[0]!

/** What a till tells of one SKU, 1 fen off a piece. */
const sale = (shelf: Shelf, quantity: number, more: object = {}) => {
  const { id: skuId, price: unitPrice } = skuOf(shelf)
  const line = { skuId, quantity, unitPrice, discount: quantity, total: (unitPrice - 1) * quantity }
  return { key: `till-${next()}-sale`, storeId: shelf.store._id, lines: [line], total: line.total, ...more }
}
const returning = (posOrderId: string, token: string, quantity: number, key = `back-${next()}-key`) =>
  shop.product.post(`/pos/orders/${posOrderId}/returns`, {
    token,
    body: { key, lines: [{ key: 'l1', quantity }], reason: '尺码不合适' },
  })

describe('purchases of the tills (OR-7)', () => {
  it('leave the stock and count for the member, once however often they are told', async () => {
    const shelf = await build.shelf(10)
    const buyer = await shop.shopper()
    const memberId = buyer.member.id
    const order = sale(shelf, 3, { memberId })
    const answers = await Promise.all(Array.from({ length: 6 }, () => told([order])))
    const rows = answers.map((it) => it.body.rows[0])
    expect(rows.filter((it) => it.outcome === 'applied')).toHaveLength(1)
    expect(rows.filter((it) => it.outcome === 'repeated')).toHaveLength(5)
    expect(new Set(rows.map((it) => it.posOrderId)).size).toBe(1)
    await shop.product.settled()
    await Promise.all([1, 2, 3].map(() => settleTaken(rows[0].posOrderId)))
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ onHand: 7, available: 7 })
    expect(await factsOfMember(memberId)).toMatchObject({
      spend12m: order.total,
      orderCount: 1,
      onlineShare: 0,
    })
    expect(await visitsOf(memberId, 5)).toMatchObject([
      { channel: 'store', kind: 'purchase', storeId: shelf.store._id, lines: [{ quantity: 3 }] },
    ])
    expect(await reconcile()).toEqual([])
  })

  it('finds the member by code, id or phone, and by none takes the purchase alone', async () => {
    const shelf = await build.shelf(10)
    const buyer = await shop.shopper()
    const { token, who, member } = buyer
    await shop.product.post('/me/phone', {
      token,
      body: { code: await shop.product.sandbox.phoneCode(who.personId) },
    })
    expect(await memberIdOf('phone', who.phone)).toBe(member.id)
    const { code } = (await shop.product.get('/me/code', { token })).body
    const { body } = await told([
      sale(shelf, 1, { memberCode: code }),
      sale(shelf, 1, { phone: who.phone, barcode: '' }),
      sale(shelf, 1, { memberId: member.id }),
      sale(shelf, 1),
      sale(shelf, 1, { memberCode: `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}` }),
      sale(shelf, 1, { phone: '13800000000' }),
      sale(shelf, 1, { memberId: 'mem_nobody' }),
    ])
    expect(body).toMatchObject({ applied: 4, refused: 3, repeated: 0 })
    const refused = body.rows.slice(4).map((it: { code: string }) => it.code)
    expect(refused).toEqual(['member_not_found', 'member_not_found', 'member_not_found'])
    expect((await factsOfMember(member.id)).orderCount).toBe(3)
    expect((await shop.product.get('/pos/orders', { token })).body.orders).toHaveLength(3)
  })

  it('wrong sums, unknown goods and another purchase under a key are refused row by row', async () => {
    const shelf = await build.shelf(10)
    const good = sale(shelf, 2)
    const line = good.lines[0]!
    await told([good])
    const { body } = await told([
      { ...sale(shelf, 2), total: 1 },
      { ...sale(shelf, 2), lines: [{ ...line, total: line.total + 1 }], total: line.total + 1 },
      { ...sale(shelf, 2), lines: [{ ...line, skuId: 'sku_none' }] },
      { ...sale(shelf, 2), storeId: 'sto_none' },
      {
        ...good,
        lines: [{ ...line, quantity: 1, discount: 1, total: line.unitPrice - 1 }],
        total: line.unitPrice - 1,
      },
      good,
      {
        ...sale(shelf, 1),
        lines: [{ ...sale(shelf, 1).lines[0], skuId: undefined, barcode: skuOf(shelf).barcode }],
      },
    ])
    expect(body.rows.map((it: { outcome: string; code?: string }) => it.code ?? it.outcome)).toEqual([
      'sum_wrong',
      'sum_wrong',
      'sku_not_found',
      'store_not_found',
      'key_reused',
      'repeated',
      'applied',
    ])
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ onHand: 7 })
  })

  it('a sale the stock did not have stands for the member and says what is to be counted', async () => {
    const shelf = await build.shelf(1)
    const buyer = await shop.shopper()
    const order = sale(shelf, 2, { memberId: buyer.member.id })
    const problem = [{ line: 'l1', code: 'stock_insufficient' }]
    expect((await told([order])).body.rows[0]).toMatchObject({ outcome: 'applied', stockProblems: problem })
    await build.stock(shelf.skuId, shelf.store._id, 5)
    expect((await told([order])).body.rows[0]).toMatchObject({ outcome: 'repeated', stockProblems: problem })
    expect((await factsOfMember(buyer.member.id)).spend12m).toBe(order.total)
  })
})

describe('in-store purchases serviced online (OR-6)', () => {
  it('asked for by the shopper, taken in another store: stock there, spend corrected, once', async () => {
    const shelf = await build.shelf(5)
    const buyer = await shop.shopper()
    const order = sale(shelf, 3, { memberId: buyer.member.id })
    const { posOrderId } = (await told([order])).body.rows[0]
    const asked = await returning(posOrderId, buyer.token, 2, 'one-return-only')
    expect(asked.body).toMatchObject({ returned: 0, returns: [{ state: 'requested' }] })
    expect((await returning(posOrderId, buyer.token, 2, 'one-return-only')).body.returns).toHaveLength(1)
    expect((await returning(posOrderId, buyer.token, 1, 'one-return-only')).body.error.code).toBe(
      'key_reused',
    )
    expect((await returning(posOrderId, buyer.token, 2)).body.error.code).toBe('return_too_many')
    const stranger = await shop.shopper()
    expect((await returning(posOrderId, stranger.token, 1)).body.error.code).toBe('pos_order_not_found')

    const elsewhere = await build.store()
    const { token } = await shop.staff(elsewhere._id)
    const settle = () =>
      shop.product.post(`/pos/orders/${posOrderId}/returns/${asked.body.returns[0].id}/settle`, {
        token,
        body: { outcome: 'taken' },
      })
    const answers = await Promise.all([settle(), settle(), settle()])
    expect(answers.map((it) => it.body.error?.code ?? 'done').sort()).toEqual([
      'done',
      'return_settled',
      'return_settled',
    ])
    await shop.product.settled()
    await settleReturn(posOrderId, asked.body.returns[0].id)
    expect(await shop.stockOf(shelf.skuId, elsewhere._id)).toMatchObject({ onHand: 2 })
    expect((await factsOfMember(buyer.member.id)).spend12m).toBe(order.total / 3)
    expect(await reconcile()).toEqual([])
  })

  it('a declined return gives its pieces free again; the till takes them at once', async () => {
    const shelf = await build.shelf(5)
    const buyer = await shop.shopper()
    const { posOrderId } = (await told([sale(shelf, 2, { memberId: buyer.member.id })])).body.rows[0]
    const { body } = await returning(posOrderId, buyer.token, 2)
    const { token } = await shop.staff(shelf.store._id)
    const path = `/pos/orders/${posOrderId}/returns/${body.returns[0].id}/settle`
    const declined = await shop.product.post(path, { token, body: { outcome: 'declined' } })
    expect(declined.body.returns).toMatchObject([{ state: 'declined' }])
    expect((await returning(posOrderId, MACHINE, 2)).body.returns[1]).toMatchObject({ state: 'taken' })
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ onHand: 5 })
    expect((await factsOfMember(buyer.member.id)).spend12m).toBe(0)
  })

  it('however many ask at once, no more come back than were bought', async () => {
    const shelf = await build.shelf(5)
    const { posOrderId } = (await told([sale(shelf, 3)])).body.rows[0]
    const { token } = await shop.staff(shelf.store._id)
    const answers = await Promise.all(Array.from({ length: 8 }, () => returning(posOrderId, token, 1)))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(3)
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ onHand: 5 })
  })
})
