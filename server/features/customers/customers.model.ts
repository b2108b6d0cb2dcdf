import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { outboxField, outboxIndex, relayFrom, type OutboxEvent, type WithOutbox } from '../../kernel/outbox'
import { letOthers } from '../../kernel/turns'
import { withOrigins, type Edit, type Follower } from './customers.rules'

/** How somebody came to the chain first: by which code, of which channel, and to whom (OP-4). */
export interface Origin {
  codeId: string
  title: string
  channel: string
  userid: string
  at: Date
}
/** A WeCom external contact as WeCom last stated it. */
export interface ContactFacts {
  /** external_userid */
  _id: string
  name: string
  avatar?: string
  /** Encrypted; absent unless the corp is bound to the Open Platform. */
  unionid?: string
  memberId?: string
  followers: Follower[]
  /** When the facts were asked for; older facts never replace newer ones. */
  askedAt: Date
}
export interface ContactDoc extends ContactFacts {
  origin?: Origin
  /** That the member was told by a scan in the shop, not by WeCom (ME-1). */
  linked?: { at: Date; guideId: string }
  /** Counts the changes of facts and edits; absent before the first. */
  version?: number
  edits?: Edit[]
  /** While an edit waits: when it is told at the latest by the sweep. */
  carryAt?: Date
  /** How often WeCom was away since the last success. */
  tries?: number
  /** Who is telling WeCom at the moment, and until when that is believed. */
  carrier?: { id: string; until: Date }
}

interface CallbackDoc extends WithOutbox {
  /** What makes one event the same event. */
  _id: string
  at: Date
}

const someOutbox = { partialFilterExpression: { 'outbox.at': { $exists: true } } }

/** The contacts; customers.edits.model writes the edits on the same documents. */
export const contactModel = model<ContactDoc & WithOutbox>(
  'Contact',
  new Schema<ContactDoc & WithOutbox>(
    {
      _id: String,
      name: String,
      avatar: String,
      unionid: String,
      memberId: String,
      followers: [
        {
          _id: false,
          userid: String,
          remark: String,
          since: Date,
          addWay: Number,
          tags: [{ _id: false, name: String, group: String, tagId: String, by: String, at: Date }],
        },
      ],
      origin: {
        type: { _id: false, codeId: String, title: String, channel: String, userid: String, at: Date },
      },
      linked: { type: { _id: false, at: Date, guideId: String } },
      askedAt: Date,
      version: Number,
      edits: {
        type: [
          {
            _id: false,
            userid: String,
            what: String,
            on: Boolean,
            name: String,
            group: String,
            text: String,
            by: String,
            at: Date,
            seq: Number,
            refused: Number,
          },
        ],
        default: undefined,
      },
      carryAt: Date,
      tries: Number,
      carrier: { _id: false, id: String, until: Date },
      outbox: outboxField,
    },
    { collection: 'contacts', versionKey: false },
  )
    .index({ 'followers.userid': 1 })
    .index({ carryAt: 1 }, { partialFilterExpression: { carryAt: { $exists: true } } })
    .index(outboxIndex, someOutbox),
)
relayFrom(contactModel)

const KEPT_SECONDS = 30 * 86_400
const callbackModel = model<CallbackDoc>(
  'WecomCallback',
  new Schema<CallbackDoc>(
    { _id: String, at: Date, outbox: outboxField },
    { collection: 'wecomCallbacks', versionKey: false },
  )
    .index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
    .index(outboxIndex, someOutbox),
)
relayFrom(callbackModel)

export const findContact = (externalUserId: string): Promise<ContactDoc | null> =>
  contactModel.findById(externalUserId).lean<ContactDoc>()

/** Contacts by id, as far as they are known: for showing who somebody is. */
export const findContacts = (ids: readonly string[]): Promise<ContactDoc[]> =>
  contactModel
    .find({ _id: { $in: [...ids] } }, { name: 1, avatar: 1, memberId: 1, 'followers.userid': 1 })
    .lean<ContactDoc[]>()

/** The contact at the version it was read at. */
export const atVersion = ({ _id, version }: Pick<ContactDoc, '_id' | 'version'>) => ({
  _id,
  version: version ?? { $exists: false },
})

/** Stores what WeCom stated, unless something asked for later is stored already. */
export async function putContact(facts: ContactFacts): Promise<void> {
  const { _id, ...rest } = facts
  for (;;) {
    const known = await findContact(_id)
    if (known && known.askedAt > facts.askedAt) return
    const { followers: before = [], edits = [], version = 0 } = known ?? {}
    const followers = withOrigins(facts.followers, before, edits, facts.askedAt)
    const set = { ...rest, followers, version: version + 1 }
    if (known) {
      const { matchedCount } = await contactModel.updateOne(atVersion(known), {
        $set: set,
        // A scan told us who they are; WeCom may not know.
        ...(rest.memberId || known.linked ? {} : { $unset: { memberId: 1 } }),
      })
      if (matchedCount) return
    } else {
      try {
        await contactModel.collection.insertOne({ _id, ...set, outbox: [] } as never)
        return
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
    }
    await letOthers()
  }
}

/** Writes how a contact came, if it came so earlier than by what is known. */
export const putOrigin = async (externalUserId: string, origin: Origin): Promise<void> => {
  await contactModel.updateOne(
    { _id: externalUserId, 'origin.at': { $not: { $lte: origin.at } } },
    { $set: { origin } },
  )
}

/** Notes the member of a contact, and by which scan they were told, if it was one. */
export const linkContact = async (
  externalUserId: string,
  memberId: string,
  linked?: ContactDoc['linked'],
): Promise<void> => {
  await contactModel.updateOne(
    { _id: externalUserId },
    { $set: { memberId, ...(linked ? { linked } : {}) }, $inc: { version: 1 } },
  )
}
/** @returns false when somebody else has done so */
export const unlinkContact = async (externalUserId: string, memberId: string): Promise<boolean> =>
  (
    await contactModel.updateOne(
      { _id: externalUserId, memberId, linked: { $exists: true } },
      { $unset: { memberId: 1, linked: 1 }, $inc: { version: 1 } },
    )
  ).matchedCount === 1

/** How many customers became friends with a member of the corp from an instant on, and before another. */
export const countFriends = (
  userid: string,
  { from, until }: { from: Date; until?: Date },
): Promise<number> => {
  const since = { $gte: from, ...(until ? { $lt: until } : {}) }
  return contactModel.countDocuments({ followers: { $elemMatch: { userid, since } } })
}

/** Takes an event in once, with its follow-up in the same write. @returns false when it was there already */
export async function takeCallback(key: string, outbox: readonly OutboxEvent[]): Promise<boolean> {
  try {
    await callbackModel.collection.insertOne({ _id: key, at: now(), outbox } as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Writes contacts whole, by id (demo chain). */
export async function putContacts(rows: readonly ContactFacts[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await contactModel.bulkWrite(
      rows.slice(at, at + 500).map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}

/** A member's customers by id behind one, or some of them, with the part of the name that is asked for. */
export const friendsAfter = (
  userid: string,
  {
    ids,
    q,
    after,
    limit,
  }: {
    ids?: readonly string[] | undefined
    q?: RegExp | undefined
    after?: string | undefined
    limit: number
  },
): Promise<ContactDoc[]> =>
  contactModel
    .find({
      'followers.userid': userid,
      ...(ids ? { _id: { $in: [...ids] } } : after ? { _id: { $gt: after } } : {}),
      ...(q ? { $or: [{ name: q }, { followers: { $elemMatch: { userid, remark: q } } }] } : {}),
    })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<ContactDoc[]>()

/** A member's customers as stored, by id: what to compare with WeCom's list. */
export const customersOf = (userid: string): Promise<Pick<ContactDoc, '_id' | 'followers'>[]> =>
  contactModel
    .find({ 'followers.userid': userid }, { followers: 1 })
    .lean<Pick<ContactDoc, '_id' | 'followers'>[]>()

/** A member's customers with what is known of them (GU-4). */
export const circleOf = (userid: string): Promise<ContactDoc[]> =>
  contactModel
    .find({ 'followers.userid': userid }, { name: 1, avatar: 1, unionid: 1, memberId: 1, followers: 1 })
    .lean<ContactDoc[]>()

/** How many customers of these members carry each corp tag, the most used first. */
export async function tagUse(userids: readonly string[], most: number): Promise<string[]> {
  const theirs = { 'followers.userid': { $in: [...userids] } }
  const rows = await contactModel.aggregate<{ _id: string | null }>([
    { $match: theirs },
    { $unwind: '$followers' },
    { $match: theirs },
    { $unwind: '$followers.tags' },
    { $group: { _id: '$followers.tags.tagId', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
    { $limit: most },
  ])
  return rows.flatMap(({ _id }) => (_id ? [_id] : []))
}
