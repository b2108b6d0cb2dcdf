import { useCallback, useRef, useState } from 'react'
import { asFailure } from '../api/failure'
import type { ApiFailure } from '../api/failure'

/**
 * Runs `work` one at a time: a second tap while the first is under way does nothing. `run` answers what came
 * of it, or undefined when it failed or was already running; the failure is kept until the next run.
 */
export const useAction = <A extends unknown[], T>(work: (...args: A) => Promise<T>) => {
  const running = useRef(false)
  const latest = useRef(work)
  latest.current = work
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure>()
  const run = useCallback(async (...args: A): Promise<T | undefined> => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setFailure(undefined)
    try {
      return await latest.current(...args)
    } catch (error) {
      setFailure(asFailure(error))
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  return { run, busy, failure }
}
