import { model, Schema } from 'mongoose'
import { behind } from '../../kernel/cursor'
import type { z } from 'zod'
import type { category, productDetail, sku } from './catalog.contract'

type Detail = z.infer<typeof productDetail>

export type CategoryDoc = Omit<z.infer<typeof category>, 'id'> & { _id: string; order: number }

/** A product (SPU) with its SKUs. Prices are the same in every channel and store (CA-2). */
export interface ProductDoc {
  _id: string
  name: string
  subtitle: string
  brand: string
  categoryId: string
  options: Detail['options']
  skus: z.infer<typeof sku>[]
  images: string[]
  points: string[]
  attributes: Detail['attributes']
  tags: string[]
  rating: number
  ratingCount: number
  soldCount: number
  onSaleAt: Date
  updatedAt: Date
}

export interface ReviewDoc {
  _id: string
  spuId: string
  skuId: string
  author: string
  avatar?: string
  rating: number
  text: string
  images: string[]
  option?: string
  at: Date
}

const categoryModel = model<CategoryDoc>(
  'Category',
  new Schema<CategoryDoc>(
    { _id: String, parentId: String, name: String, ground: String, image: String, order: Number },
    { collection: 'categories', versionKey: false },
  ),
)

const productModel = model<ProductDoc>(
  'Product',
  new Schema<ProductDoc>(
    {
      _id: String,
      name: String,
      subtitle: String,
      brand: String,
      categoryId: String,
      options: [{ _id: false, name: String, values: [{ _id: false, value: String, image: String }] }],
      skus: [
        {
          _id: false,
          id: String,
          options: {},
          price: Number,
          listPrice: Number,
          barcode: String,
          image: String,
        },
      ],
      images: [String],
      points: [String],
      attributes: [{ _id: false, name: String, value: String }],
      tags: [String],
      rating: Number,
      ratingCount: Number,
      soldCount: Number,
      onSaleAt: Date,
      updatedAt: Date,
    },
    { collection: 'products', versionKey: false, minimize: false },
  )
    .index({ updatedAt: 1 })
    .index({ 'skus.id': 1 }, { unique: true }),
)

const reviewModel = model<ReviewDoc>(
  'Review',
  new Schema<ReviewDoc>(
    {
      _id: String,
      spuId: String,
      skuId: String,
      author: String,
      avatar: String,
      rating: Number,
      text: String,
      images: [String],
      option: String,
      at: Date,
    },
    { collection: 'reviews', versionKey: false },
  ).index({ spuId: 1, at: -1, _id: -1 }),
)

export const allCategories = (): Promise<CategoryDoc[]> =>
  categoryModel.find().sort({ order: 1 }).lean<CategoryDoc[]>()

/** Products changed at or after an instant, or all. */
export const productsSince = (since?: Date): Promise<ProductDoc[]> =>
  productModel.find(since ? { updatedAt: { $gte: since } } : {}).lean<ProductDoc[]>()

/** How many products changed at or after an instant, and when the last of them did. */
export async function changesSince(since: Date): Promise<{ count: number; last?: Date }> {
  const [found] = await productModel.aggregate<{ count: number; last: Date }>([
    { $match: { updatedAt: { $gte: since } } },
    { $group: { _id: null, count: { $sum: 1 }, last: { $max: '$updatedAt' } } },
  ])
  return found ?? { count: 0 }
}

export const reviewsOf = (
  spuId: string,
  after: { at: Date; id: string } | undefined,
  limit: number,
): Promise<ReviewDoc[]> =>
  reviewModel
    .find({ spuId, ...behind('at', after) })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<ReviewDoc[]>()

export const countReviews = (spuId: string): Promise<number> => reviewModel.countDocuments({ spuId })

const byId = <T extends { _id: string }>({ _id, ...rest }: T) => ({
  updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
})

async function inBatches<T>(rows: readonly T[], write: (batch: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) await write(rows.slice(at, at + 500))
}

/** Write whole documents by id; the same rows again change nothing else. */
export const putCategories = (rows: readonly CategoryDoc[]) =>
  inBatches(rows, (it) => categoryModel.bulkWrite(it.map(byId) as never, { ordered: false }))
export const putProducts = (rows: readonly ProductDoc[]) =>
  inBatches(rows, (it) => productModel.bulkWrite(it.map(byId) as never, { ordered: false }))
export const putReviews = (rows: readonly ReviewDoc[]) =>
  inBatches(rows, (it) => reviewModel.bulkWrite(it.map(byId) as never, { ordered: false }))
