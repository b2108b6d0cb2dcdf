import path from 'node:path'
import { buildChain } from '../../config/demo/chain'
import { loadChain } from '../../config/demo/loadChain'
import { makePictures } from '../../config/demo/pictures'
import type { DemoChain } from '../../config/demo/types'
import { world } from '../../config/demo/world'
import { startProduct } from '../support/product'

const GOODS = 60

/** A slice of the demo chain that starts in seconds: Shanghai and two more cities, some goods, one guide's customers. */
function slice(chain: DemoChain): DemoChain {
  const cities = new Set(['上海', '北京', '杭州'])
  const locations = chain.locations.filter((it) => it.kind !== 'store' || cities.has(it.city))
  const here = new Set(locations.map((it) => it.id))
  const products = chain.products.slice(0, GOODS)
  const sold = new Set(products.flatMap((it) => it.skus.map((sku) => sku.id)))
  const [first] = chain.guides
  return {
    ...chain,
    locations,
    products,
    reviews: chain.reviews.filter((it) => sold.has(it.skuId)),
    guides: chain.guides.filter((it) => here.has(it.storeId)),
    members: chain.members.filter((it) => it.guideId === first?.id),
    *stockOf(location) {
      for (const row of chain.stockOf(location)) if (sold.has(row.skuId)) yield row
    },
  }
}

/** The product with that slice, its pictures, and the people of the sandbox. */
export async function openShop() {
  const chain = slice(buildChain({ now: new Date() }))
  const product = await startProduct({ world: world(chain) })
  await loadChain(chain)
  await makePictures(path.resolve('.cache/test/media'), chain)
  return { product, chain }
}
