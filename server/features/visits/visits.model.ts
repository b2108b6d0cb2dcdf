import { memberNow } from '../../kernel/oneId'
import { model, Schema } from 'mongoose'

export interface VisitLine {
  skuId: string
  name: string
  image: string
  quantity: number
  /** Fen per piece. */
  price: number
}
/** One time a member was in a shop or bought online. */
export interface VisitDoc {
  _id: string
  memberId: string
  storeId?: string
  channel: 'store' | 'online'
  kind: 'purchase' | 'visit' | 'trial'
  /** Fen; 0 unless a purchase. */
  amount: number
  lines: VisitLine[]
  at: Date
}

const visitModel = model<VisitDoc>(
  'Visit',
  new Schema<VisitDoc>(
    {
      _id: String,
      memberId: String,
      storeId: String,
      channel: String,
      kind: String,
      amount: Number,
      lines: [{ _id: false, skuId: String, name: String, image: String, quantity: Number, price: Number }],
      at: Date,
    },
    { collection: 'visits', versionKey: false },
  ).index({ memberId: 1, at: -1 }),
)

/** Latest visits of a member, newest first. */
export const visitsOf = (memberId: string, limit: number): Promise<VisitDoc[]> =>
  visitModel.find({ memberId }).sort({ at: -1 }).limit(limit).lean<VisitDoc[]>()

/** Amount, channel and time of all of a member's visits. */
export const visitFacts = (memberId: string) =>
  visitModel
    .find({ memberId }, { _id: 0, amount: 1, channel: 1, kind: 1, at: 1 })
    .lean<Pick<VisitDoc, 'amount' | 'channel' | 'kind' | 'at'>[]>()

interface LastVisit {
  _id: string
  cameAt: Date
  boughtAt: Date | null
}
const later = (one: Date | null, other: Date | null) =>
  one && other ? (one > other ? one : other) : (one ?? other)

/** When each of some people was last in a shop or bought, and last bought; who never did is left out. */
export async function lastVisits(memberIds: readonly string[]): Promise<LastVisit[]> {
  const rows = await visitModel.aggregate<LastVisit>([
    { $match: { memberId: { $in: [...memberIds] } } },
    {
      $group: {
        _id: '$memberId',
        cameAt: { $max: '$at' },
        boughtAt: { $max: { $cond: [{ $eq: ['$kind', 'purchase'] }, '$at', null] } },
      },
    },
  ])
  const people = new Map<string, LastVisit>()
  for (const { _id: memberId, cameAt, boughtAt } of rows) {
    const _id = memberNow(memberId)
    const other = people.get(_id)
    const came = other && other.cameAt > cameAt ? other.cameAt : cameAt
    people.set(_id, { _id, cameAt: came, boughtAt: later(boughtAt, other?.boughtAt ?? null) })
  }
  return [...people.values()]
}

/** Writes visits by id; the same again changes nothing. */
export async function putVisits(rows: readonly VisitDoc[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 1000)
    await visitModel.bulkWrite(
      rows.slice(at, at + 1000).map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}
