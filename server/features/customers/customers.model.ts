import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { contactChanged } from './customers.events'

export interface Follower {
  userid: string
  remark: string
  since: Date
  tags: { name: string; group: string; tagId?: string }[]
}
/** A WeCom external contact as WeCom last stated it. */
export interface ContactDoc {
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

interface CallbackDoc extends WithOutbox {
  /** What makes one event the same event. */
  _id: string
  at: Date
}

const contactModel = model<ContactDoc>(
  'Contact',
  new Schema<ContactDoc>(
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
          tags: [{ _id: false, name: String, group: String, tagId: String }],
        },
      ],
      askedAt: Date,
    },
    { collection: 'contacts', versionKey: false },
  ).index({ 'followers.userid': 1 }),
)

const KEPT_SECONDS = 30 * 86_400
const callbackModel = model<CallbackDoc>(
  'WecomCallback',
  new Schema<CallbackDoc>(
    { _id: String, at: Date, outbox: outboxField },
    { collection: 'wecomCallbacks', versionKey: false },
  )
    .index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(callbackModel)

export const findContact = (externalUserId: string): Promise<ContactDoc | null> =>
  contactModel.findById(externalUserId).lean<ContactDoc>()

/** Stores what WeCom stated, unless something asked for later is stored already. */
export async function putContact(contact: ContactDoc): Promise<void> {
  const { _id, ...rest } = contact
  try {
    await contactModel.updateOne(
      { _id, askedAt: { $not: { $gt: contact.askedAt } } },
      { $set: rest, ...(rest.memberId ? {} : { $unset: { memberId: 1 } }) },
      { upsert: true },
    )
  } catch (error) {
    // The filter refused newer facts and the upsert then met their document.
    if (!isDuplicate(error)) throw error
  }
}

export const linkContact = async (externalUserId: string, memberId: string): Promise<void> => {
  await contactModel.updateOne({ _id: externalUserId }, { $set: { memberId } })
}

/** Takes an event in once, with its follow-up in the same write. @returns false when it was there already */
export async function takeCallback(
  key: string,
  externalUserId: string,
  changeType: string,
): Promise<boolean> {
  try {
    const outbox = [emit(contactChanged, { externalUserId, changeType })]
    await callbackModel.collection.insertOne({ _id: key, at: now(), outbox } as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

export async function putContacts(rows: readonly ContactDoc[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await contactModel.bulkWrite(
      rows.slice(at, at + 500).map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest }, upsert: true },
      })),
      { ordered: false },
    )
}
