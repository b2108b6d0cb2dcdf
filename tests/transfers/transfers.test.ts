import { reconcile } from '../../server/features/inventory/inventory.service'
import { build, next } from '../support/build'
import { signInGuide } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { acts, ends } from './ends'

let product: TestProduct
let act: ReturnType<typeof acts>
beforeAll(async () => {
  product = await startProduct()
  act = acts(product)
})
afterAll(() => product?.stop())

const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
]

describe('a transfer between stores (IN-5)', () => {
  it('goes from asking to receiving, and its pieces are at every moment somewhere', async () => {
    const it = await ends(product)
    const asked = await act.request(it)
    expect([asked.status, asked.body.status, asked.body.statusText]).toEqual([200, 'requested', '待审批'])
    const { id } = asked.body
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 10, reserved: 0, available: 10 })

    expect((await act.approve(id, it.sender)).body.status).toBe('approved')
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 10, reserved: 4, available: 6 })

    const shipped = await act.ship(id, it.sender)
    expect(shipped.body).toMatchObject({ status: 'shipped', inTransit: 4, lines: [{ shipped: 4 }] })
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 6, reserved: 0, available: 6 })
    expect(await act.inTransit(it.skuId, it.to)).toEqual({ incoming: 4, outgoing: 0 })
    expect(await act.inTransit(it.skuId, it.from)).toEqual({ incoming: 0, outgoing: 4 })

    const received = await act.receive(id, it.guide, { lines: [{ skuId: it.skuId, quantity: 3 }] })
    expect(received.body).toMatchObject({
      status: 'received',
      statusText: '已收货',
      inTransit: 0,
      lines: [{ shipped: 4, received: 3, inTransit: 0, difference: 1 }],
    })
    expect(received.body.history.map((step: { status: string }) => step.status)).toEqual([
      'requested',
      'approved',
      'shipped',
      'received',
    ])
    expect(await act.stock(it.skuId, it.to)).toEqual({ onHand: 3, reserved: 0, available: 3 })
    await product.settled()
    expect(await act.ledger(it.skuId, it.from)).toEqual([{ kind: 'transferOut', quantity: -4 }])
    expect(await act.ledger(it.skuId, it.to)).toEqual([{ kind: 'transferIn', quantity: 3 }])
    expect(await reconcile()).toEqual([])
  })

  it('is the same transfer when its key is sent again, and another request under it is refused', async () => {
    const it = await ends(product)
    const key = `transfer${next()}`
    const [first, again] = await Promise.all([act.request(it, 4, { key }), act.request(it, 4, { key })])
    expect(again.body.id).toBe(first.body.id)
    expect(codeOf(await act.request(it, 5, { key }))).toEqual([409, 'key_reused'])
    const { body } = await act.list(it.guide, `storeId=${it.to}`)
    expect(body.transfers).toHaveLength(1)
  })

  it('changes nothing when a step is repeated, also late', async () => {
    const it = await ends(product)
    const { id } = (await act.request(it)).body
    await act.approve(id, it.sender)
    expect((await act.approve(id, it.sender)).body.status).toBe('approved')
    await act.ship(id, it.sender)
    expect((await act.ship(id, it.sender)).body.status).toBe('shipped')
    await act.receive(id, it.receiver)
    for (const late of [act.approve(id, it.sender), act.ship(id, it.sender), act.receive(id, it.guide)])
      expect((await late).body.status).toBe('received')
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 6, reserved: 0, available: 6 })
    expect(await act.stock(it.skuId, it.to)).toEqual({ onHand: 4, reserved: 0, available: 4 })
    const other = { lines: [{ skuId: it.skuId, quantity: 2 }] }
    expect(codeOf(await act.receive(id, it.guide, other))).toEqual([409, 'transfer_closed'])
    expect(codeOf(await act.ship(id, it.sender, other))).toEqual([409, 'transfer_closed'])
  })

  it('is not approved without the pieces, and can be once they are there', async () => {
    const it = await ends(product, 3)
    const { id } = (await act.request(it)).body
    const refused = await act.approve(id, it.sender)
    expect(codeOf(refused)).toEqual([409, 'stock_insufficient'])
    expect(refused.body.error.details).toEqual([{ skuId: it.skuId, available: 3 }])
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 3, reserved: 0, available: 3 })
    const change = { key: `k${next()}`, skuId: it.skuId, locationId: it.from, kind: 'receipt', quantity: 1 }
    await product.post('/stock/changes', { token: MACHINE, body: { changes: [change] } })
    expect((await act.approve(id, it.sender)).body.status).toBe('approved')
    await product.settled()
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 4, reserved: 4, available: 0 })
  })

  it('frees its pieces when it is called off, and cannot be called off once shipped', async () => {
    const it = await ends(product)
    const { id } = (await act.request(it)).body
    await act.approve(id, it.sender)
    expect(codeOf(await act.cancel(id, it.guide))).toEqual([403, 'transfer_forbidden'])
    expect((await act.cancel(id, it.receiver)).body).toMatchObject({ status: 'cancelled' })
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 10, reserved: 0, available: 10 })
    expect(codeOf(await act.approve(id, it.sender))).toEqual([409, 'transfer_closed'])
    const second = (await act.request(it)).body.id
    await act.approve(second, it.sender)
    await act.ship(second, it.sender)
    expect(codeOf(await act.cancel(second, it.sender))).toEqual([409, 'transfer_closed'])
  })

  it('may leave with fewer than agreed on, never with more or with pieces the shelf lost', async () => {
    const it = await ends(product)
    const { id } = (await act.request(it)).body
    await act.approve(id, it.sender)
    const of = (quantity: number, skuId = it.skuId) => ({ lines: [{ skuId, quantity }] })
    expect(codeOf(await act.ship(id, it.sender, of(5)))).toEqual([422, 'quantity_invalid'])
    expect(codeOf(await act.ship(id, it.sender, of(0)))).toEqual([422, 'quantity_invalid'])
    expect(codeOf(await act.ship(id, it.sender, of(1, 'sku_other')))).toEqual([422, 'quantity_invalid'])
    const count = { key: `k${next()}`, skuId: it.skuId, locationId: it.from, kind: 'count', quantity: 2 }
    await product.post('/stock/changes', { token: MACHINE, body: { changes: [count] } })
    expect(codeOf(await act.ship(id, it.sender))).toEqual([409, 'stock_insufficient'])
    expect((await act.ship(id, it.sender, of(2))).body.inTransit).toBe(2)
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 0, reserved: 0, available: 0 })
  })

  it('is moved on only by those whose turn it is', async () => {
    const it = await ends(product)
    const { id } = (await act.request(it)).body
    const stranger = await signInGuide(product, { role: 'manager' })
    for (const token of [it.receiver, stranger.token, MACHINE])
      expect(codeOf(await act.approve(id, token))).toEqual([403, 'transfer_forbidden'])
    expect(codeOf(await act.approve(id, it.guide))).toEqual([403, 'not_allowed'])
    await act.approve(id, it.sender)
    expect(codeOf(await act.ship(id, it.receiver))).toEqual([403, 'transfer_forbidden'])
    await act.ship(id, it.sender)
    for (const token of [it.sender, stranger.token, MACHINE])
      expect(codeOf(await act.receive(id, token))).toEqual([403, 'transfer_forbidden'])
    const look = (token: string) => product.get(`/transfers/${id}`, { token })
    expect(codeOf(await look(stranger.token))).toEqual([403, 'transfer_forbidden'])
    expect((await look(it.guide)).body.id).toBe(id)
  })

  it('comes from a warehouse by the system that speaks for it', async () => {
    const it = await ends(product, 0)
    const warehouse = await build.store({ _id: `whs_t${next()}`, kind: 'central' })
    await build.stock(it.skuId, warehouse._id, 50)
    const { id } = (await act.request(it, 40, { from: warehouse._id })).body
    expect(codeOf(await act.approve(id, it.receiver))).toEqual([403, 'transfer_forbidden'])
    expect((await act.approve(id, MACHINE)).body.status).toBe('approved')
    await act.ship(id, MACHINE)
    await act.receive(id, it.guide)
    expect(await act.stock(it.skuId, it.to)).toEqual({ onHand: 40, reserved: 0, available: 40 })
  })

  it.each<[string, object, number, string]>([
    ['an unknown SKU', { lines: [{ skuId: 'sku_nothing', quantity: 1 }] }, 404, 'sku_not_found'],
    ['an unknown place', { from: 'whs_nowhere' }, 404, 'location_not_found'],
    ['no pieces', { lines: [{ skuId: 'sku_a', quantity: 0 }] }, 400, 'request_invalid'],
    [
      'a SKU twice',
      {
        lines: [
          { skuId: 'sku_a', quantity: 1 },
          { skuId: 'sku_a', quantity: 2 },
        ],
      },
      400,
      'request_invalid',
    ],
  ])('is refused with %s', async (_, more, status, code) => {
    expect(codeOf(await act.request(await ends(product), 1, more))).toEqual([status, code])
  })

  it('is not asked of oneself', async () => {
    const it = await ends(product)
    expect(codeOf(await act.request(it, 1, { from: it.to }))).toEqual([422, 'same_location'])
    expect(codeOf(await act.approve('tra_nothing', it.sender))).toEqual([404, 'transfer_not_found'])
  })

  it('is listed at both ends, by status, page by page', async () => {
    const it = await ends(product)
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.unshift((await act.request(it, 1)).body.id)
    await act.approve(ids[1]!, it.sender)
    const first = await act.list(it.sender, `storeId=${it.from}&direction=out&limit=2`)
    const rest = await act.list(
      it.sender,
      `storeId=${it.from}&direction=out&limit=2&cursor=${first.body.next}`,
    )
    const idsOf = ({ body }: typeof first) => body.transfers.map((one: { id: string }) => one.id)
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids)
    expect(rest.body.next).toBeUndefined()
    expect(idsOf(await act.list(it.guide, `storeId=${it.to}&status=approved`))).toEqual([ids[1]])
    expect(idsOf(await act.list(MACHINE, `storeId=${it.to}`))).toEqual(ids)
    expect(codeOf(await act.list(it.guide, `storeId=${it.from}`))).toEqual([403, 'location_forbidden'])
    expect(codeOf(await act.list(it.guide, `storeId=${it.to}&cursor=odd`))).toEqual([400, 'cursor_invalid'])
  })
})
