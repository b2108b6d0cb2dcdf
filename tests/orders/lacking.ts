import { reconcile } from '../../server/features/inventory/inventory.service'
import { build } from '../support/build'
import { until } from '../support/until'
import type { Shop } from './support'

const open = { services: ['pickup'] as 'pickup'[] }

/** A store that lacks a SKU of which another one has some, with the people of both. */
export async function lacking(shop: Shop, { here = 0, there = 5, quantity = 2 } = {}) {
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
      return {
        here: await shop.stockOf(skuId, store._id),
        there: await shop.stockOf(skuId, giver._id),
        wrong: await reconcile(),
      }
    },
  }
}
const shelf = (onHand: number) => ({ onHand, reserved: 0, available: onHand })
/** Both shelves with so many pieces, none of them held. */
export const free = (here: number, there: number) => ({ here: shelf(here), there: shelf(there), wrong: [] })
export type Story = Awaited<ReturnType<typeof lacking>>

const refundsOf = async (shop: Shop, orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string; status: string }[]
  }
  return all.refunds.filter((it) => it.outTradeNo === orderId)
}
/** Its money went back once, whole, for that reason. */
export const refunded = async (shop: Shop, { buyer }: Story, orderId: string, reason: RegExp) => {
  await shop.whenStatus(buyer, orderId, 'refunded')
  const order = await until(
    () => shop.orderOf(buyer, orderId),
    (it) => it.refunds[0]?.state === 'succeeded',
  )
  expect(order.refunds).toHaveLength(1)
  expect(order.refunds[0].reason).toMatch(reason)
  expect(order.amounts.refunded).toBe(order.amounts.total)
  expect(await refundsOf(shop, orderId)).toHaveLength(1)
}
