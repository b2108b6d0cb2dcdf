import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { dueWork } from '../../kernel/dueWork'
import { letOthers } from '../../kernel/turns'
import { leftAfter, type InGroup, type Left } from './chatGroups.rules'

export interface Welcome {
  text: string
  page?: { title: string; page: string }
}
/** A customer group as WeCom last stated it. */
export interface GroupFacts {
  /** chat_id */
  _id: string
  name: string
  /** userid */
  owner: string
  madeAt: Date
  notice: string
  members: InGroup[]
  /** When the facts were asked for; older facts never replace newer ones. */
  askedAt: Date
}
export interface ChatGroupDoc extends GroupFacts {
  left: Left[]
  /** Dismissed, or out of the app's range. */
  goneAt?: Date
  welcome?: Welcome
  /** Counts the changes of the welcome. */
  welcomeVersion?: number
  templateId?: string
  problem?: string
  failures?: number
  /** While WeCom is to be told of the welcome: when. */
  dueAt?: Date
  /** Until then one worker tells it. */
  leaseUntil?: Date
}

const groupModel = model<ChatGroupDoc>(
  'ChatGroup',
  new Schema<ChatGroupDoc>(
    {
      _id: String,
      name: String,
      owner: String,
      madeAt: Date,
      notice: String,
      members: [
        {
          _id: false,
          id: String,
          isStaff: Boolean,
          name: String,
          joinedAt: Date,
          way: Number,
          invitedBy: String,
          state: String,
          memberId: String,
        },
      ],
      left: [{ _id: false, id: String, at: Date }],
      askedAt: Date,
      goneAt: Date,
      welcome: {},
      welcomeVersion: Number,
      templateId: String,
      problem: String,
      failures: Number,
      dueAt: Date,
      leaseUntil: Date,
    },
    { collection: 'chatGroups', versionKey: false },
  )
    .index({ 'members.id': 1 })
    .index({ owner: 1 })
    .index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } }),
)

export const findGroup = (chatId: string): Promise<ChatGroupDoc | null> =>
  groupModel.findById(chatId).lean<ChatGroupDoc>()

/** Stores what WeCom stated, unless something asked for later is stored already; who left is noted on the way. */
export async function putGroup(facts: GroupFacts): Promise<void> {
  const { _id, ...rest } = facts
  for (;;) {
    const known = await findGroup(_id)
    if (known && known.askedAt > facts.askedAt) return
    const left = leftAfter(known?.left ?? [], known?.members ?? [], facts.members, facts.askedAt)
    if (known) {
      const { matchedCount } = await groupModel.updateOne(
        { _id, askedAt: known.askedAt },
        { $set: { ...rest, left }, $unset: { goneAt: 1 } },
      )
      if (matchedCount) return
    } else
      try {
        await groupModel.collection.insertOne({ _id, ...rest, left } as never)
        return
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
    await letOthers()
  }
}

/** WeCom says that there is no such group (any more): asked at an instant, unless something later is stored. */
export const markGone = async (chatId: string, askedAt: Date): Promise<void> => {
  await groupModel.updateOne(
    { _id: chatId, askedAt: { $lte: askedAt } },
    { $set: { askedAt, goneAt: askedAt } },
  )
}

/** Groups of the chain that are still there, by id. */
export const liveGroupIds = async (): Promise<string[]> =>
  (await groupModel.find({ goneAt: { $exists: false } }, { _id: 1 }).lean()).map((it) => it._id)

const MOST_OTHERS = 300
/** Other groups in which some of these people are. */
export const groupsWith = (
  ids: readonly string[],
  except: string,
): Promise<Pick<ChatGroupDoc, '_id' | 'name' | 'members'>[]> =>
  groupModel
    .find(
      { 'members.id': { $in: [...ids] }, _id: { $ne: except }, goneAt: { $exists: false } },
      { name: 1, 'members.id': 1 },
    )
    .sort({ _id: 1 })
    .limit(MOST_OTHERS)
    .lean<Pick<ChatGroupDoc, '_id' | 'name' | 'members'>[]>()

/** Groups a member of the corp owns, and how many people are in each. */
export async function groupsOfOwner(owner: string): Promise<{ _id: string; name: string; people: number }[]> {
  const rows = await groupModel
    .find({ owner, goneAt: { $exists: false } }, { name: 1, 'members.isStaff': 1 })
    .sort({ _id: 1 })
    .lean<Pick<ChatGroupDoc, '_id' | 'name' | 'members'>[]>()
  return rows.map(({ _id, name, members }) => ({ _id, name, people: members.length }))
}

/** Writes the wanted welcome on the version it was decided on; WeCom is to be told. @returns null when somebody was faster */
export const writeWelcome = (
  chatId: string,
  version: number,
  welcome: Welcome,
): Promise<ChatGroupDoc | null> =>
  groupModel
    .findOneAndUpdate(
      { _id: chatId, welcomeVersion: version || { $exists: false } },
      { $set: { welcome, welcomeVersion: version + 1, dueAt: now(), failures: 0 }, $unset: { problem: 1 } },
      { returnDocument: 'after' },
    )
    .lean<ChatGroupDoc>()

const { takeDue, change, letGo } = dueWork<ChatGroupDoc>(groupModel)
export { takeDue }

/** Notes under which id WeCom has the welcome, while the group is in hand. */
export const noteTemplate = async (it: ChatGroupDoc, templateId: string | undefined): Promise<void> => {
  await change(it, templateId ? { $set: { templateId } } : { $unset: { templateId: 1 } })
}

/** Puts a group down again: told, or to be tried again later; changed meanwhile it stays due. */
export async function putDown(group: ChatGroupDoc, again?: { dueAt: Date; problem: string }): Promise<void> {
  const { welcomeVersion, failures = 0 } = group
  await change(
    group,
    again ? { $set: { ...again, failures: failures + 1 } } : { $unset: { dueAt: 1, problem: 1 } },
    { welcomeVersion },
  )
  await letGo(group)
}
