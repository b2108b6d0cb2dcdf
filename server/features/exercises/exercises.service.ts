import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { guidesOf } from '../guides/guides.service'
import type { Staff } from './exercises.act'
import { exerciseFlow, type exercisesContract } from './exercises.contract'
import { beginExercise, exercisesOf, findExercise, type ExerciseDoc } from './exercises.model'
import { FLOWS, isOver, type Flow } from './exercises.rules'

export * from './exercises.redeem'
export * from './exercises.scripts'
export { putExercises as importExercises } from './exercises.model'

type Routes = (typeof exercisesContract)['routes']
type Shown = z.input<Routes['GET /exercises/:flow']['response']>

function show(flow: Flow, doc: ExerciseDoc | null | undefined): Shown {
  const { title, text, steps } = FLOWS[flow]
  const whole = { flow, title, text, steps: steps.map((it) => it.title) }
  if (!doc) return { ...whole, state: 'new', round: 0, at: 0, wrong: 0, times: 0 }
  const { round, at, wrong, times, said, finishedAt } = doc
  const step = steps[at]
  return {
    ...whole,
    state: isOver(flow, doc) ? 'finished' : 'running',
    ...{ round, at, wrong, times },
    ...(step ? { hint: step.hint } : {}),
    ...(step?.code ? { code: step.code } : {}),
    ...(said ? { said: { isRight: said.isRight, text: said.text } } : {}),
    ...(finishedAt ? { finishedAt: finishedAt.toISOString() } : {}),
  }
}

/** What can be learnt, and where the caller stands in it (GU-8). */
export async function myExercises({ guideId }: Staff): Promise<{ exercises: Shown[] }> {
  const docs = await exercisesOf([guideId])
  return {
    exercises: exerciseFlow.options.map((flow) =>
      show(
        flow,
        docs.find((it) => it.flow === flow),
      ),
    ),
  }
}

export const exerciseOf = async (flow: Flow, { guideId }: Staff): Promise<Shown> =>
  show(flow, await findExercise(guideId, flow))

/** Begins an exercise, or begins it anew: nothing of the last round is left but that it was done. */
export const begin = async (flow: Flow, { guideId }: Staff): Promise<Shown> =>
  show(flow, await beginExercise(guideId, flow, now()))

/** Which guide of the caller's store has done what (GU-8). */
export async function exercisesInStore({ storeId }: Staff) {
  const guides = await guidesOf([storeId])
  const docs = await exercisesOf(guides.map((it) => it._id))
  return {
    guides: guides.map(({ _id: id, name, avatar }) => ({
      ...{ id, name },
      ...(avatar ? { avatar } : {}),
      exercises: exerciseFlow.options.map((flow) => {
        const doc = docs.find((it) => it.guideId === id && it.flow === flow)
        const { state, at, finishedAt } = show(flow, doc)
        return { flow, state, at, ...(finishedAt ? { finishedAt } : {}) }
      }),
    })),
  }
}
