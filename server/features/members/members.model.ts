import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'
import { decryptField, encryptField, fieldIndex } from '../../kernel/fieldCrypto'
import { now } from '../../kernel/clock'

export type Tier = 'normal' | 'silver' | 'gold'
export type Provider = 'openid' | 'unionid' | 'phone' | 'external' | 'pos'

export interface MemberTag {
  name: string
  group?: string
  /** A guide's id, or `rule`. */
  by: string
  at: Date
}
export interface MemberDoc {
  _id: string
  nickname: string
  name?: string
  avatar?: string
  /** Encrypted. */
  phone?: string
  gender?: 'female' | 'male' | 'unknown'
  birthday?: string
  tier: Tier
  points: number
  /** Of the points' account when it was last shown here (ME-3). */
  pointsVersion?: number
  homeStoreId?: string
  guideId?: string
  consents: { personalised: boolean; massMessage: boolean; phone: boolean }
  tags: MemberTag[]
  joinedAt: Date
}

/** One outside id of a member (ME-1); `_id` makes (provider, subject) unique without showing the subject. */
interface IdentityDoc {
  _id: string
  provider: Provider
  /** Encrypted. */
  subject: string
  memberId: string
  since: Date
}

const memberModel = model<MemberDoc>(
  'Member',
  new Schema<MemberDoc>(
    {
      _id: String,
      nickname: String,
      name: String,
      avatar: String,
      phone: String,
      gender: String,
      birthday: String,
      tier: String,
      points: Number,
      pointsVersion: Number,
      homeStoreId: String,
      guideId: String,
      consents: { _id: false, personalised: Boolean, massMessage: Boolean, phone: Boolean },
      tags: [{ _id: false, name: String, group: String, by: String, at: Date }],
      joinedAt: Date,
    },
    { collection: 'members', versionKey: false },
  ).index({ guideId: 1 }),
)
const identityModel = model<IdentityDoc>(
  'Identity',
  new Schema<IdentityDoc>(
    { _id: String, provider: String, subject: String, memberId: String, since: Date },
    { collection: 'identities', versionKey: false },
  ).index({ memberId: 1 }),
)

const identityId = (provider: Provider, subject: string) => `${provider}:${fieldIndex(provider, subject)}`
const identityOf = (provider: Provider, subject: string, memberId: string): IdentityDoc => ({
  _id: identityId(provider, subject),
  provider,
  subject: encryptField(subject),
  memberId,
  since: now(),
})

export const findMember = (memberId: string): Promise<MemberDoc | null> =>
  memberModel.findById(memberId).lean<MemberDoc>()

/** Names and pictures of members as they show themselves. */
export const facesOfMembers = (
  memberIds: readonly string[],
): Promise<Pick<MemberDoc, '_id' | 'nickname' | 'avatar'>[]> =>
  memberModel
    .find({ _id: { $in: [...memberIds] } }, { nickname: 1, avatar: 1 })
    .lean<Pick<MemberDoc, '_id' | 'nickname' | 'avatar'>[]>()

export const memberIdOf = async (provider: Provider, subject: string): Promise<string | undefined> =>
  (await identityModel.findById(identityId(provider, subject)).lean())?.memberId

/** The members behind some ids of a provider, by id. */
export async function memberIdsOf(
  provider: Provider,
  subjects: readonly string[],
): Promise<Map<string, string>> {
  const bySubject = new Map(subjects.map((it) => [identityId(provider, it), it]))
  const rows = subjects.length ? await identityModel.find({ _id: { $in: [...bySubject.keys()] } }).lean() : []
  return new Map(rows.map((it) => [bySubject.get(it._id) ?? '', it.memberId]))
}

/** Tiers of members, by id. */
export const tiersOfMembers = (memberIds: readonly string[]): Promise<Pick<MemberDoc, '_id' | 'tier'>[]> =>
  memberModel.find({ _id: { $in: [...memberIds] } }, { tier: 1 }).lean<Pick<MemberDoc, '_id' | 'tier'>[]>()

/** What mass messages ask of members: their tier, consents, rule tags and since when they are members. */
export const standingsOf = (
  memberIds: readonly string[],
): Promise<Pick<MemberDoc, '_id' | 'tier' | 'consents' | 'tags' | 'joinedAt'>[]> =>
  memberModel
    .find({ _id: { $in: [...memberIds] } }, { tier: 1, consents: 1, tags: 1, joinedAt: 1 })
    .lean<Pick<MemberDoc, '_id' | 'tier' | 'consents' | 'tags' | 'joinedAt'>[]>()

/** A member's own id of a provider in the clear, the earliest if there are several; undefined when there is none. */
export async function subjectOf(memberId: string, provider: Provider): Promise<string | undefined> {
  const [first] = await identityModel
    .find({ memberId, provider })
    .sort({ since: 1 })
    .limit(1)
    .lean<IdentityDoc[]>()
  return first && decryptField(first.subject)
}

/** Claims an outside id for a member; whoever was first keeps it. @returns the member it belongs to */
export async function claimIdentity(provider: Provider, subject: string, memberId: string): Promise<string> {
  try {
    await identityModel.collection.insertOne(identityOf(provider, subject, memberId) as never)
    return memberId
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return (await memberIdOf(provider, subject)) ?? memberId
  }
}

/** Lets an outside id go, if it is this member's. */
export const releaseIdentity = async (
  provider: Provider,
  subject: string,
  memberId: string,
): Promise<void> => {
  await identityModel.deleteOne({ _id: identityId(provider, subject), memberId })
}

/** Creates the member document unless it is there already. */
export async function ensureMember(member: MemberDoc): Promise<MemberDoc> {
  const { _id, ...rest } = member
  try {
    const stored = await memberModel
      .findOneAndUpdate({ _id }, { $setOnInsert: rest }, { upsert: true, returnDocument: 'after' })
      .lean<MemberDoc>()
    return stored ?? member
  } catch (error) {
    // Somebody else inserted it between the engine's look and its write.
    if (!isDuplicate(error)) throw error
    return (await findMember(_id)) ?? member
  }
}

export const updateMember = (memberId: string, changes: Record<string, unknown>): Promise<MemberDoc | null> =>
  memberModel.findByIdAndUpdate(memberId, { $set: changes }, { returnDocument: 'after' }).lean<MemberDoc>()

/** A member who is nobody's customer yet becomes a guide's (GU-6). */
export const bindGuide = async (memberId: string, guideId: string): Promise<void> => {
  await memberModel.updateOne({ _id: memberId, guideId: { $exists: false } }, { $set: { guideId } })
}

/** A guide's customer becomes another's; of whom somebody else has become the guide meanwhile stays theirs (GU-6). */
export const rebindGuide = async (memberId: string, from: string, to: string): Promise<void> => {
  await memberModel.updateOne({ _id: memberId, guideId: from }, { $set: { guideId: to } })
}

/** Shows a balance, unless a newer one is shown already. */
export const putPoints = async (memberId: string, points: number, version: number): Promise<void> => {
  await memberModel.updateOne(
    { _id: memberId, $or: [{ pointsVersion: { $exists: false } }, { pointsVersion: { $lt: version } }] },
    { $set: { points, pointsVersion: version } },
  )
}

export const phoneOf = (member: Pick<MemberDoc, 'phone'>): string | undefined =>
  member.phone && decryptField(member.phone)
export const sealPhone = encryptField

export type MemberRow = MemberDoc & { identities: { provider: Provider; subject: string }[] }

/** Writes members with their outside ids, by id (demo chain, import). */
export async function putMembers(rows: readonly MemberRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    const batch = rows.slice(at, at + 500)
    await identityModel.bulkWrite(
      batch.flatMap(({ _id: memberId, identities }) =>
        identities.map(({ provider, subject }) => {
          const { _id, ...rest } = identityOf(provider, subject, memberId)
          return { updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } }
        }),
      ),
      { ordered: false },
    )
    await memberModel.bulkWrite(
      batch.map(({ _id, identities: _, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
  }
}
