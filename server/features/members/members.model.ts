import { model, Schema } from 'mongoose'
import { isDuplicate } from '../../kernel/db'
import { decryptField, encryptField, fieldIndex } from '../../kernel/fieldCrypto'
import { now } from '../../kernel/clock'
import { idsOf, mergedFrom, memberNow } from '../../kernel/oneId'
import { outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { asOne, type MemberDoc } from './members.rules'

export type Provider = 'openid' | 'unionid' | 'phone' | 'external' | 'pos'

/** One outside id of a member (ME-1); `_id` makes (provider, subject) unique without showing the subject. */
interface IdentityDoc {
  _id: string
  provider: Provider
  /** Encrypted. */
  subject: string
  memberId: string
  since: Date
}

/** members.merges.model writes merges on the same documents. */
export const memberModel = model<MemberDoc & WithOutbox>(
  'Member',
  new Schema<MemberDoc & WithOutbox>(
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
      phoneAt: Date,
      mergedInto: String,
      merges: {
        type: [
          {
            _id: false,
            id: String,
            into: String,
            evidence: String,
            at: Date,
            undoneAt: Date,
            undoneBy: String,
          },
        ],
        default: undefined,
      },
      outbox: { ...outboxField, default: undefined },
    },
    { collection: 'members', versionKey: false },
  )
    .index({ guideId: 1 })
    .index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $exists: true } } })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(memberModel)
mergedFrom(() =>
  memberModel
    .find({ mergedInto: { $exists: true } }, { mergedInto: 1 })
    .lean<{ _id: string; mergedInto: string }[]>(),
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

/** Members by id, whole people: of one who was merged it is the person under the id asked for. */
async function findPeople<F extends keyof MemberDoc>(
  memberIds: readonly string[],
  fields: readonly F[],
): Promise<(Pick<MemberDoc, F> & { _id: string })[]> {
  const wanted = new Map(memberIds.map((it) => [it, idsOf(it)]))
  const docs = await memberModel
    .find(
      { _id: { $in: [...new Set([...wanted.values()].flat())] } },
      Object.fromEntries(
        [...fields, 'joinedAt', ...(fields.includes('phone' as F) ? ['phoneAt'] : [])].map((it) => [it, 1]),
      ),
    )
    .lean<MemberDoc[]>()
  const byId = new Map(docs.map((it) => [it._id, it]))
  return [...wanted].flatMap(([_id, ids]) => {
    const person = asOne(
      ids[0],
      ids.flatMap((it) => byId.get(it) ?? []),
    )
    return person ? [{ ...person, _id }] : []
  })
}

/** The person of an id as they are shown: under the id they go by now. */
export async function findMember(memberId: string): Promise<MemberDoc | null> {
  const ids = idsOf(memberId)
  return asOne(ids[0], await documentsOf(ids))
}

/** The documents of these ids as each was written. */
export const documentsOf = (ids: readonly string[]): Promise<MemberDoc[]> =>
  memberModel.find({ _id: { $in: [...ids] } }, { outbox: 0 }).lean<MemberDoc[]>()

/** Names and pictures of members as they show themselves. */
export const facesOfMembers = (memberIds: readonly string[]) => findPeople(memberIds, ['nickname', 'avatar'])

export const memberIdOf = async (provider: Provider, subject: string): Promise<string | undefined> => {
  const found = await identityModel.findById(identityId(provider, subject)).lean()
  return found ? memberNow(found.memberId) : undefined
}

/** The members behind some ids of a provider, by id. */
export async function memberIdsOf(
  provider: Provider,
  subjects: readonly string[],
): Promise<Map<string, string>> {
  const bySubject = new Map(subjects.map((it) => [identityId(provider, it), it]))
  const rows = subjects.length ? await identityModel.find({ _id: { $in: [...bySubject.keys()] } }).lean() : []
  return new Map(rows.map((it) => [bySubject.get(it._id) ?? '', memberNow(it.memberId)]))
}

/** Tiers of members, by id. */
export const tiersOfMembers = (memberIds: readonly string[]) => findPeople(memberIds, ['tier'])

/** What mass messages ask of members: their tier, consents, rule tags and since when they are members. */
export const standingsOf = (memberIds: readonly string[]) =>
  findPeople(memberIds, ['tier', 'consents', 'tags', 'joinedAt'])

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
    return (idsOf(_id).length > 1 ? await findMember(_id) : stored) ?? member
  } catch (error) {
    // Somebody else inserted it between the engine's look and its write.
    if (!isDuplicate(error)) throw error
    return (await findMember(_id)) ?? member
  }
}

/** Changes what a person says of themselves, under the id they go by now. */
export async function updateMember(
  memberId: string,
  changes: Record<string, unknown>,
): Promise<MemberDoc | null> {
  await memberModel.updateOne({ _id: memberNow(memberId) }, { $set: changes })
  return findMember(memberId)
}

/** A member who is nobody's customer yet becomes a guide's (GU-6). */
export const bindGuide = async (memberId: string, guideId: string): Promise<void> => {
  const ids = idsOf(memberId)
  if (ids.length > 1 && (await findMember(memberId))?.guideId) return
  await memberModel.updateOne({ _id: ids[0], guideId: { $exists: false } }, { $set: { guideId } })
}

/** A guide's customer becomes another's; of whom somebody else has become the guide meanwhile stays theirs (GU-6). */
export const rebindGuide = async (memberId: string, from: string, to: string): Promise<void> => {
  await memberModel.updateMany(
    { _id: { $in: [...idsOf(memberId)] }, guideId: from },
    { $set: { guideId: to } },
  )
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
