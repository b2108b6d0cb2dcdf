import { call } from '../api/call'
import type { Good } from '../catalog/GoodsGrid'
import type { ProductCard, StockLine } from '../catalog/types'

/** Puts a store's live stock beside each product; a store system that doesn't answer leaves the goods without it. */
export const withStock = async (products: ProductCard[], storeId: string | undefined): Promise<Good[]> => {
  if (!storeId || products.length === 0) return products.map((product) => ({ product }))
  const lines = await levelsOf(
    products.map((it) => it.skuId),
    storeId,
  ).catch(() => new Map<string, StockLine>())
  return products.map((product) => ({ product, stock: lines.get(product.skuId) }))
}

/** Live stock of up to 60 SKUs in one store, by SKU. */
export const levelsOf = async (skuIds: string[], storeId: string): Promise<Map<string, StockLine>> => {
  const { levels } = await call('GET /stock/levels', {
    query: { storeId, skuIds: skuIds.slice(0, 60).join(',') },
  })
  return new Map(levels.map(({ skuId, ...line }) => [skuId, line]))
}
