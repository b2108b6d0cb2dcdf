import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './client'

export interface Loaded<T> {
  data: T | undefined
  error: CallError | undefined
  loading: boolean
  reload: () => void
}

const asCallError = (error: unknown): CallError =>
  error instanceof CallError ? error : new CallError('unexpected', '出了点问题，请再试一次', 0, error)

/**
 * Runs `load` when `key` changes and on reload(). The last data stays while the next is fetched, an answer that
 * comes after a newer call is dropped, and key `null` waits: nothing is asked, loading stays true.
 */
export const useLoad = <T>(key: string | null, load: () => Promise<T>): Loaded<T> => {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    data: undefined,
    error: undefined,
    loading: true,
  })
  const turn = useRef(0)
  const latest = useRef(load)
  latest.current = load

  const run = useCallback(() => {
    const mine = ++turn.current
    setState((it) => (it.loading && !it.error ? it : { ...it, loading: true, error: undefined }))
    latest.current().then(
      (data) => mine === turn.current && setState({ data, error: undefined, loading: false }),
      (error: unknown) =>
        mine === turn.current && setState((it) => ({ ...it, error: asCallError(error), loading: false })),
    )
  }, [])

  useEffect(() => {
    if (key !== null) run()
    // oxlint-disable-next-line react/exhaustive-deps -- the counter of that moment is meant, not of this one
    return () => void turn.current++
  }, [key, run])

  return { ...state, reload: run }
}
