import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { letOthers } from '../../kernel/turns'
import { exercisesContract } from './exercises.contract'
import { changeExercise, findExercise, type ExerciseDoc } from './exercises.model'
import { advance, isOver, type Flow, type Happening, type Run } from './exercises.rules'

export const fail = failWith(exercisesContract.errors)
type Routes = (typeof exercisesContract)['routes']
export type Staff = CallerOf<Routes['GET /exercises']>

/** What is done in a round: how it is afterwards, what that was, and the answer or its refusal. */
export interface Deed<T> {
  run: Run
  happened?: Happening
  answer: () => T
}

const TRIES = 10

/** @throws exercise_not_begun */
export async function runOf({ guideId }: Staff, flow: Flow): Promise<ExerciseDoc> {
  const found = await findExercise(guideId, flow)
  if (!found) throw fail('exercise_not_begun')
  return found
}

/**
 * Does something in the caller's round, decided anew when something else was faster; also what is refused counts as done.
 * @throws exercise_not_begun, exercise_busy and what `does` answers
 */
export async function act<T>(caller: Staff, flow: Flow, does: (run: Run) => Deed<T>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await runOf(caller, flow)
    const { run, happened, answer } = does(before)
    const after = happened ? advance(flow, run, happened) : run
    if (after === before) return answer()
    const at = now()
    const { said, ...rest } = pickRun(after)
    const ends = isOver(flow, after) && !isOver(flow, before)
    const written = await changeExercise(before, {
      ...rest,
      ...(said ? { said } : {}),
      ...(ends ? { times: before.times + 1, finishedAt: before.finishedAt ?? at } : {}),
      updatedAt: at,
    })
    if (written) return answer()
    await letOthers()
  }
  throw fail('exercise_busy')
}

const pickRun = ({ at, wrong, said, uses, scripts, favourites, added }: Run): Run => ({
  ...{ at, wrong, uses, scripts, favourites, added },
  ...(said ? { said } : {}),
})
