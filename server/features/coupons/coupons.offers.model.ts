import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'

/** That a 到店礼 was offered to somebody near a store: once per shopper, store and coupon (ST-4). */
interface ArrivalDoc {
  /** `cpn_…/mem_…/sto_…` */
  _id: string
  at: Date
}

const arrivalModel = model<ArrivalDoc>(
  'CouponArrival',
  new Schema<ArrivalDoc>({ _id: String, at: Date }, { collection: 'couponArrivals', versionKey: false }),
)

/** @returns false when it was offered before */
export const noteArrival = (
  couponId: string,
  memberId: string,
  storeId: string,
  at: Date,
): Promise<boolean> =>
  arrivalModel.collection.insertOne({ _id: `${couponId}/${memberId}/${storeId}`, at } as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )
