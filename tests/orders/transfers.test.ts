import { noticesOf } from '../../server/features/notices/notices.service'
import { refundUnclaimed } from '../../server/features/orders/orders.saga'
import { findOrder } from '../../server/features/orders/orders.service'
import { freezeClock, resetClock } from '../../server/kernel/clock'
import { build } from '../support/build'
import { MACHINE } from '../support/product'
import { free, lacking, refunded } from './lacking'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const DAY = 86_400_000

describe('the chosen store lacks something (IN-4)', () => {
  it('the preview says what else can be done, and why', async () => {
    freezeClock(new Date('2026-10-01T02:00:00Z'))
    const it = await lacking(shop)
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
    const it = await lacking(shop, { there: 1 })
    const { body } = await shop.product.post('/checkout/preview', { token: it.buyer.token, body: it.basket })
    expect([body.problem.code, body.alternatives]).toEqual(['out_of_stock', []])
    expect((await it.place()).body.error.code).toBe('out_of_stock')
    expect(await it.there()).toEqual({ onHand: 1, reserved: 0, available: 1 })
  })

  it('brought: held there, sent, held here; the code works only then', async () => {
    const it = await lacking(shop)
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
    const it = await lacking(shop)
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
    const it = await lacking(shop, { here: 4 })
    const { body } = await it.place()
    expect(body.transfer).toBeUndefined()
    expect(await it.here()).toEqual({ onHand: 4, reserved: 2, available: 2 })
    expect(await it.there()).toEqual({ onHand: 5, reserved: 0, available: 5 })
  })

  it('unpaid, it frees what was held there', async () => {
    const it = await lacking(shop)
    const { body } = await it.place()
    expect(await it.there()).toEqual({ onHand: 5, reserved: 2, available: 3 })
    expect((await it.cancelOrder(body.id)).body.status).toBe('closed')
    expect(await it.ends()).toEqual(free(0, 5))
  })
})

describe('what was to be brought is not wanted any more, or does not come (IN-4, OR-6)', () => {
  it('cancelled before it left: the transfer is called off and the pieces are free where they are', async () => {
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    expect((await it.cancelOrder(orderId)).body.status).toBe('refunded')
    await refunded(shop, it, orderId, /不想要了/)
    expect(await it.ends()).toEqual(free(0, 5))
    expect((await it.ship(transferId)).body.error.code).toBe('transfer_closed')
  })

  it('cancelled on the way: the money goes back at once, the pieces go on to the shelf of the store', async () => {
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    expect((await it.cancelOrder(orderId)).body.status).toBe('refunded')
    await refunded(shop, it, orderId, /不想要了/)
    expect(await it.ends()).toEqual(free(0, 3))
    await it.receive(transferId)
    expect(await it.ends()).toEqual(free(2, 3))
  })

  it('cancelled when it is there: the pieces stay on the shelf of the store', async () => {
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await it.receive(transferId)
    await shop.product.settled()
    await it.cancelOrder(orderId)
    await refunded(shop, it, orderId, /不想要了/)
    expect(await it.ends()).toEqual(free(2, 3))
  })

  it('the sender calls it off: the money goes back by itself, once', async () => {
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    expect((await it.cancelTransfer(transferId)).body.status).toBe('cancelled')
    await refunded(shop, it, orderId, /调货取消/)
    expect(await it.ends()).toEqual(free(0, 5))
  })

  it('the sender calls it off, but the store got some of its own: it can be collected', async () => {
    const it = await lacking(shop)
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
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await it.receive(transferId, { lines: [{ skuId: it.skuId, quantity: 1 }] })
    await refunded(shop, it, orderId, /数量不够/)
    expect(await it.ends()).toEqual(free(1, 3))
  })
})

describe('late (IN-4)', () => {
  it('what does not arrive in time gives the money back, and is on the shelf when it comes', async () => {
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    await it.ship(transferId)
    await shop.pass(4 * DAY)
    await refundUnclaimed()
    await refunded(shop, it, orderId, /没能按时到店/)
    await it.receive(transferId)
    expect(await it.ends()).toEqual(free(2, 3))
  })
})
