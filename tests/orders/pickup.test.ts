import { PICKUP_MS, UNDO_MS } from '../../server/features/orders/orders.rules'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { build } from '../support/build'
import { startShop, type Shop } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const codeOf = async (buyer: { token: string }, orderId: string) =>
  (await shop.product.get(`/orders/${orderId}/pickup-code`, { token: buyer.token })).body

describe('the pickup code (OR-3)', () => {
  it('a QR text works in its half minute and the next, and not after', async () => {
    const shelf = await build.shelf(2)
    const { buyer, orderId } = await shop.paidOrder(shelf)
    const { token } = await shop.staff(shelf.store._id)
    const { qr } = await codeOf(buyer, orderId)
    await shop.pass(30_000)
    expect((await shop.product.post('/pickups/look', { token, body: { code: qr } })).status).toBe(200)
    await shop.pass(31_000)
    expect((await shop.redeem(token, qr)).body.error.code).toBe('pickup_code_stale')
    const fresh = await codeOf(buyer, orderId)
    expect(fresh.qr).not.toBe(qr)
    expect((await shop.redeem(token, fresh.qr)).status).toBe(200)
  })

  it('a made-up code is unknown, whatever it looks like', async () => {
    const shelf = await build.shelf(1)
    const { buyer, orderId } = await shop.paidOrder(shelf)
    const { token } = await shop.staff(shelf.store._id)
    const { qr } = await codeOf(buyer, orderId)
    const forged = `${qr.slice(0, -4)}AAAA`
    for (const code of ['00000000', 'HD1.ord_x.1.AAAAAAAAAAAAAAAA', forged, '<script>alert(1)</script>'])
      expect((await shop.redeem(token, code)).body.error.code).toBe('pickup_unknown')
  })

  it('says which store, when it was done and by whom, and that it is over', async () => {
    const shelf = await build.shelf(3)
    const { buyer, orderId } = await shop.paidOrder(shelf)
    const digits = await shop.digitsOf(buyer, orderId)
    const elsewhere = await shop.staff((await build.store())._id)
    const other = (await shop.redeem(elsewhere.token, digits)).body.error
    expect(other).toMatchObject({ code: 'pickup_other_store', details: { storeName: shelf.store.name } })
    const { token, guide } = await shop.staff(shelf.store._id)
    await shop.redeem(token, digits)
    const done = (await shop.redeem(token, digits)).body.error
    expect(done).toMatchObject({ code: 'pickup_done', details: { redeemedBy: guide.name } })

    const late = await shop.paidOrder(shelf)
    const lateDigits = await shop.digitsOf(late.buyer, late.orderId)
    const gone = await shop.paidOrder(shelf)
    const goneDigits = await shop.digitsOf(gone.buyer, gone.orderId)
    await shop.product.post(`/orders/${gone.orderId}/cancel`, { token: gone.buyer.token, body: {} })
    expect((await shop.redeem(token, goneDigits)).body.error.code).toBe('pickup_refunded')
    await shop.pass(PICKUP_MS + 1000)
    const again = await shop.staff(shelf.store._id)
    expect((await shop.redeem(again.token, lateDigits)).body.error.code).toBe('pickup_expired')
  })
})

describe('a redemption taken back (OR-3)', () => {
  it('only by a manager of the store, within 10 minutes; the goods are held again and can be collected once more', async () => {
    const shelf = await build.shelf(4)
    const { buyer, orderId } = await shop.paidOrder(shelf, 3)
    const manager = await shop.staff(shelf.store._id, 'manager')
    const stranger = await shop.staff((await build.store())._id, 'manager')
    const digits = await shop.digitsOf(buyer, orderId)
    const undo = (token: string) =>
      shop.product.post(`/orders/${orderId}/redemption/undo`, { token, body: { reason: '拿错了袋子' } })
    for (let turn = 0; turn < 2; turn++) {
      expect((await shop.redeem(manager.token, digits)).status).toBe(200)
      expect((await undo(stranger.token)).body.error.code).toBe('undo_forbidden')
      const answers = await Promise.all([undo(manager.token), undo(manager.token), undo(manager.token)])
      expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    }
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 4, reserved: 3, available: 1 })
    await shop.redeem(manager.token, digits)
    await shop.product.settled()
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toEqual({ onHand: 1, reserved: 0, available: 1 })
    await shop.pass(UNDO_MS + 1000)
    expect((await undo(manager.token)).body.error.code).toBe('undo_too_late')
    expect(await reconcile()).toEqual([])
  })
})
