import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './client'
import { serverNow } from './serverTime'

/** A code is good for its own half minute and the next. */
const LONGEST_MS = 30_000
const RETRY_MS = 3000

/** Until the next code is asked for, ms: at the stated instant, however wrong a clock may be. */
export const untilRefresh = (refreshAt: string, now: number): number =>
  Math.min(LONGEST_MS, Math.max(1000, Date.parse(refreshAt) - now))

/**
 * A code that changes (OR-3, CO-3), renewed at `refreshAt` while `wanted`; a new `key` starts again. A code that could
 * not be renewed stays with `isStale`: its digits are still good, its QR may not be.
 */
export const useRollingCode = <T extends { refreshAt: string }>(
  key: string,
  wanted: boolean,
  load: () => Promise<T>,
) => {
  const [code, setCode] = useState<T>()
  const [error, setError] = useState<CallError>()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const turn = useRef(0)
  const latest = useRef(load)
  latest.current = load

  const stop = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
  }, [])

  const ask = useCallback(() => {
    stop()
    const mine = turn.current
    const look = (): void =>
      void latest.current().then(
        (it) => {
          if (mine !== turn.current) return
          setCode(it)
          setError(undefined)
          timer.current = setTimeout(look, untilRefresh(it.refreshAt, serverNow()))
        },
        (failure: unknown) => {
          if (mine !== turn.current) return
          const known =
            failure instanceof CallError ? failure : new CallError('unexpected', '没能打开这个码', 0)
          setError(known)
          if (known.status === 0 || known.status >= 500) timer.current = setTimeout(look, RETRY_MS)
        },
      )
    look()
  }, [stop])

  useEffect(() => {
    if (wanted) ask()
    return stop
  }, [ask, key, stop, wanted])

  return { code, error, isStale: Boolean(code && error), reload: ask }
}
