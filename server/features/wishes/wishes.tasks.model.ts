import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { taskDone } from './wishes.events'
import { behind, type Mark } from '../../kernel/cursor'
import type { WishDoc } from './wishes.model'
import { taskIdOf, type TaskState } from './wishes.rules'

/** What a store is asked to put by for a member: open → done, or cancelled with its wish. Shard key: storeId. */
export interface TaskDoc extends WithOutbox {
  _id: string
  storeId: string
  kind: 'hold'
  wishId: string
  round: number
  memberId: string
  skuId: string
  state: TaskState
  createdAt: Date
  doneAt?: Date
  doneBy?: string
}

const taskModel = model<TaskDoc>(
  'Task',
  new Schema<TaskDoc>(
    {
      _id: String,
      storeId: String,
      kind: String,
      wishId: String,
      round: Number,
      memberId: String,
      skuId: String,
      state: String,
      createdAt: Date,
      doneAt: Date,
      doneBy: String,
      outbox: outboxField,
    },
    { collection: 'tasks', versionKey: false },
  )
    .index({ storeId: 1, state: 1, createdAt: 1 })
    .index({ wishId: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(taskModel)

export const findTask = (taskId: string): Promise<TaskDoc | null> =>
  taskModel.findById(taskId).lean<TaskDoc>()

/** Writes the task of a wish, once for each time it was wished. */
export async function putTask(wish: WishDoc, storeId: string): Promise<void> {
  const { _id: wishId, round, memberId, skuId, createdAt } = wish
  const task: TaskDoc = {
    _id: taskIdOf(wishId, round),
    storeId,
    kind: 'hold',
    wishId,
    round,
    memberId,
    skuId,
    state: 'open',
    createdAt,
    outbox: [],
  }
  await taskModel.collection.insertOne(task as never).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

/** Calls off the open tasks of a wish up to one of its rounds. */
export const cancelTasks = async (wishId: string, upTo: number): Promise<void> => {
  await taskModel.updateMany(
    { wishId, round: { $lte: upTo }, state: 'open' },
    { $set: { state: 'cancelled' } },
  )
}

/** Marks an open task done with its event. @returns null when it was not open (any more) */
export const finishTask = ({ _id, wishId, round }: TaskDoc, by: string): Promise<TaskDoc | null> =>
  taskModel
    .findOneAndUpdate(
      { _id, state: 'open' },
      {
        $set: { state: 'done', doneAt: now(), doneBy: by },
        $push: { outbox: emit(taskDone, { wishId, round }) },
      },
      { returnDocument: 'after' },
    )
    .lean<TaskDoc>()

/** A store's tasks, oldest first. */
export const tasksOf = (
  storeId: string,
  state: TaskState,
  after: Mark | undefined,
  limit: number,
): Promise<TaskDoc[]> =>
  taskModel
    .find({
      storeId,
      state,
      ...behind('createdAt', after, '$gt'),
    })
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit)
    .lean<TaskDoc[]>()
