import { call } from '../../api/client'
import type { Door } from '../../api/door'
import { ApiFailure, asFailure, isUnanswered } from '../../api/failure'
import { sayBy } from '../../wecom/say'
import { TWINS, type Flow } from './exercise.rules'

interface Props {
  flow: Flow
  /** What the play customer holds before the scanner. */
  code: string | undefined
  /** Something was asked: the exercise may stand elsewhere now. */
  asked: () => Promise<unknown>
  /** Words that were said to the play customer. */
  heard: (content: string) => void
}

/** The door of a screen in an exercise (GU-8): every question goes to its twin, and nothing else goes out at all. */
export function exerciseDoor({ flow, code, asked, heard }: Props): Door {
  const ask = async (key: keyof (typeof TWINS)[Flow], request: never): Promise<unknown> => {
    const twin = TWINS[flow][key]
    if (!twin) throw new ApiFailure('not_in_exercise', '练习里先不做这一步', 409)
    try {
      return await call(twin, request)
    } catch (error) {
      const failure = asFailure(error)
      // Nothing is lost in an exercise when an answer is: it is simply tried again.
      throw isUnanswered(failure) ? new ApiFailure('exercise_unanswered', failure.message, 409) : failure
    } finally {
      await asked().catch(() => undefined)
    }
  }
  const through = ask as Door['call']
  return {
    call: through,
    say: sayBy(through, async (content) => heard(content)),
    exercise: { flow, ...(code ? { code } : {}) },
  }
}
