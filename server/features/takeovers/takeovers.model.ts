import { model, Schema } from 'mongoose'
import { behind, type Mark } from '../../kernel/cursor'
import { insertOnce } from '../../kernel/db'
import { dueWork } from '../../kernel/dueWork'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { customerTakenOver } from './takeovers.events'
import type { Chat, Customer, CustomerState } from './takeovers.rules'

interface Whose {
  guideId: string
  userid: string
}
/** Customers and groups on their way from one guide to another (GU-6). Shard key: _id. */
export interface TakeoverDoc extends WithOutbox {
  /** Follows from the manager and the key it was asked for with. */
  _id: string
  /** Of what was asked, to know another wish under the same key. */
  asked: string
  storeId: string
  from: Whose
  to: Whose
  /** By which of WeCom's two ways: of a member who has left. */
  hasLeft: boolean
  message: string
  createdAt: Date
  createdBy: string
  customers: Customer[]
  chats: Chat[]
  /** WeCom was asked to start, and perhaps did. */
  askedAt?: Date
  /** When WeCom is to be asked next; absent once all is over. */
  dueAt?: Date
  /** Until then one worker has it in hand. */
  leaseUntil?: Date
  /** Grows when there is news, so that a worker who has it in hand looks again. */
  news: number
  failures: number
  problem?: string
}

const whose = { _id: false, guideId: String, userid: String }
const takeoverModel = model<TakeoverDoc>(
  'Takeover',
  new Schema<TakeoverDoc>(
    {
      _id: String,
      asked: String,
      storeId: String,
      from: whose,
      to: whose,
      hasLeft: Boolean,
      message: String,
      createdAt: Date,
      createdBy: String,
      customers: [
        {
          _id: false,
          externalUserId: String,
          name: String,
          state: String,
          code: Number,
          at: Date,
          remark: String,
          tags: [{ _id: false, tagId: String, name: String, group: String }],
          carriedAt: Date,
        },
      ],
      chats: [{ _id: false, chatId: String, name: String, state: String, code: Number }],
      askedAt: Date,
      dueAt: Date,
      leaseUntil: Date,
      news: Number,
      failures: Number,
      problem: String,
      outbox: outboxField,
    },
    { collection: 'takeovers', versionKey: false },
  )
    .index({ storeId: 1, createdAt: -1, _id: -1 })
    .index({ 'customers.externalUserId': 1 })
    .index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(takeoverModel)

export const findTakeover = (takeoverId: string): Promise<TakeoverDoc | null> =>
  takeoverModel.findById(takeoverId).lean<TakeoverDoc>()
export const insertTakeover = (it: TakeoverDoc): Promise<boolean> => insertOnce(takeoverModel, it)

/** Of a store, newest first. */
export const takeoversOf = (
  storeId: string,
  after: Mark | undefined,
  limit: number,
): Promise<TakeoverDoc[]> =>
  takeoverModel
    .find({ storeId, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<TakeoverDoc[]>()

/** Those in which some customers still wait. */
export const waitingWith = (
  externalUserIds: readonly string[],
): Promise<Pick<TakeoverDoc, '_id' | 'to' | 'customers'>[]> =>
  takeoverModel
    .find(
      {
        customers: {
          $elemMatch: {
            externalUserId: { $in: [...externalUserIds] },
            state: { $in: ['planned', 'waiting'] },
          },
        },
      },
      { to: 1, customers: 1 },
    )
    .lean<Pick<TakeoverDoc, '_id' | 'to' | 'customers'>[]>()

/** There is news of a customer: those in which they wait are looked at at once. */
export const hurryTakeovers = async (externalUserId: string, at: Date): Promise<void> => {
  await takeoverModel.updateMany(
    { customers: { $elemMatch: { externalUserId, state: 'waiting' } }, dueAt: { $gt: at } },
    { $set: { dueAt: at }, $inc: { news: 1 } },
  )
}

const { takeDue, change, letGo } = dueWork<TakeoverDoc>(takeoverModel)
export { takeDue }

/** Notes before WeCom is asked to start that it is, and by which way. @returns false once the lease is lost */
export const noteAsked = (it: TakeoverDoc, askedAt: Date, hasLeft: boolean): Promise<boolean> =>
  change(it, { $set: { askedAt, hasLeft } })

interface Move {
  externalUserId: string
  from: CustomerState
  to: CustomerState
  code?: number | undefined
  at: Date
}
/**
 * A customer's state, on the state it was decided on; who is taken over is told of in the same update, once.
 * @returns whether it was so
 */
export async function moveCustomer(
  { _id, from: giver, to: taker }: TakeoverDoc,
  { externalUserId, from, to, code, at }: Move,
): Promise<boolean> {
  const event = { takeoverId: _id, externalUserId, fromGuideId: giver.guideId, toGuideId: taker.guideId }
  const { modifiedCount } = await takeoverModel.updateOne(
    { _id, customers: { $elemMatch: { externalUserId, state: from } } },
    {
      $set: {
        'customers.$.state': to,
        'customers.$.at': at,
        ...(code === undefined ? {} : { 'customers.$.code': code }),
      },
      ...(to === 'done' ? { $push: { outbox: emit(customerTakenOver, event) } } : {}),
    },
  )
  return modifiedCount === 1
}

export const moveChat = async (
  { _id }: TakeoverDoc,
  chatId: string,
  code: number | undefined,
): Promise<void> => {
  await takeoverModel.updateOne(
    { _id, chats: { $elemMatch: { chatId, state: 'planned' } } },
    {
      $set: {
        'chats.$.state': code === undefined ? 'done' : 'failed',
        ...(code === undefined ? {} : { 'chats.$.code': code }),
      },
    },
  )
}

/** What goes along with a customer went. */
export const markCarried = async (takeoverId: string, externalUserId: string, at: Date): Promise<void> => {
  await takeoverModel.updateOne(
    { _id: takeoverId, customers: { $elemMatch: { externalUserId, state: 'done' } } },
    { $set: { 'customers.$.carriedAt': at } },
  )
}

/** Puts one down again until an instant, or for good; where there was news meanwhile it stays due. */
export async function putDown(
  it: TakeoverDoc,
  { dueAt, problem }: { dueAt?: Date | undefined; problem?: string | undefined },
): Promise<void> {
  await change(it, dueAt ? { $set: { dueAt } } : { $unset: { dueAt: 1 } }, { news: it.news })
  await letGo(it, {
    $set: { failures: problem ? it.failures + 1 : 0, ...(problem ? { problem } : {}) },
    ...(problem ? {} : { $unset: { problem: 1 } }),
  })
}
