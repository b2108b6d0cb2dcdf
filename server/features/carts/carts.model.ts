import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { isDuplicate } from '../../kernel/db'
import type { cartWay } from './carts.contract'

export interface CartLine {
  /** `way/store/sku`: once per cart. */
  key: string
  skuId: string
  /** 1–99 pieces */
  quantity: number
  way: z.infer<typeof cartWay>
  storeId?: string
  /** When the shopper last set the quantity. */
  changedAt: Date
}

/** The cart of one member. Shard key: _id. */
export interface CartDoc {
  /** The member's id. */
  _id: string
  lines: CartLine[]
}

/** Lines a cart holds. */
export const MOST_LINES = 100
const LAST_LINE = `lines.${MOST_LINES - 1}`

const cartModel = model<CartDoc>(
  'Cart',
  new Schema<CartDoc>(
    {
      _id: String,
      lines: [
        {
          _id: false,
          key: String,
          skuId: String,
          quantity: Number,
          way: String,
          storeId: String,
          changedAt: Date,
        },
      ],
    },
    { collection: 'carts', versionKey: false },
  ),
)

export const keyOf = ({ way, storeId, skuId }: Pick<CartLine, 'way' | 'storeId' | 'skuId'>): string =>
  `${way}/${storeId ?? ''}/${skuId}`

/** The lines of a cart in the order they were first put in. */
export const linesOf = async (memberId: string): Promise<CartLine[]> =>
  (await cartModel.findById(memberId).lean<CartDoc>())?.lines ?? []

/** Sets the quantity of a line that is there. @returns whether it was */
export const setQuantity = async (memberId: string, { key, quantity, changedAt }: CartLine) =>
  (
    await cartModel.updateOne(
      { _id: memberId, lines: { $elemMatch: { key } } },
      { $set: { 'lines.$.quantity': quantity, 'lines.$.changedAt': changedAt } },
    )
  ).matchedCount > 0

/** Adds a line that is not there yet to a cart that has room. @returns whether it did */
export const addLine = async (memberId: string, line: CartLine): Promise<boolean> =>
  (
    await cartModel.updateOne(
      { _id: memberId, 'lines.key': { $ne: line.key }, [LAST_LINE]: { $exists: false } },
      { $push: { lines: line } },
    )
  ).matchedCount > 0

/** Begins a member's cart with a line. @returns false when there is a cart already */
export const beginCart = (memberId: string, line: CartLine): Promise<boolean> =>
  cartModel.collection.insertOne({ _id: memberId, lines: [line] } as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

export const dropLine = (memberId: string, key: string) =>
  cartModel.updateOne({ _id: memberId }, { $pull: { lines: { key } } })

export const dropAll = (memberId: string) => cartModel.updateOne({ _id: memberId }, { $set: { lines: [] } })

/**
 * Takes bought pieces out of a line as it was when they were bought: a line that was set later stays as it is, and
 * doing it again changes nothing.
 */
export async function takeBought(
  memberId: string,
  { key, quantity }: Pick<CartLine, 'key' | 'quantity'>,
  boughtAt: Date,
): Promise<void> {
  const before = { key, changedAt: { $lte: boughtAt } }
  await cartModel.updateOne(
    { _id: memberId },
    { $pull: { lines: { ...before, quantity: { $lte: quantity } } } },
  )
  await cartModel.updateOne(
    { _id: memberId, lines: { $elemMatch: { ...before, quantity: { $gt: quantity } } } },
    {
      $inc: { 'lines.$.quantity': -quantity },
      $set: { 'lines.$.changedAt': new Date(boughtAt.getTime() + 1) },
    },
  )
}
