import { findAllotment } from '../../server/features/allotments/allotments.service'
import { insertChain, openChain, type ChainDoc } from '../../server/features/chains/chains.service'
import { now } from '../../server/kernel/clock'
import { startShop, type Shop } from '../orders/support'
import { build, next } from '../support/build'
import { memberSession, signInGuide } from '../support/people'
import type { Reply } from '../support/product'

export const codeOf = ({ status, body }: Reply) => [status, body?.error?.code]
export const HOUR = 3600_000
export const MINUTE = 60_000
export const PRICE = 10_000
export const CHAIN_PRICE = 8000

interface Options extends Partial<ChainDoc> {
  /** Pieces of each SKU set apart. */
  quota?: number
  /** SKUs it offers. */
  goods?: number
  /** Its pieces lie in the pickup store already. */
  isDirect?: boolean
}

/** A chain that runs: pieces of one store, collected in another, ¥100 for ¥80, a day to go, unless told otherwise. */
export async function aChain({ quota = 20, goods = 1, isDirect = false, ...more }: Options = {}) {
  const store = await build.store()
  const source = isDirect ? store : await build.store()
  const product = await build.product({
    skus: Array.from({ length: goods }, () => build.sku({ price: PRICE })),
  })
  const skuIds = product.skus.map((it) => it.id)
  for (const skuId of skuIds) await build.stock(skuId, source._id, quota + 5)
  const at = now()
  const chain: ChainDoc = {
    _id: `chn_t${next()}`,
    title: '秋味接龙',
    lines: skuIds.map((skuId) => ({ skuId, chainPrice: CHAIN_PRICE, quota })),
    sourceId: source._id,
    storeId: store._id,
    perMember: 10,
    from: new Date(at.getTime() - HOUR),
    until: new Date(at.getTime() + 24 * HOUR),
    arrivesAt: new Date(at.getTime() + 48 * HOUR),
    status: 'scheduled',
    version: 1,
    createdAt: at,
    createdBy: 'test',
    updatedAt: at,
    ...more,
  }
  const opened = await openChain(chain)
  if (opened !== 'open') throw new Error(JSON.stringify(opened))
  await insertChain(chain)
  const left = async () => (await findAllotment(chain._id))?.places.reduce((sum, it) => sum + it.left, 0)
  return { chain, id: chain._id, skuId: skuIds[0] ?? '', skuIds, store, source, left }
}
export type Chain = Awaited<ReturnType<typeof aChain>>

export const members = (count: number) => Promise.all(Array.from({ length: count }, () => memberSession()))
type Buyer = { token: string }

/** The shop with chains. */
export async function startChains() {
  const shop = await startShop()
  const { product } = shop
  type Shopper = Awaited<ReturnType<Shop['shopper']>>
  const join = (
    { token }: Buyer,
    { id, skuId }: Pick<Chain, 'id' | 'skuId'>,
    quantity = 1,
    more: object = {},
  ) =>
    product.post(`/chains/${id}/orders`, {
      token,
      body: {
        key: `chain-${next()}-key`,
        lines: [{ skuId, quantity }],
        expectedTotal: quantity * CHAIN_PRICE,
        ...more,
      },
    })
  const pay = async (buyer: Shopper, orderId: string) => {
    await shop.payOnPhone(buyer, orderId)
    await shop.whenStatus(buyer, orderId, 'grouping')
    await product.settled()
  }
  /** Somebody new who joined and paid. */
  const joined = async (of: Chain, quantity = 1, more: object = {}) => {
    const buyer = await shop.shopper()
    const { status, body } = await join(buyer, of, quantity, more)
    if (status !== 200) throw new Error(JSON.stringify(body))
    await pay(buyer, body.id)
    return { buyer, orderId: body.id as string }
  }
  const refundsOf = async (orderId: string) => {
    const all = (await product.sandbox.get('/__sandbox/payments')) as unknown as {
      refunds: { outTradeNo: string; amount: number }[]
    }
    return all.refunds.filter((it) => it.outTradeNo === orderId).map((it) => it.amount)
  }
  /** What the manager of a place does with the delivery of a chain. */
  const move = async (of: Chain, name: 'ship' | 'receive' | 'cancel', lines?: object[]) => {
    const placeId = name === 'receive' ? of.store._id : of.source._id
    const { token } = await signInGuide(product, { storeId: placeId, role: 'manager' })
    const id = of.id.replace('chn_', 'tra_')
    const told = await product.post(`/transfers/${id}/${name}`, { token, body: lines ? { lines } : {} })
    await product.settled()
    return told
  }
  const guide = (of: Chain, role: 'guide' | 'manager' = 'guide') =>
    signInGuide(product, { storeId: of.store._id, role })
  return {
    ...shop,
    join,
    pay,
    joined,
    refundsOf,
    move,
    guide,
    desk: async (of: Chain) =>
      (await product.get(`/staff/chains/${of.id}`, { token: (await guide(of)).token })).body,
    face: async (of: Pick<Chain, 'id'>) => (await product.get(`/chains/${of.id}`)).body,
    close: async (of: Chain) => {
      const told = await product.post(`/staff/chains/${of.id}/close`, {
        token: (await guide(of)).token,
        body: {},
      })
      await product.settled()
      return told
    },
    cancel: (buyer: Buyer, orderId: string) =>
      product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} }),
    collect: async (of: Chain, buyer: Shopper, orderId: string) => {
      const { token } = await guide(of)
      return shop.redeem(token, await shop.digitsOf(buyer, orderId))
    },
  }
}
export type Chains = Awaited<ReturnType<typeof startChains>>
