import { emit } from '../../kernel/outbox'
import { memberMerged, memberParted } from './members.events'
import { memberModel } from './members.model'
import type { MergeNote } from './members.rules'

/**
 * Makes a member part of another from this write on (ME-1): all there is to a merge.
 * @returns false when they are part of somebody already
 */
export const writeMerge = async (memberId: string, note: MergeNote): Promise<boolean> =>
  (
    await memberModel.updateOne(
      { _id: memberId, mergedInto: { $exists: false } },
      {
        $set: { mergedInto: note.into },
        $push: { merges: note, outbox: emit(memberMerged, { memberId, into: note.into }) },
      },
    )
  ).matchedCount === 1

/** Makes them two again. @returns false when that merge does not stand (any more) */
export const undoMerge = async (
  memberId: string,
  { id, into }: MergeNote,
  { at, by }: { at: Date; by: string },
): Promise<boolean> =>
  (
    await memberModel.updateOne(
      { _id: memberId, merges: { $elemMatch: { id, undoneAt: { $exists: false } } } },
      {
        $unset: { mergedInto: 1 },
        $set: { 'merges.$[it].undoneAt': at, 'merges.$[it].undoneBy': by },
        $push: { outbox: emit(memberParted, { memberId, into }) },
      },
      { arrayFilters: [{ 'it.id': id }] },
    )
  ).matchedCount === 1

/** Notes that the phone of a document was just verified. */
export const touchPhone = async (memberId: string, at: Date): Promise<void> => {
  await memberModel.updateOne({ _id: memberId, phone: { $exists: true } }, { $set: { phoneAt: at } })
}
