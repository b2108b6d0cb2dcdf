import { randomInt } from 'node:crypto'
import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { insertOnce, isDuplicate } from '../../kernel/db'
import { versioned, type Versioned } from '../../kernel/versioned'
import { invitationMayBecome, type WrittenState } from './referrals.rules'

/** A referral campaign (SO-4). */
export interface ReferralDoc extends Versioned {
  title: string
  from: Date
  until: Date
  inviterCouponId: string
  friendCouponId: string
  perInviter: number
  leastOrder: number
  orderWithinDays: number
  status: 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'
  createdBy: string
}

/**
 * A friend who accepted somebody's invitation. Its id follows from the friend, so that each is bound once; `nth` is which
 * copy of the reward the inviter gets and unique, so that no more of them are given than the campaign says.
 * Shard key: inviterId.
 */
export interface InvitationDoc {
  _id: string
  friendId: string
  inviterId: string
  referralId: string
  state: WrittenState
  joinedAt: Date
  /** The first order is to be paid before this. */
  orderBy: Date
  orderId?: string
  /** The inviter's reward: its coupon and which copy; `isOverLimit` once every copy was given. */
  couponId: string
  nth?: number
  isOverLimit?: boolean
  inviterGrantId?: string
  friendGrantId?: string
  /** Why somebody got nothing. */
  inviterText?: string
  friendText?: string
  rewardedAt?: Date
  version: number
}

interface CodeDoc {
  /** The code. */
  _id: string
  memberId: string
}

const referralModel = model<ReferralDoc>(
  'Referral',
  new Schema<ReferralDoc>(
    {
      _id: String,
      title: String,
      from: Date,
      until: Date,
      inviterCouponId: String,
      friendCouponId: String,
      perInviter: Number,
      leastOrder: Number,
      orderWithinDays: Number,
      status: String,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
    },
    { collection: 'referrals', versionKey: false },
  )
    .index({ status: 1, until: 1 })
    .index({ createdAt: -1 }),
)
const invitationModel = model<InvitationDoc>(
  'Invitation',
  new Schema<InvitationDoc>(
    {
      _id: String,
      friendId: String,
      inviterId: String,
      referralId: String,
      state: String,
      joinedAt: Date,
      orderBy: Date,
      orderId: String,
      couponId: String,
      nth: Number,
      isOverLimit: Boolean,
      inviterGrantId: String,
      friendGrantId: String,
      inviterText: String,
      friendText: String,
      rewardedAt: Date,
      version: Number,
    },
    { collection: 'invitations', versionKey: false },
  )
    .index({ inviterId: 1, joinedAt: -1 })
    .index({ referralId: 1, state: 1 })
    .index(
      { couponId: 1, inviterId: 1, nth: 1 },
      { unique: true, partialFilterExpression: { nth: { $exists: true } } },
    ),
)
const codeModel = model<CodeDoc>(
  'InviteCode',
  new Schema<CodeDoc>(
    { _id: String, memberId: String },
    { collection: 'inviteCodes', versionKey: false },
  ).index({ memberId: 1 }, { unique: true }),
)

export const referralWrites = versioned<ReferralDoc>(referralModel)

/** The campaign that runs at an instant; of several the one that began last. */
export async function runningReferral(at: Date): Promise<ReferralDoc | undefined> {
  const [found] = await referralModel
    .find({ status: 'scheduled', from: { $lte: at }, until: { $gt: at } })
    .sort({ from: -1, _id: -1 })
    .limit(1)
    .lean<ReferralDoc[]>()
  return found
}

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const draw = () => Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]).join('')

/** A member's invite code, drawn when it is asked for first. */
export async function codeOfMember(memberId: string): Promise<string> {
  for (;;) {
    const found = await codeModel.findOne({ memberId }).lean<CodeDoc>()
    if (found) return found._id
    await insertOnce(codeModel, { _id: draw(), memberId })
  }
}
export const memberOfCode = async (code: string): Promise<string | undefined> =>
  (await codeModel.findById(code).lean<CodeDoc>())?.memberId

export const findInvitation = (invitationId: string): Promise<InvitationDoc | null> =>
  invitationModel.findById(invitationId).lean<InvitationDoc>()

/** @returns false when the friend is bound already */
export const insertInvitation = (it: InvitationDoc): Promise<boolean> => insertOnce(invitationModel, it)
/** Takes an invitation back that closed a circle; nothing followed from it. */
export const removeInvitation = async ({ _id, inviterId }: InvitationDoc): Promise<void> => {
  await invitationModel.deleteOne({ _id, inviterId, state: 'joined' })
}

/** Moves an invitation on from the version it was decided on. @returns null when somebody was faster */
export async function moveInvitation(
  { _id, state, version }: InvitationDoc,
  to: WrittenState,
  set: Partial<InvitationDoc> = {},
  unset: readonly string[] = [],
): Promise<InvitationDoc | null> {
  if (!invitationMayBecome(state, to)) throw new Error(`an invitation never goes from ${state} to ${to}`)
  return invitationModel
    .findOneAndUpdate(
      { _id, state, version },
      {
        $set: { ...set, state: to },
        $inc: { version: 1 },
        ...(unset.length ? { $unset: Object.fromEntries(unset.map((it) => [it, 1])) } : {}),
      },
      { returnDocument: 'after' },
    )
    .lean<InvitationDoc>()
}

/** Gives the inviter's reward of an invitation its copy, once. @returns false when somebody has this one */
export async function takeCopy({ _id }: InvitationDoc, nth: number): Promise<boolean> {
  try {
    await invitationModel.updateOne({ _id, nth: { $exists: false } }, { $set: { nth } })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
/** Copies of a coupon an inviter has been given. */
export const copiesTaken = async (couponId: string, inviterId: string): Promise<number[]> =>
  (
    await invitationModel
      .find({ couponId, inviterId, nth: { $exists: true } }, { nth: 1 })
      .lean<Pick<InvitationDoc, 'nth'>[]>()
  ).flatMap((it) => it.nth ?? [])

/** Copies of a coupon that one campaign gave an inviter. */
export const rewardsOf = (referralId: string, inviterId: string): Promise<number> =>
  invitationModel.countDocuments({ referralId, inviterId, nth: { $exists: true } })

export const writeOverLimit = async ({ _id }: InvitationDoc): Promise<void> => {
  await invitationModel.updateOne({ _id, nth: { $exists: false } }, { $set: { isOverLimit: true } })
}

/** Who came by a member's invitation, latest first. */
export const invitationsBy = (inviterId: string, limit: number): Promise<InvitationDoc[]> =>
  invitationModel.find({ inviterId }).sort({ joinedAt: -1, _id: -1 }).limit(limit).lean<InvitationDoc[]>()

export type InvitationCounts = Record<'joined' | 'ordered' | 'rewarded' | 'void', number>

/** How many invitations are in each state: of campaigns, or of an inviter. */
export async function invitationCounts(
  by: 'referralId' | 'inviterId',
  ids: readonly string[],
): Promise<Map<string, InvitationCounts>> {
  const found = new Map(
    ids.map((it) => [it, { joined: 0, ordered: 0, rewarded: 0, void: 0 } as InvitationCounts]),
  )
  if (!ids.length) return found
  const rows = await invitationModel.aggregate<{
    _id: { of: string; state: WrittenState; isOver: boolean }
    n: number
  }>([
    { $match: { [by]: { $in: [...ids] } } },
    {
      $group: {
        _id: { of: `$${by}`, state: '$state', isOver: { $lte: ['$orderBy', now()] } },
        n: { $sum: 1 },
      },
    },
  ])
  for (const { _id, n } of rows) {
    const of = found.get(_id.of)
    if (of) of[_id.state === 'joined' && _id.isOver ? 'void' : _id.state] += n
  }
  return found
}

/** Writes invitations whole, by id (demo chain). */
export async function putInvitations(rows: readonly InvitationDoc[]): Promise<void> {
  for (const { _id, ...rest } of rows)
    await invitationModel.updateOne({ _id }, { $set: rest }, { upsert: true })
}
