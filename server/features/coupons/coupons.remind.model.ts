import { now } from '../../kernel/clock'
import { grantModel, type GrantDoc } from './coupons.grants.model'

/** Held grants that end between two instants, had for a while, whose owners were not told yet; the soonest first. */
export const endingUntold = (
  from: Date,
  until: Date,
  claimedBefore: Date,
  limit: number,
): Promise<GrantDoc[]> =>
  grantModel
    .find({
      status: 'held',
      expiresAt: { $gt: from, $lte: until },
      claimedAt: { $lte: claimedBefore },
      remindedAt: { $exists: false },
    })
    .sort({ expiresAt: 1 })
    .limit(limit)
    .lean<GrantDoc[]>()

/** Claims the one reminder of a grant. @returns false when it was told of, or cannot be used any more */
export const claimReminder = async ({ _id }: GrantDoc): Promise<boolean> =>
  (
    await grantModel.updateOne(
      { _id, status: 'held', remindedAt: { $exists: false } },
      { $set: { remindedAt: now() } },
    )
  ).matchedCount === 1
