import { HEROES } from './products'
import { randomOf } from './random'
import type { DemoLocation, DemoProduct, DemoStock, DemoStore } from './types'

type Profile = Record<string, number>
/** Share of attention the four departments get in a store. */
const PROFILES: Profile[] = [
  { cat_beauty: 1, cat_apparel: 1, cat_home: 1, cat_food: 1 },
  { cat_beauty: 1.7, cat_apparel: 1.5, cat_home: 0.5, cat_food: 0.5 },
  { cat_beauty: 0.5, cat_apparel: 0.5, cat_home: 1.8, cat_food: 1.4 },
  { cat_beauty: 0.8, cat_apparel: 0.4, cat_home: 0.7, cat_food: 2.3 },
]
/** Products a usual store carries; a flagship carries four times as many. */
const PRODUCTS_PER_STORE = 62
const FLAGSHIPS = new Set(['sto_0001', 'sto_0002', 'sto_0004'])

/** Pieces of the mock-ups' scenes: store, product, options of the SKU (all of them if empty), pieces. */
const DRAWN: [storeId: string, product: string, values: string[], pieces: number][] = [
  ['sto_0001', '茜红珐琅茶壶套装', ['茜红', '一壶两杯'], 12],
  ['sto_0002', '茜红珐琅茶壶套装', ['茜红', '一壶两杯'], 3],
  ['sto_0004', '茜红珐琅茶壶套装', ['茜红', '一壶两杯'], 9],
  ['sto_0001', '燕麦羊毛双面大衣', ['燕麦'], 0],
  ['sto_0002', '燕麦羊毛双面大衣', ['燕麦'], 6],
  ['sto_0001', '山茶唇膏', ['03 玫瑰'], 4],
  ['sto_0001', '双面羊绒大衣', ['驼色', 'M'], 1],
  ['sto_0001', '桂花乌龙茶包 15 袋', ['15 袋'], 3],
]
/** Goods of the drawn scenes: nothing else is to change their stock. */
export const ALWAYS = new Set([
  '茜红珐琅茶壶套装',
  '燕麦羊毛双面大衣',
  '山茶唇膏',
  '双面羊绒大衣',
  '桂花乌龙茶包 15 袋',
])
const SOLD_OUT = { product: '茜红珐琅茶壶套装', value: '月白' }

function drawnPieces(storeId: string, product: DemoProduct, values: string[]): number | undefined {
  if (product.name === SOLD_OUT.product && values.includes(SOLD_OUT.value)) return 0
  return DRAWN.find(
    ([store, name, wanted]) =>
      store === storeId && name === product.name && wanted.every((value) => values.includes(value)),
  )?.[3]
}

function* storeStock(store: DemoStore, products: DemoProduct[], parents: Map<string, string>, seed: number) {
  const random = randomOf(seed, `stock/${store.id}`)
  const profile = random.pick(PROFILES)
  const share = (PRODUCTS_PER_STORE * (FLAGSHIPS.has(store.id) ? 4 : 1)) / products.length
  for (const product of products) {
    const always =
      (store.city === '上海' && HEROES.includes(product.name)) ||
      (store.id === 'sto_0001' && ALWAYS.has(product.name))
    const department = FLAGSHIPS.has(store.id) ? 1 : (profile[parents.get(product.categoryId) ?? ''] ?? 1)
    const popular = product.soldCount > 1500 ? 1.4 : 0.85
    if (!random.chance(share * department * popular) && !always) continue
    for (const sku of product.skus) {
      const fate = random.next()
      const plenty = sku.price > 50_000 ? random.int(4, 9) : random.int(4, sku.price > 10_000 ? 24 : 60)
      const usual = fate < 0.08 ? 0 : fate < 0.24 ? random.int(1, 3) : plenty
      const fixed = drawnPieces(store.id, product, Object.values(sku.options))
      const safety = fixed === undefined && usual > 8 && random.chance(0.3) ? 1 : 0
      yield { skuId: sku.id, onHand: fixed ?? usual, safety } satisfies DemoStock
    }
  }
}

function* warehouseStock(location: DemoLocation, products: DemoProduct[], seed: number) {
  const random = randomOf(seed, `stock/${location.id}`)
  const size = location.kind === 'central' ? 6 : 2
  for (const product of products)
    for (const sku of product.skus) {
      const none = random.chance(location.kind === 'central' ? 0.01 : 0.04)
      const onHand = none ? 0 : random.int(20, 180) * size
      yield { skuId: sku.id, onHand, safety: none ? 0 : 10 } satisfies DemoStock
    }
}

/** Stock rows of a location: warehouses carry every SKU, a store its own assortment. The same rows every time. */
export function* stockRows(
  location: DemoLocation,
  products: DemoProduct[],
  parents: Map<string, string>,
  seed: number,
): Generator<DemoStock> {
  if (location.kind === 'store') yield* storeStock(location, products, parents, seed)
  else yield* warehouseStock(location, products, seed)
}
