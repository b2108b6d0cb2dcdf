import { useEffect, useState } from 'react'
import { useSettled } from '../../ui/useSettled'

/**
 * What the server says about what is being typed, after a pause; the last answer stays while there is nothing to ask or
 * the server does not answer. `body` must be a value that can be written as JSON.
 */
export const useSketch = <Body, Answer>(
  body: Body | undefined,
  ask: (body: Body) => Promise<Answer>,
): Answer | undefined => {
  const [answer, setAnswer] = useState<Answer>()
  const settled = useSettled(JSON.stringify(body) ?? '')
  useEffect(() => {
    if (!settled) return undefined
    let gone = false
    ask(JSON.parse(settled) as Body).then(
      (it) => !gone && setAnswer(it),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [settled, ask])
  return answer
}
