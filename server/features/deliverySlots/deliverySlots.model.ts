import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'
import { hourOf } from './deliverySlots.rules'

/** What a store's own couriers have to bring in one hour. Shard key: _id. */
interface DeliverySlotDoc {
  /** Store and beginning of the hour. */
  _id: string
  storeId: string
  hour: Date
  orders: string[]
  /** How many `orders` are, for the filter of the next. */
  taken: number
}

const slotModel = model<DeliverySlotDoc>(
  'DeliverySlot',
  new Schema<DeliverySlotDoc>(
    { _id: String, storeId: String, hour: Date, orders: [String], taken: Number },
    { collection: 'deliverySlots', versionKey: false },
  ).index({ orders: 1 }),
)

const slotIdOf = (storeId: string, hour: Date) => `${storeId}@${hour.toISOString().slice(0, 13)}`

export const hasSlot = async (orderId: string): Promise<boolean> =>
  (await slotModel.exists({ orders: orderId })) !== null

/** Takes one of `most` places for an order, in one update whose filter counts. @returns false when all are taken */
export async function takeSlot(storeId: string, at: Date, orderId: string, most: number): Promise<boolean> {
  const hour = hourOf(at)
  const _id = slotIdOf(storeId, hour)
  await slotModel
    .updateOne({ _id }, { $setOnInsert: { storeId, hour, orders: [], taken: 0 } }, { upsert: true })
    .catch((error: unknown) => {
      if (!isDuplicate(error)) throw error
    })
  const { matchedCount } = await slotModel.updateOne(
    { _id, taken: { $lt: most }, orders: { $ne: orderId } },
    { $push: { orders: orderId }, $inc: { taken: 1 } },
  )
  return matchedCount === 1 || (await hasSlot(orderId))
}

/** Gives back what an order holds; once, however often it is asked. */
export async function freeSlot(orderId: string): Promise<void> {
  await slotModel.updateMany({ orders: orderId }, { $pull: { orders: orderId }, $inc: { taken: -1 } })
}

export const takenIn = async (storeId: string, at: Date): Promise<number> =>
  (await slotModel.findById(slotIdOf(storeId, hourOf(at))).lean<DeliverySlotDoc>())?.taken ?? 0
