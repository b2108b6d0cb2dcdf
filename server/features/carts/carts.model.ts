import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { insertOnce } from '../../kernel/db'
import { idsOf } from '../../kernel/oneId'
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

/** The carts of a person: one, unless they were merged (ME-1). New lines go into the one of the id they go by now. */
const cartsOf = (memberId: string) => ({ _id: { $in: [...idsOf(memberId)] } })

/** The lines of a person's cart in the order they were first put in; each key once. */
export async function linesOf(memberId: string): Promise<CartLine[]> {
  const [own, ...earlier] = idsOf(memberId)
  const carts = await cartModel.find(cartsOf(memberId)).lean<CartDoc[]>()
  const all = [...earlier, own].flatMap((id) => carts.find((it) => it._id === id)?.lines ?? [])
  return [...new Map(all.map((it) => [it.key, it])).values()]
}

/** Sets the quantity of a line that is there; one a guide put there is kept by that. @returns whether it was */
export async function setQuantity(
  memberId: string,
  { key, quantity, changedAt }: CartLine,
): Promise<boolean> {
  const set = { 'lines.$.quantity': quantity, 'lines.$.changedAt': changedAt }
  const update = async (line: object, $set: object) =>
    (await cartModel.updateMany({ ...cartsOf(memberId), lines: { $elemMatch: { key, ...line } } }, { $set }))
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
  await cartModel.updateMany(cartsOf(memberId), {
    $pull: { lines: { 'by.cartId': cartId, 'by.isKept': false } },
  })
}

/** Every line of a guide's addition is kept, one after the other. */
export async function keepAdded(memberId: string, cartId: string): Promise<void> {
  const lines = { $elemMatch: { 'by.cartId': cartId, 'by.isKept': false } }
  for (;;) {
    const kept = await cartModel.updateMany(
      { ...cartsOf(memberId), lines },
      { $set: { 'lines.$.by.isKept': true } },
    )
    if (!kept.matchedCount) return
  }
}

export const dropLine = (memberId: string, key: string) =>
  cartModel.updateMany(cartsOf(memberId), { $pull: { lines: { key } } })

export const dropAll = (memberId: string) => cartModel.updateMany(cartsOf(memberId), { $set: { lines: [] } })

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
  await cartModel.updateMany(cartsOf(memberId), {
    $pull: { lines: { ...before, quantity: { $lte: quantity } } },
  })
  await cartModel.updateMany(
    { ...cartsOf(memberId), lines: { $elemMatch: { ...before, quantity: { $gt: quantity } } } },
    {
      $inc: { 'lines.$.quantity': -quantity },
      $set: { 'lines.$.changedAt': new Date(boughtAt.getTime() + 1) },
    },
  )
}
