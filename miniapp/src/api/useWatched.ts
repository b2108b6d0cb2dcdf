import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './client'
import { token } from './session'
import { useShared } from './shared'

/** Milliseconds until a silent or broken server is asked again. */
const AFTER_SILENCE = 5000

/**
 * What one call answers, asked for again while the page is seen for as long as something may happen to it, and when
 * the shopper signs in. The last answer stays while the server is silent; `keep` takes an answer that came another way.
 * @param ask makes the call; another function begins anew; none: nothing is asked, as before the shopper signed in
 * @param every ms until it is looked at again; undefined when nothing more happens to it by itself
 * @param unknown what is said of a failure that is none of the server's
 */
export const useWatched = <T>(
  ask: (() => Promise<T>) | null,
  every: (answer: T) => number | undefined,
  unknown: string,
) => {
  const [answer, setAnswer] = useState<T>()
  const [error, setError] = useState<CallError>()
  const [seen, setSeen] = useState(true)
  const signed = useShared(token)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const latest = useRef({ every, unknown, seen })
  latest.current = { every, unknown, seen }

  const stop = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
  }, [])

  const look = useCallback(() => {
    stop()
    if (!ask) return
    const mine = turn.current
    const again = (ms: number | undefined): void => {
      if (ms !== undefined && latest.current.seen && mine === turn.current)
        timer.current = setTimeout(once, ms)
    }
    const once = (): void =>
      void ask().then(
        (it) => {
          if (mine !== turn.current) return
          setAnswer(it)
          setError(undefined)
          again(latest.current.every(it))
        },
        (failure: unknown) => {
          if (mine !== turn.current) return
          const known =
            failure instanceof CallError ? failure : new CallError('unexpected', latest.current.unknown, 0)
          setError(known)
          if (known.status === 0 || known.status >= 500) again(AFTER_SILENCE)
        },
      )
    once()
  }, [ask, stop])

  useEffect(() => {
    if (seen) look()
    return stop
  }, [look, seen, signed, stop])
  useDidShow(() => setSeen(true))
  useDidHide(() => setSeen(false))

  const keep = useCallback(
    (it: T) => {
      setAnswer(it)
      setError(undefined)
      look()
    },
    [look],
  )
  return { answer, error, seen, reload: look, keep }
}
