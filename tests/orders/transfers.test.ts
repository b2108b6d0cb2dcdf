import { reconcile } from '../../server/features/inventory/inventory.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { noticesOf } from '../../server/features/notices/notices.service'
import { keepGoods } from '../../server/features/orders/orders.stock'
import { followTransfer } from '../../server/features/orders/orders.arrivals'
import { refundUnclaimed, settlePaid } from '../../server/features/orders/orders.saga'
import { freezeClock, resetClock } from '../../server/kernel/clock'
import { MACHINE } from '../support/product'
import { build } from '../support/build'
import { until } from '../support/until'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const DAY = 86_400_000
const open = { services: ['pickup'] as 'pickup'[] }

/** A store that lacks a SKU of which another one has some, with the people of both. */
async function setOut({ here = 0, there = 5, quantity = 2 } = {}) {
  const store = await build.store(open)
  const giver = await build.store(open)
  const skuId = (await build.product()).skus[0]!.id
  if (here) await build.stock(skuId, store._id, here)
  await build.stock(skuId, giver._id, there)
  const buyer = await shop.shopper()
  const [receiver, sender] = [await shop.staff(store._id, 'manager'), await shop.staff(giver._id, 'manager')]
  const basket = { lines: [{ skuId, quantity }], way: 'pickup', storeId: store._id, transferFrom: giver._id }
  const move = (name: string, token: string, id: string, body: object = {}) =>
    shop.product.post(`/transfers/${id}/${name}`, { token, body })
  return {
    store,
    giver,
    skuId,
    buyer,
    basket,
    quantity,
    receiver: receiver.token,
    sender: sender.token,
    place: (more: Record<string, unknown> = {}) => shop.place(buyer, basket, more),
    /** Placed and paid; its transfer is on the sender's list. */
    async paid() {
      const { body } = await shop.place(buyer, basket)
      expect(body.status).toBe('unpaid')
      await shop.payOnPhone(buyer, body.id)
      await shop.whenStatus(buyer, body.id, 'paid')
      await shop.product.settled()
      const orderId = body.id as string
      return { orderId, transferId: orderId.replace('ord_', 'tra_') }
    },
    ship: (id: string, body?: object) => move('ship', sender.token, id, body),
    receive: (id: string, body?: object) => move('receive', receiver.token, id, body),
    cancelTransfer: (id: string) => move('cancel', sender.token, id),
    cancelOrder: (orderId: string) =>
      shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} }),
    order: (orderId: string) => shop.orderOf(buyer, orderId),
    here: () => shop.stockOf(skuId, store._id),
    there: () => shop.stockOf(skuId, giver._id),
    /** What both shelves hold when everything was handled, and what the ledger says against it. */
    async ends() {
      await shop.product.settled()
      const [here, there] = [await shop.stockOf(skuId, store._id), await shop.stockOf(skuId, giver._id)]
      return { here, there, wrong: await reconcile() }
    },
  }
}
const shelf = (onHand: number) => ({ onHand, reserved: 0, available: onHand })
/** Both shelves with so many pieces, none of them held. */
const free = (here: number, there: number) => ({ here: shelf(here), there: shelf(there), wrong: [] })
type Story = Awaited<ReturnType<typeof setOut>>

const refundsOf = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string; status: string }[]
  }
  return all.refunds.filter((it) => it.outTradeNo === orderId)
}
const refunded = async ({ buyer }: Story, orderId: string, reason: RegExp) => {
  await shop.whenStatus(buyer, orderId, 'refunded')
  const order = await until(
    () => shop.orderOf(buyer, orderId),
    (it) => it.refunds[0]?.state === 'succeeded',
  )
  expect(order.refunds).toHaveLength(1)
  expect(order.refunds[0].reason).toMatch(reason)
  expect(order.amounts.refunded).toBe(order.amounts.total)
  expect(await refundsOf(orderId)).toHaveLength(1)
}

describe('the chosen store lacks something (IN-4)', () => {
  it('the preview says what else can be done, and why', async () => {
    freezeClock(new Date('2026-10-01T02:00:00Z'))
    const it = await setOut()
    const warehouse = await build.store({
      _id: `whs_t${Date.now()}`,
      kind: 'central',
      name: '华东仓',
      services: [],
    })
    await build.stock(it.skuId, warehouse._id, 50)
    const preview = (more: object) =>
      shop.product.post('/checkout/preview', { token: it.buyer.token, body: { ...it.basket, ...more } })
    const { body } = await preview({ transferFrom: undefined })
    expect(body.problem.code).toBe('out_of_stock')
    expect(body.alternatives).toEqual([
      {
        kind: 'transfer',
        location: { id: it.giver._id, name: it.giver.name },
        distance: 100,
        expectedAt: '2026-10-01T12:00:00.000Z',
        reason: `「${it.giver.name}」有货，距门店 100 米，预计 10月1日 20:00 前到店`,
      },
      {
        kind: 'store',
        location: { id: it.giver._id, name: it.giver.name },
        distance: 100,
        reason: `「${it.giver.name}」整单有货，距这家店 100 米，付款后就能取`,
      },
      {
        kind: 'delivery',
        location: { id: it.giver._id, name: it.giver.name },
        distance: 100,
        reason: expect.stringContaining('发货'),
      },
    ])
    const { body: brought } = await preview({})
    expect([brought.problem, brought.alternatives]).toEqual([undefined, []])
    expect(brought.fulfilment).toEqual({
      locationIds: [it.giver._id],
      text: `从「${it.giver.name}」调货，预计 10月1日 20:00 前到${it.store.name}，到店通知来取`,
    })
    // Asked for after the round of the day has left, it comes the day after.
    freezeClock(new Date('2026-10-01T04:00:00Z'))
    expect((await preview({})).body.fulfilment.text).toContain('10月2日 20:00')
    resetClock()
  })

  it('nothing else is offered where nobody has it', async () => {
    const it = await setOut({ there: 1 })
    const { body } = await shop.product.post('/checkout/preview', { token: it.buyer.token, body: it.basket })
    expect([body.problem.code, body.alternatives]).toEqual(['out_of_stock', []])
    expect((await it.place()).body.error.code).toBe('out_of_stock')
    expect(await it.there()).toEqual({ onHand: 1, reserved: 0, available: 1 })
  })

  it('brought: held there, sent, held here; the code works only then', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    expect(await it.there()).toEqual({ onHand: 5, reserved: 2, available: 3 })
    expect(await it.here()).toEqual({ onHand: 0, reserved: 0, available: 0 })
    const paid = await it.order(orderId)
    expect([paid.statusText, paid.transfer.fromName]).toEqual(['调货中', it.giver.name])

    const { digits } = (await findOrder(orderId))!.pickup!
    const code = await shop.product.get(`/orders/${orderId}/pickup-code`, { token: it.buyer.token })
    expect([code.status, code.body.error.code, code.body.error.message]).toEqual([
      409,
      'pickup_in_transit',
      '还在调货路上，到店后会通知来取',
    ])
    const early = await shop.redeem(it.receiver, digits)
    expect([early.status, early.body.error.code]).toEqual([409, 'pickup_in_transit'])
    expect(early.body.error.details).toEqual({
      fromName: it.giver.name,
      expectedAt: paid.transfer.expectedAt,
    })
    expect(await noticesOf(orderId)).toEqual([])

    const listed = await shop.product.get(`/transfers?storeId=${it.giver._id}&direction=out`, {
      token: it.sender,
    })
    expect(listed.body.transfers).toMatchObject([{ id: transferId, status: 'approved', orderId }])
    expect((await it.ship(transferId)).body.status).toBe('shipped')
    await shop.product.settled()
    expect(await it.there()).toEqual({ onHand: 3, reserved: 0, available: 3 })
    expect((await shop.redeem(it.receiver, digits)).body.error.code).toBe('pickup_in_transit')

    expect((await it.receive(transferId)).body.status).toBe('received')
    // From the very moment of arrival nobody else is promised it.
    expect(await it.here()).toEqual({ onHand: 2, reserved: 2, available: 0 })
    await shop.product.settled()
    const ready = await it.order(orderId)
    expect([ready.statusText, typeof ready.transfer.arrivedAt]).toEqual(['待自提', 'string'])
    expect(Date.parse(ready.pickup.expiresAt)).toBe(Date.parse(ready.transfer.arrivedAt) + 7 * DAY)
    expect((await noticesOf(orderId)).map(({ kind }) => kind)).toContain('pickup')

    expect((await shop.redeem(it.receiver, await shop.digitsOf(it.buyer, orderId))).body.order.status).toBe(
      'completed',
    )
    expect(await it.ends()).toEqual(free(0, 3))
  })

  it('only what the store lacks is brought; the rest waits there', async () => {
    const it = await setOut()
    const own = (await build.product()).skus[0]!.id
    await build.stock(own, it.store._id, 3)
    const { body } = await shop.place(it.buyer, {
      ...it.basket,
      lines: [...it.basket.lines, { skuId: own, quantity: 1 }],
    })
    await shop.payOnPhone(it.buyer, body.id)
    await shop.whenStatus(it.buyer, body.id, 'paid')
    await shop.product.settled()
    expect(await shop.stockOf(own, it.store._id)).toEqual({ onHand: 3, reserved: 1, available: 2 })
    const id = body.id.replace('ord_', 'tra_')
    await it.ship(id)
    await it.receive(id)
    await shop.product.settled()
    expect(await it.here()).toEqual({ onHand: 2, reserved: 2, available: 0 })
    await shop.redeem(it.receiver, await shop.digitsOf(it.buyer, body.id))
    expect(await it.ends()).toEqual(free(0, 3))
    expect(await shop.stockOf(own, it.store._id)).toEqual({ onHand: 2, reserved: 0, available: 2 })
  })

  it('a store that has it after all gives it from its own shelf', async () => {
    const it = await setOut({ here: 4 })
    const { body } = await it.place()
    expect(body.transfer).toBeUndefined()
    expect(await it.here()).toEqual({ onHand: 4, reserved: 2, available: 2 })
    expect(await it.there()).toEqual({ onHand: 5, reserved: 0, available: 5 })
  })

  it('unpaid, it frees what was held there', async () => {
    const it = await setOut()
    const { body } = await it.place()
    expect(await it.there()).toEqual({ onHand: 5, reserved: 2, available: 3 })
    expect((await it.cancelOrder(body.id)).body.status).toBe('closed')
    expect(await it.ends()).toEqual(free(0, 5))
  })
})

describe('what was to be brought is not wanted any more, or does not come (IN-4, OR-6)', () => {
  it('cancelled before it left: the transfer is called off and the pieces are free where they are', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    expect((await it.cancelOrder(orderId)).body.status).toBe('refunded')
    await refunded(it, orderId, /不想要了/)
    expect(await it.ends()).toEqual(free(0, 5))
    expect((await it.ship(transferId)).body.error.code).toBe('transfer_closed')
  })

  it('cancelled on the way: the money goes back at once, the pieces go on to the shelf of the store', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    expect((await it.cancelOrder(orderId)).body.status).toBe('refunded')
    await refunded(it, orderId, /不想要了/)
    expect(await it.ends()).toEqual(free(0, 3))
    await it.receive(transferId)
    expect(await it.ends()).toEqual(free(2, 3))
  })

  it('cancelled when it is there: the pieces stay on the shelf of the store', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await it.receive(transferId)
    await shop.product.settled()
    await it.cancelOrder(orderId)
    await refunded(it, orderId, /不想要了/)
    expect(await it.ends()).toEqual(free(2, 3))
  })

  it('the sender calls it off: the money goes back by itself, once', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    expect((await it.cancelTransfer(transferId)).body.status).toBe('cancelled')
    await refunded(it, orderId, /调货取消/)
    expect(await it.ends()).toEqual(free(0, 5))
  })

  it('the sender calls it off, but the store got some of its own: it can be collected', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    await shop.product.post('/stock/changes', {
      token: MACHINE,
      body: {
        changes: [
          { key: `in-${orderId}`, skuId: it.skuId, locationId: it.store._id, kind: 'receipt', quantity: 3 },
        ],
      },
    })
    await it.cancelTransfer(transferId)
    await shop.product.settled()
    expect((await it.order(orderId)).statusText).toBe('待自提')
    expect(await it.there()).toEqual({ onHand: 5, reserved: 0, available: 5 })
    await shop.redeem(it.receiver, await shop.digitsOf(it.buyer, orderId))
    expect(await it.ends()).toEqual(free(1, 5))
  })

  it('fewer arrive than were sent: the money goes back, what came is on the shelf', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await it.receive(transferId, { lines: [{ skuId: it.skuId, quantity: 1 }] })
    await refunded(it, orderId, /数量不够/)
    expect(await it.ends()).toEqual(free(1, 3))
  })
})

describe('several at once, twice and late (IN-3, TR-3)', () => {
  it('is cancelled by the shopper while the sender ships it: nothing is lost or held for nobody', async () => {
    for (const _ of [1, 2, 3]) {
      const it = await setOut()
      const { orderId, transferId } = await it.paid()
      const [shipped] = await Promise.all([it.ship(transferId), it.cancelOrder(orderId)])
      await refunded(it, orderId, /不想要了/)
      const isOut = shipped.status === 200
      expect(await it.ends()).toEqual(free(0, isOut ? 3 : 5))
      if (isOut) await it.receive(transferId)
      expect(await it.ends()).toEqual(free(isOut ? 2 : 0, isOut ? 3 : 5))
    }
  })

  it('is cancelled while it arrives: given back once, and the shelf has it', async () => {
    for (const _ of [1, 2, 3]) {
      const it = await setOut()
      const { orderId, transferId } = await it.paid()
      await it.ship(transferId)
      await Promise.all([it.receive(transferId), it.cancelOrder(orderId)])
      await refunded(it, orderId, /不想要了/)
      expect(await it.ends()).toEqual(free(2, 3))
    }
  })

  it('is followed many times at once: it arrives once', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await shop.product.stopWorker()
    await it.receive(transferId)
    await Promise.all(Array.from({ length: 6 }, () => followTransfer(orderId)))
    await Promise.all([settlePaid(orderId), followTransfer(orderId), settlePaid(orderId)])
    expect(await it.here()).toEqual({ onHand: 2, reserved: 2, available: 0 })
    expect(await it.there()).toEqual({ onHand: 3, reserved: 0, available: 3 })
    shop.product.startWorker()
    await shop.product.settled()
    expect((await findOrder(orderId))!.transfer!.arrivedAt).toBeDefined()
    await shop.redeem(it.receiver, await shop.digitsOf(it.buyer, orderId))
    await Promise.all([followTransfer(orderId), settlePaid(orderId)])
    expect(await it.ends()).toEqual(free(0, 3))
  })

  it('a hold that somebody late took again for a shipped order is given back', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    const before = (await findOrder(orderId))!
    await it.ship(transferId)
    // A run that read the order before its transfer left.
    expect(await keepGoods(before, before.round)).toBe(true)
    expect(await it.there()).toEqual({ onHand: 3, reserved: 2, available: 1 })
    await settlePaid(orderId)
    expect(await it.there()).toEqual({ onHand: 3, reserved: 0, available: 3 })
    await it.receive(transferId)
    await shop.product.settled()
    await shop.redeem(it.receiver, await shop.digitsOf(it.buyer, orderId))
    expect(await it.ends()).toEqual(free(0, 3))
  })

  it('20 shoppers want to have the last 3 brought: exactly 3 do', async () => {
    const it = await setOut({ there: 3, quantity: 1 })
    const buyers = []
    for (let n = 0; n < 20; n++) buyers.push(await shop.shopper())
    const placed = await Promise.all(buyers.map((one) => shop.place(one, it.basket)))
    expect(placed.filter((one) => one.status === 200)).toHaveLength(3)
    expect(await it.there()).toEqual({ onHand: 3, reserved: 3, available: 0 })
  }, 60_000)
})

describe('late (IN-4)', () => {
  it('what does not arrive in time gives the money back, and is on the shelf when it comes', async () => {
    const it = await setOut()
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await shop.pass(4 * DAY)
    await refundUnclaimed()
    await refunded(it, orderId, /没能按时到店/)
    await it.receive(transferId)
    expect(await it.ends()).toEqual(free(2, 3))
  })
})
