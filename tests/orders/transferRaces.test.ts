import { followTransfer } from '../../server/features/orders/orders.arrivals'
import { settlePaid } from '../../server/features/orders/orders.saga'
import { findOrder } from '../../server/features/orders/orders.service'
import { keepGoods } from '../../server/features/orders/orders.stock'
import { free, lacking, refunded } from './lacking'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

describe('several at once, twice and late (IN-3, TR-3)', () => {
  it('is cancelled by the shopper while the sender ships it: nothing is lost or held for nobody', async () => {
    for (const _ of [1, 2, 3]) {
      const it = await lacking(shop)
      const { orderId, transferId } = await it.paid()
      const [shipped] = await Promise.all([it.ship(transferId), it.cancelOrder(orderId)])
      await refunded(shop, it, orderId, /不想要了/)
      const isOut = shipped.status === 200
      expect(await it.ends()).toEqual(free(0, isOut ? 3 : 5))
      if (isOut) await it.receive(transferId)
      expect(await it.ends()).toEqual(free(isOut ? 2 : 0, isOut ? 3 : 5))
    }
  })

  it('is cancelled while it arrives: given back once, and the shelf has it', async () => {
    for (const _ of [1, 2, 3]) {
      const it = await lacking(shop)
      const { orderId, transferId } = await it.paid()
      await it.ship(transferId)
      await Promise.all([it.receive(transferId), it.cancelOrder(orderId)])
      await refunded(shop, it, orderId, /不想要了/)
      expect(await it.ends()).toEqual(free(2, 3))
    }
  })

  it('is followed many times at once: it arrives once', async () => {
    const it = await lacking(shop)
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
    const it = await lacking(shop)
    const { orderId, transferId } = await it.paid()
    const before = (await findOrder(orderId))!
    await it.ship(transferId)
    // What hears of the leaving settles the order too: it must not come between the two looks.
    await shop.product.settled()
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
    const it = await lacking(shop, { there: 3, quantity: 1 })
    const buyers = []
    for (let n = 0; n < 20; n++) buyers.push(await shop.shopper())
    const placed = await Promise.all(buyers.map((one) => shop.place(one, it.basket)))
    expect(placed.filter((one) => one.status === 200)).toHaveLength(3)
    expect(await it.there()).toEqual({ onHand: 3, reserved: 3, available: 0 })
  }, 60_000)
})
