import { now } from '../../server/kernel/clock'
import { startShop, type Shop } from '../orders/support'
import { build, next } from '../support/build'
import { MACHINE } from '../support/product'

export const HOUR = 3600_000
export const DAY = 24 * HOUR

/** Terms of an offer of a piece for ¥199: ¥20 down that count for ¥40, paid today; the rest tomorrow. */
export function termsOf(skuId: string, places: { locationId: string; quota: number }[], more: object = {}) {
  const at = now().getTime()
  const after = (ms: number) => new Date(at + ms).toISOString()
  return {
    id: `prs_t${next()}`,
    skuId,
    deposit: 2000,
    worth: 4000,
    depositFrom: after(-HOUR),
    depositUntil: after(DAY),
    balanceFrom: after(2 * DAY),
    balanceUntil: after(3 * DAY),
    readyAt: after(5 * DAY),
    perMember: 3,
    places,
    ...more,
  }
}

interface Standing extends Partial<ReturnType<typeof termsOf>> {
  onHand?: number
  quota?: number
  /** Fen of a piece. */
  price?: number
}

/** The shop with presales. */
export async function startPresales() {
  const shop = await startShop()
  const { product } = shop
  const offer = (terms: ReturnType<typeof termsOf>) =>
    product.post('/presales', { token: MACHINE, body: terms })
  type Buyer = Awaited<ReturnType<Shop['shopper']>>

  const order = (buyer: Pick<Buyer, 'token'>, presaleId: string, storeId: string, more: object = {}) => {
    const asked = { key: `buy-${next()}-order`, quantity: 1, way: 'pickup', storeId, agreed: true }
    const { quantity } = { ...asked, ...more }
    return product.post(`/presales/${presaleId}/orders`, {
      token: buyer.token,
      body: { ...asked, expectedDeposit: 2000 * quantity, ...more },
    })
  }

  return {
    ...shop,
    offer,
    order,
    presale: async (presaleId: string) => (await product.get(`/presales/${presaleId}`)).body,
    withdraw: (presaleId: string) => product.post(`/presales/${presaleId}/withdraw`, { token: MACHINE }),
    /** A store that gives out an offer of its goods. */
    async standing({ onHand = 10, quota = 5, price = 19_900, ...more }: Standing = {}) {
      const store = await build.store()
      const goods = await build.product({ skus: [build.sku({ price })] })
      const skuId = goods.skus[0]!.id
      await build.stock(skuId, store._id, onHand)
      const terms = termsOf(skuId, [{ locationId: store._id, quota }], more)
      const { status, body } = await offer(terms)
      if (status !== 200) throw new Error(JSON.stringify(body))
      return { store, skuId, storeId: store._id, presaleId: terms.id, terms, product: goods }
    },
    /** Of an offer, an order whose deposit is paid. */
    async deposited(of: { presaleId: string; storeId: string }, quantity = 1) {
      const buyer = await shop.shopper()
      const placed = await order(buyer, of.presaleId, of.storeId, { quantity })
      if (placed.status !== 200) throw new Error(JSON.stringify(placed.body))
      const orderId: string = placed.body.id
      await shop.payOnPhone(buyer, orderId)
      await shop.whenStatus(buyer, orderId, 'deposited')
      await product.settled()
      return { buyer, orderId }
    },
    /** Time moves into the window of balances. */
    async untilBalance(): Promise<void> {
      await shop.pass(2 * DAY)
    },
  }
}
export type Presales = Awaited<ReturnType<typeof startPresales>>
