import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { readOffset, writeCursor, readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { catalogContract, type productDetail, type review } from './catalog.contract'
import { catalogDirectory, forgetCatalog, type CatalogDirectory } from './catalog.directory'
import {
  countReviews,
  putCategories,
  putProducts,
  putReviews,
  reviewsOf,
  type CategoryDoc,
  type ProductDoc,
  type ReviewDoc,
} from './catalog.model'
import { search, suggest } from './catalog.search'

export type { CategoryDoc, ProductDoc, ReviewDoc } from './catalog.model'

const fail = failWith(catalogContract.errors)
type Query = z.output<(typeof catalogContract)['routes']['GET /products']['query']>
type Card = NonNullable<ReturnType<CatalogDirectory['cards']['get']>>

export async function listCategories() {
  const { categories } = await catalogDirectory()
  return categories.map(({ _id, order: _, ...rest }) => ({ id: _id, ...rest }))
}

type Ranked = { product: ProductDoc; card: Card; score: number }
const orders: Record<Query['sort'], (a: Ranked, b: Ranked) => number> = {
  relevance: (a, b) => b.score - a.score || b.product.soldCount - a.product.soldCount,
  sold: (a, b) => b.product.soldCount - a.product.soldCount,
  priceAsc: (a, b) => a.card.price - b.card.price,
  priceDesc: (a, b) => b.card.price - a.card.price,
  newest: (a, b) => b.product.onSaleAt.getTime() - a.product.onSaleAt.getTime(),
}

/** Matching products of a directory, best first; an unknown category is undefined. */
function match(directory: CatalogDirectory, query: Query): Ranked[] | undefined {
  const family = query.category ? directory.family.get(query.category) : undefined
  if (query.category && !family) return undefined
  const scores = query.q ? search(directory.index, query.q) : undefined
  const ranked: Ranked[] = []
  directory.products.forEach((product, at) => {
    const card = directory.cards.get(product._id)
    if (!card || (scores && !scores.has(at)) || (family && !family.has(product.categoryId))) return
    if (query.brand && product.brand !== query.brand) return
    if (card.price < (query.minPrice ?? 0) || card.price > (query.maxPrice ?? Infinity)) return
    ranked.push({ product, card, score: scores?.get(at) ?? 0 })
  })
  return ranked.sort((a, b) => orders[query.sort](a, b) || a.product._id.localeCompare(b.product._id))
}

/** Search and browse (CA-1). @throws category_not_found, cursor_invalid */
export async function findProducts(query: Query) {
  const offset = readOffset(query.cursor)
  if (offset === undefined) throw fail('cursor_invalid')
  const ranked = match(await catalogDirectory(), query)
  if (!ranked) throw fail('category_not_found')
  const counts = new Map<string, number>()
  for (const { product } of ranked) counts.set(product.brand, (counts.get(product.brand) ?? 0) + 1)
  const brands = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
  const end = offset + query.limit
  return {
    products: ranked.slice(offset, end).map((it) => it.card),
    total: ranked.length,
    ...(end < ranked.length ? { next: writeCursor(end) } : {}),
    ...(offset === 0 ? { brands: brands.slice(0, 12) } : {}),
  }
}

export const suggestWords = async (typed: string): Promise<string[]> =>
  suggest((await catalogDirectory()).index, typed)

/** @throws product_not_found */
export async function getProduct(spuId: string): Promise<z.input<typeof productDetail>> {
  const directory = await catalogDirectory()
  const product = directory.byId.get(spuId)
  const card = directory.cards.get(spuId)
  if (!product || !card) throw fail('product_not_found')
  const { _id: _, ...rest } = product
  return { ...card, ...rest }
}

/** Newest reviews first. @throws product_not_found, cursor_invalid */
export async function listReviews(spuId: string, cursor: string | undefined, limit: number) {
  if (!(await catalogDirectory()).byId.has(spuId)) throw fail('product_not_found')
  const [page, total] = await Promise.all([
    readPage(
      { cursor, limit },
      (after, count) => reviewsOf(spuId, after, count),
      (it) => it.at,
    ),
    countReviews(spuId),
  ])
  if (!page) throw fail('cursor_invalid')
  return {
    reviews: page.rows.map(
      ({ _id, at, author, avatar, rating, text, images, option }): z.input<typeof review> => ({
        id: _id,
        author,
        rating,
        text,
        images,
        at: at.toISOString(),
        ...(avatar ? { avatar } : {}),
        ...(option ? { option } : {}),
      }),
    ),
    total,
    ...page.more,
  }
}

/** @throws product_not_found */
export async function productOfBarcode(barcode: string): Promise<{ spuId: string; skuId: string }> {
  const found = (await catalogDirectory()).byBarcode.get(barcode)
  if (!found) throw fail('product_not_found')
  return found
}

export const skuOfBarcode = async (barcode: string): Promise<string | undefined> =>
  (await catalogDirectory()).byBarcode.get(barcode)?.skuId

/** A SKU as baskets and orders read it; `price` in fen, the same everywhere (CA-2). Undefined when it is not sold. */
export async function skuOf(skuId: string) {
  const product = (await catalogDirectory()).bySku.get(skuId)
  const sku = product?.skus.find((it) => it.id === skuId)
  if (!product || !sku) return undefined
  return {
    skuId,
    spuId: product._id,
    categoryId: product.categoryId,
    name: product.name,
    image: sku.image,
    /** e.g. `墨绿 L`; empty for a product without options. */
    optionText: Object.values(sku.options).join(' '),
    price: sku.price,
  }
}
/** Every SKU of a product; none when it is not sold. */
export const skuIdsOf = async (spuId: string): Promise<string[]> =>
  (await catalogDirectory()).byId.get(spuId)?.skus.map((it) => it.id) ?? []
export const hasSku = async (skuId: string): Promise<boolean> => (await catalogDirectory()).bySku.has(skuId)

/** The catalog as other features read it: cards by SKU, search by words, categories with all below them. */
export async function catalogView() {
  const directory = await catalogDirectory()
  return {
    cardOfSku: (skuId: string): Card | undefined => {
      const product = directory.bySku.get(skuId)
      return product && directory.cards.get(product._id)
    },
    categoryOfSku: (skuId: string) => directory.bySku.get(skuId)?.categoryId,
    family: (categoryId: string): ReadonlySet<string> | undefined => directory.family.get(categoryId),
    /** Ids of matching products with their scores. */
    search: (words: string): ReadonlyMap<string, number> =>
      new Map(
        [...search(directory.index, words)].map(([at, score]) => [directory.products[at]?._id ?? '', score]),
      ),
  }
}

/** Write the catalog whole, by id (import, demo chain). */
export async function importCatalog(rows: {
  categories: readonly CategoryDoc[]
  products: readonly Omit<ProductDoc, 'updatedAt'>[]
  reviews: readonly ReviewDoc[]
}): Promise<void> {
  const updatedAt = now()
  await putCategories(rows.categories)
  await putProducts(rows.products.map((it) => ({ ...it, updatedAt })))
  await putReviews(rows.reviews)
  forgetCatalog()
}
