import { advanceClock } from '../../server/kernel/clock'
import { next, type build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { person, signInGuide, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'

export interface Basket {
  lines: { skuId: string; quantity: number }[]
  way: string
  storeId?: string
  addressId?: string
}

/** The product with short ways to buy. */
export async function startShop() {
  const product = await startProduct()
  const shopper = async () => {
    await forgetLimits()
    const who = await person(product)
    return { who, ...(await signInShopper(product, who)) }
  }
  type Shopper = Awaited<ReturnType<typeof shopper>>

  const place = (buyer: Shopper, basket: Basket, more: Record<string, unknown> = {}) =>
    product.post('/orders', { token: buyer.token, body: { key: `buy-${next()}-order`, ...basket, ...more } })
  const orderOf = async (buyer: Shopper, orderId: string) =>
    (await product.get(`/orders/${orderId}`, { token: buyer.token })).body
  const begin = (buyer: Shopper, orderId: string) =>
    product.post(`/orders/${orderId}/pay`, { token: buyer.token })
  /** Pays on the phone; the platform's notification follows by itself. */
  const payOnPhone = async (buyer: Shopper, orderId: string, outcome = 'success') => {
    const { body } = await begin(buyer, orderId)
    const prepayId = String(body.payment.package).replace('prepay_id=', '')
    return product.sandbox.post('/__sandbox/pay', { prepayId, outcome })
  }
  const whenStatus = (buyer: Shopper, orderId: string, status: string) =>
    until(
      () => orderOf(buyer, orderId),
      (it) => it.status === status,
    )
  const stockOf = async (skuId: string, locationId: string) => {
    const { onHand, reserved, available } = (
      await product.get(`/stock/${skuId}/${locationId}`, { token: 'sandbox-machine-key' })
    ).body
    return { onHand, reserved, available }
  }
  const digitsOf = async (buyer: Shopper, orderId: string): Promise<string> =>
    (await product.get(`/orders/${orderId}/pickup-code`, { token: buyer.token })).body.digits

  return {
    product,
    shopper,
    place,
    begin,
    payOnPhone,
    orderOf,
    whenStatus,
    stockOf,
    digitsOf,
    staff: (storeId: string, role: 'guide' | 'manager' = 'guide') => signInGuide(product, { storeId, role }),
    redeem: (token: string, code: string) => product.post('/pickups/redeem', { token, body: { code } }),
    /** An order of one SKU, paid. */
    async paidOrder(shelf: Awaited<ReturnType<typeof build.shelf>>, quantity = 1) {
      const buyer = await shopper()
      const { skuId, store } = shelf
      const basket = { lines: [{ skuId, quantity }], way: 'pickup', storeId: store._id }
      const { body } = await place(buyer, basket)
      await payOnPhone(buyer, body.id)
      const order = await whenStatus(buyer, body.id, 'paid')
      await product.settled()
      return { buyer, order, orderId: order.id as string }
    },
    /** Time passes here and at the platforms. */
    async pass(ms: number) {
      advanceClock(ms)
      await product.sandbox.advance(Math.round(ms / 1000))
    },
  }
}
export type Shop = Awaited<ReturnType<typeof startShop>>
export type { TestProduct }
