import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { insertOnce } from '../../kernel/db'
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
  /** Put there by a guide (GU-3). */
  by?: AddedBy & { isKept: boolean }
}
/** By which of a guide's additions a line came. */
export interface AddedBy {
  cartId: string
  guideId: string
  words?: string
}

/** The cart of one member. Shard key: _id. */
export interface CartDoc {
  /** The member's id. */
  _id: string
  lines: CartLine[]
}

/** Lines a cart holds. */
export const MOST_LINES = 100

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
          by: {
            type: { _id: false, cartId: String, guideId: String, words: String, isKept: Boolean },
            default: undefined,
          },
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

/** Sets the quantity of a line that is there; one a guide put there is kept by that. @returns whether it was */
export async function setQuantity(
  memberId: string,
  { key, quantity, changedAt }: CartLine,
): Promise<boolean> {
  const set = { 'lines.$.quantity': quantity, 'lines.$.changedAt': changedAt }
  const update = async (line: object, $set: object) =>
    (await cartModel.updateOne({ _id: memberId, lines: { $elemMatch: { key, ...line } } }, { $set }))
      .matchedCount > 0
  return (
    (await update({ by: { $exists: false } }, set)) ||
    update({ by: { $exists: true } }, { ...set, 'lines.$.by.isKept': true })
  )
}

/** Adds lines none of which is there yet to a cart that has room for all of them. @returns whether it did */
export const addLines = async (memberId: string, lines: readonly CartLine[]): Promise<boolean> =>
  (
    await cartModel.updateOne(
      {
        _id: memberId,
        'lines.key': { $nin: lines.map((it) => it.key) },
        [`lines.${MOST_LINES - lines.length}`]: { $exists: false },
      },
      { $push: { lines: { $each: [...lines] } } },
    )
  ).matchedCount > 0

/** Begins a member's cart. @returns false when there is a cart already */
export const beginCart = (memberId: string, lines: readonly CartLine[]): Promise<boolean> =>
  insertOnce(cartModel, { _id: memberId, lines: [...lines] })

/** Takes out what is left of a guide's addition as it was put there. */
export const dropAdded = async (memberId: string, cartId: string): Promise<void> => {
  await cartModel.updateOne(
    { _id: memberId },
    { $pull: { lines: { 'by.cartId': cartId, 'by.isKept': false } } },
  )
}

/** Every line of a guide's addition is kept, one after the other. */
export async function keepAdded(memberId: string, cartId: string): Promise<void> {
  const lines = { $elemMatch: { 'by.cartId': cartId, 'by.isKept': false } }
  for (;;) {
    const kept = await cartModel.updateOne({ _id: memberId, lines }, { $set: { 'lines.$.by.isKept': true } })
    if (!kept.matchedCount) return
  }
}

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
