import { cancel, collect, take, type Order, type OrderScene } from './campaigns.order'
import { chance, pick } from './client'
import type { Person } from './people'
import { chainSkuIds } from './shelf'

/** A chain a guide opened, as far as the desk is with it. */
export interface OpenChain {
  id: string
  storeId: string
  /** Its goods are in the store, or nobody waits for them. */
  isDone: boolean
}

/** Fen of a piece in every chain. */
export const CHAIN_PRICE = 800
const GONE = ['chain_sold_out', 'chain_limit', 'chain_not_open']

/** Joins a chain with a few pieces, of one of its goods or of all. */
export async function joinIn(who: Person, { id, storeId }: OpenChain, scene: OrderScene): Promise<void> {
  const skuIds = chance(0.3) ? chainSkuIds : [pick(chainSkuIds)]
  const lines = skuIds.map((skuId) => ({ skuId, quantity: pick([1, 1, 2]) }))
  const expectedTotal = lines.reduce((sum, it) => sum + it.quantity, 0) * CHAIN_PRICE
  await take(who, `/chains/${id}/orders`, { storeId, lines, expectedTotal }, GONE, scene)
}

interface Joined extends Order {
  store: { id: string }
  transfer?: { arrivedAt?: string }
}

/** Looks at an order of a chain: leaves it while it may, or collects what came. */
export async function lookAtChain(who: Person, scene: OrderScene, leaves = 0.2): Promise<void> {
  const own = scene.waiting.get(who)
  const id = own?.size ? pick([...own]) : undefined
  if (!id) return
  const { status, transfer, store } = (await who.call(`/orders/${id}`)).body as Joined
  if (status === 'grouping') {
    if (!chance(leaves)) return
    own?.delete(id)
    return cancel(who, id, scene)
  }
  if (status === 'paid' && transfer && !transfer.arrivedAt) return
  own?.delete(id)
  if (status === 'paid') await collect(who, id, store.id, scene)
}
