import { dayOf } from './days'
import { buildGuides } from './guides'
import { buildMembers } from './members'
import { buildCategories, buildProducts } from './products'
import { buildReviews } from './reviews'
import { stockRows } from './stock'
import { buildStores, buildWarehouses } from './stores'
import type { ChainInput, DemoChain } from './types'

/**
 * The demo chain 拾禾生活: pure, and the same for the same seed, scale and Asia/Shanghai day of `now`.
 * At scale n there are 300n stores, 60n guides, 2,000n members and n times the catalogue; ids of scale 1 keep
 * their stores and products at every scale. Stock rows are made only when asked for.
 */
export function buildChain({ seed = 20261122, scale = 1, now }: ChainInput): DemoChain {
  if (!Number.isInteger(scale) || scale < 1) throw new Error('scale must be a positive integer')
  const day = dayOf(now)
  const stores = buildStores(seed, scale, day)
  const categories = buildCategories()
  const products = buildProducts(seed, scale, day)
  const parents = new Map(categories.map(({ id, parentId }) => [id, parentId ?? id]))
  const phones = new Set<string>()
  const guides = buildGuides(seed, scale, stores, phones)
  const members = buildMembers({ seed, day, stores, guides, products }, scale, phones)
  return {
    name: '拾禾生活',
    seed,
    scale,
    day,
    locations: [...stores, ...buildWarehouses()],
    categories,
    products,
    reviews: buildReviews(seed, day, products, parents, members),
    guides,
    members,
    stockOf: (location) => stockRows(location, products, parents, seed),
  }
}
