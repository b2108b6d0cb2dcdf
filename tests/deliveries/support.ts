import type { build } from '../support/build'
import type { Shop } from '../orders/support'

type Shelf = Awaited<ReturnType<typeof build.shelf>>
type Buyer = Awaited<ReturnType<Shop['shopper']>>
export type DeliveryWay = 'local1h' | 'city2h' | 'express'

/** Short ways to have something brought. */
export function deliveriesOf(shop: Shop) {
  const { product } = shop
  /** An address 100 m from the shelf's store. */
  const addressNear = async (buyer: Buyer, { store }: Shelf): Promise<string> => {
    const [lng, lat] = store.position
    const { body } = await product.post('/addresses', {
      token: buyer.token,
      body: {
        name: '王禾',
        phone: buyer.who.phone,
        province: '上海',
        city: '上海',
        district: '黄浦区',
        street: '测试路 1 号',
        position: [lng, lat + 0.001],
      },
    })
    return body.id
  }
  const place = async (buyer: Buyer, shelf: Shelf, way: DeliveryWay, more: Record<string, unknown> = {}) =>
    shop.place(
      buyer,
      {
        lines: [{ skuId: shelf.skuId, quantity: 1 }],
        way,
        addressId: await addressNear(buyer, shelf),
      },
      more,
    )
  return {
    addressNear,
    place,
    /** An order of one piece to be brought, paid. @returns its id */
    async paid(buyer: Buyer, shelf: Shelf, way: DeliveryWay): Promise<string> {
      const { status, body } = await place(buyer, shelf, way)
      if (status !== 200) throw new Error(`not placed: ${JSON.stringify(body)}`)
      await shop.payOnPhone(buyer, body.id)
      await shop.whenStatus(buyer, body.id, 'paid')
      await product.settled()
      return body.id
    },
  }
}
