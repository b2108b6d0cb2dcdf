import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'
import { freshRun, type Flow, type Run } from './exercises.rules'

/** A guide's exercise of one flow (GU-8): the round that goes on, and how often one was done to its end. Shard key: guideId. */
export interface ExerciseDoc extends Run {
  /** `<guideId>.<flow>` */
  _id: string
  guideId: string
  flow: Flow
  version: number
  /** How many rounds were begun, and how many done. */
  round: number
  times: number
  /** When the first round was done. */
  finishedAt?: Date
  updatedAt: Date
}

const exerciseModel = model<ExerciseDoc>(
  'Exercise',
  new Schema<ExerciseDoc>(
    {
      _id: String,
      guideId: String,
      flow: String,
      version: Number,
      round: Number,
      times: Number,
      finishedAt: Date,
      updatedAt: Date,
      at: Number,
      wrong: Number,
      said: { type: { _id: false, isRight: Boolean, text: String }, default: undefined },
      uses: [{ _id: false, code: String, at: Date, amount: Number }],
      scripts: [{ _id: false, id: String, key: String, title: String, category: String, text: String }],
      favourites: [String],
      added: Number,
    },
    { collection: 'exercises', versionKey: false },
  ).index({ guideId: 1 }),
)

const idOf = (guideId: string, flow: Flow): string => `${guideId}.${flow}`

export const findExercise = (guideId: string, flow: Flow): Promise<ExerciseDoc | null> =>
  exerciseModel.findById(idOf(guideId, flow)).lean<ExerciseDoc>()

export const exercisesOf = (guideIds: readonly string[]): Promise<ExerciseDoc[]> =>
  exerciseModel.find({ guideId: { $in: [...guideIds] } }).lean<ExerciseDoc[]>()

/** A new round; what was done to its end before stays. */
export async function beginExercise(guideId: string, flow: Flow, updatedAt: Date): Promise<ExerciseDoc> {
  const _id = idOf(guideId, flow)
  const fresh = { ...freshRun(), updatedAt }
  const first = { _id, guideId, flow, version: 1, round: 1, times: 0, ...fresh }
  if (await insertOnce(exerciseModel, first)) return first
  const begun = await exerciseModel
    .findOneAndUpdate(
      { _id },
      { $set: fresh, $unset: { said: 1 }, $inc: { version: 1, round: 1 } },
      { returnDocument: 'after' },
    )
    .lean<ExerciseDoc>()
  if (!begun) throw new Error(`${_id} is not there`)
  return begun
}

/** Writes a round on the version it was decided on. @returns whether nobody was faster */
export async function changeExercise(
  { _id, version }: ExerciseDoc,
  set: Partial<ExerciseDoc>,
): Promise<boolean> {
  const { modifiedCount } = await exerciseModel.updateOne(
    { _id, version },
    { $set: { ...set, version: version + 1 } },
  )
  return modifiedCount === 1
}

/** Writes exercises of others (demo chain); those that are there stay as they are. */
export async function putExercises(rows: readonly ExerciseDoc[]): Promise<void> {
  for (const it of rows) await insertOnce(exerciseModel, it)
}
