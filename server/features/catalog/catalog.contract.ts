import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'

export const spuId = id('spu')
export const skuId = id('sku')

export const category = z.object({
  id: id('cat'),
  parentId: id('cat').optional(),
  name: z.string(),
  ground: z.string(),
  image: z.string().optional(),
})

/** A product as lists show it: its cheapest SKU's price. */
export const productCard = z.object({
  id: spuId,
  name: z.string(),
  subtitle: z.string(),
  brand: z.string(),
  image: z.string(),
  price: fen,
  listPrice: fen.optional(),
  skuCount: z.int(),
  /** SKU whose price and picture the card shows. */
  skuId,
  tags: z.array(z.string()),
  soldCount: z.int(),
})

export const sku = z.object({
  id: skuId,
  options: z.record(z.string(), z.string()),
  price: fen,
  listPrice: fen.optional(),
  barcode: z.string(),
  image: z.string(),
})

export const productDetail = productCard.omit({ skuId: true, image: true }).extend({
  categoryId: z.string(),
  images: z.array(z.string()),
  options: z.array(
    z.object({
      name: z.string(),
      values: z.array(z.object({ value: z.string(), image: z.string().optional() })),
    }),
  ),
  skus: z.array(sku),
  points: z.array(z.string()),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  rating: z.number(),
  ratingCount: z.int(),
})

export const review = z.object({
  id: id('rev'),
  author: z.string(),
  avatar: z.string().optional(),
  rating: z.int().min(1).max(5),
  text: z.string(),
  images: z.array(z.string()),
  option: z.string().optional(),
  at: instant,
})

export const catalogContract = contract({
  tag: 'Catalog 商品',
  errors: {
    product_not_found: { status: 404, text: '这件商品已下架' },
    category_not_found: { status: 404, text: '没有这个分类' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /categories': {
      summary: 'The category tree, flat, parents first',
      ids: ['CA-1'],
      auth: 'public',
      response: z.object({ categories: z.array(category) }),
    },
    'GET /products': {
      summary: 'Search and browse products by words, category, price and brand',
      ids: ['CA-1', 'CA-2'],
      auth: 'public',
      query: z.object({
        q: z.string().trim().max(60).optional(),
        category: z.string().max(60).optional(),
        brand: z.string().max(60).optional(),
        minPrice: z.coerce.number().int().min(0).optional(),
        maxPrice: z.coerce.number().int().min(0).optional(),
        sort: z.enum(['relevance', 'sold', 'priceAsc', 'priceDesc', 'newest']).default('relevance'),
        ...page,
      }),
      response: z.object({
        products: z.array(productCard),
        total: z.int(),
        next: z.string().optional(),
        /** Brands among the matches, most products first (first page only). */
        brands: z.array(z.object({ name: z.string(), count: z.int() })).optional(),
      }),
      errors: ['category_not_found', 'cursor_invalid'],
    },
    'GET /products/suggestions': {
      summary: 'Words to search for: completions of what was typed, or what is often searched',
      ids: ['CA-1'],
      auth: 'public',
      query: z.object({ q: z.string().trim().max(60).default('') }),
      response: z.object({ words: z.array(z.string()) }),
    },
    'GET /products/:spuId': {
      summary: 'One product with options, SKUs and prices (one price for all stores and channels)',
      ids: ['CA-1', 'CA-2'],
      auth: 'public',
      params: z.object({ spuId }),
      response: productDetail,
      errors: ['product_not_found'],
    },
    'GET /products/:spuId/reviews': {
      summary: 'Reviews, newest first',
      ids: ['CA-1'],
      auth: 'public',
      params: z.object({ spuId }),
      query: z.object(page),
      response: z.object({ reviews: z.array(review), total: z.int(), next: z.string().optional() }),
      errors: ['product_not_found', 'cursor_invalid'],
    },
    'GET /barcodes/:barcode': {
      summary: 'The product behind a scanned barcode',
      ids: ['CA-1'],
      auth: 'public',
      params: z.object({ barcode: z.string().regex(/^\d{8,14}$/) }),
      response: z.object({ spuId, skuId }),
      errors: ['product_not_found'],
    },
  },
})
