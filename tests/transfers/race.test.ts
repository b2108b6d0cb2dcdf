import { reconcile } from '../../server/features/inventory/inventory.service'
import { findTransfer, moveTransfer, type TransferDoc } from '../../server/features/transfers/transfers.model'
import { settle } from '../../server/features/transfers/transfers.stock'
import { feed, line } from '../inventory/feed'
import { startProduct, type TestProduct } from '../support/product'
import { acts, ends } from './ends'

let product: TestProduct
let act: ReturnType<typeof acts>
beforeAll(async () => {
  product = await startProduct()
  act = acts(product)
})
afterAll(() => product?.stop())

const times = <T>(count: number, run: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => run(at)))

describe('several people at one transfer (IN-5)', () => {
  it('approve, ship and receive it once, however many tap at once', async () => {
    const it = await ends(product)
    const { id } = (await act.request(it)).body
    const approved = await times(8, () => act.approve(id, it.sender))
    expect(new Set(approved.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 10, reserved: 4, available: 6 })
    const shipped = await times(8, () => act.ship(id, it.sender))
    expect(new Set(shipped.map((answer) => answer.body.status))).toEqual(new Set(['shipped']))
    const received = await times(8, () => act.receive(id, it.guide))
    expect(new Set(received.map((answer) => answer.body.status))).toEqual(new Set(['received']))
    await product.settled()
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 6, reserved: 0, available: 6 })
    expect(await act.stock(it.skuId, it.to)).toEqual({ onHand: 4, reserved: 0, available: 4 })
    expect(await act.ledger(it.skuId, it.from)).toEqual([{ kind: 'transferOut', quantity: -4 }])
    expect(await act.ledger(it.skuId, it.to)).toEqual([{ kind: 'transferIn', quantity: 4 }])
    expect(await reconcile()).toEqual([])
  })

  it('who count differently are not both right', async () => {
    const it = await ends(product)
    const { id } = (await act.request(it)).body
    await act.approve(id, it.sender)
    await act.ship(id, it.sender)
    const answers = await times(6, (at) =>
      act.receive(id, it.guide, { lines: [{ skuId: it.skuId, quantity: at % 2 ? 4 : 2 }] }),
    )
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(3)
    const { onHand } = await act.stock(it.skuId, it.to)
    expect([2, 4]).toContain(onHand)
    const [counted] = (await product.get(`/transfers/${id}`, { token: it.guide })).body.lines
    expect([counted.received, counted.difference]).toEqual([onHand, 4 - onHand])
  })

  it('approve and call off: the pieces are held or free, never in between', async () => {
    const it = await ends(product, 40)
    const ids = await times(8, async () => (await act.request(it)).body.id as string)
    await Promise.all(ids.flatMap((id) => [act.approve(id, it.sender), act.cancel(id, it.receiver)]))
    await product.settled()
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 40, reserved: 0, available: 40 })
  })

  it('approve more transfers than there are pieces for: as many as fit', async () => {
    const it = await ends(product, 10)
    const ids = await times(6, async () => (await act.request(it)).body.id as string)
    const answers = await Promise.all(ids.map((id) => act.approve(id, it.sender)))
    await product.settled()
    const done = answers.filter((answer) => answer.status === 200).length
    expect(answers.filter((answer) => answer.body.error?.code === 'stock_insufficient')).toHaveLength(
      6 - done,
    )
    expect(done).toBe(2)
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 10, reserved: 8, available: 2 })
  })

  it('a count between leaving and taking out corrects what is on the way', async () => {
    const it = await ends(product)
    await product.stopWorker()
    const { id } = (await act.request(it)).body
    await act.approve(id, it.sender)
    const approved = (await findTransfer(id)) as TransferDoc
    const lines = approved.lines.map((one) => ({ ...one, shipped: 4 }))
    await moveTransfer(approved, 'shipped', 'gui_a', { lines })
    await feed(product, [line({ skuId: it.skuId, locationId: it.from, kind: 'count', quantity: 3 })])
    await times(3, () => settle(id))
    product.startWorker()
    await product.settled()
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 0, reserved: 0, available: 0 })
    expect(await act.inTransit(it.skuId, it.to)).toEqual({ incoming: 3, outgoing: 0 })
    const { body } = await act.receive(id, it.guide, { lines: [{ skuId: it.skuId, quantity: 4 }] })
    expect(body.lines).toMatchObject([{ quantity: 4, shipped: 3, received: 4, difference: -1 }])
    await product.settled()
    expect(await reconcile()).toEqual([])
  })

  it('what is left half done is finished by the events, told twice and late', async () => {
    const it = await ends(product)
    await product.stopWorker()
    const { id } = (await act.request(it)).body
    await act.approve(id, it.sender)
    await act.ship(id, it.sender)
    await act.receive(id, it.guide)
    await times(4, () => settle(id))
    product.startWorker()
    await product.settled()
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 6, reserved: 0, available: 6 })
    expect(await act.stock(it.skuId, it.to)).toEqual({ onHand: 4, reserved: 0, available: 4 })
  })
})
