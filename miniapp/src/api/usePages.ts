import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './client'

export interface PageOf<T, F> {
  items: T[]
  /** Cursor or offset of the next page; absent on the last one. */
  next?: string | undefined
  /** What only the first page says, e.g. the total. */
  first?: F | undefined
}

interface State<T, F> {
  items: T[]
  first: F | undefined
  next: string | undefined
  error: CallError | undefined
  loading: boolean
}

/** A list read page by page: `more()` appends, a new `key` starts again and drops late answers; `null` waits. */
export const usePages = <T, F>(key: string | null, load: (cursor?: string) => Promise<PageOf<T, F>>) => {
  const empty: State<T, F> = { items: [], first: undefined, next: undefined, error: undefined, loading: true }
  const [state, setState] = useState(empty)
  const turn = useRef(0)
  const busy = useRef(false)
  const latest = useRef(load)
  latest.current = load

  const fetchPage = useCallback((cursor?: string) => {
    const mine = cursor === undefined ? ++turn.current : turn.current
    busy.current = true
    setState((it) => ({ ...it, loading: true, error: undefined }))
    latest
      .current(cursor)
      .then(
        (page) =>
          mine === turn.current &&
          setState((it) => ({
            items: cursor === undefined ? page.items : [...it.items, ...page.items],
            first: cursor === undefined ? page.first : it.first,
            next: page.next,
            error: undefined,
            loading: false,
          })),
        (error: unknown) =>
          mine === turn.current &&
          setState((it) => ({
            ...it,
            error:
              error instanceof CallError ? error : new CallError('unexpected', '出了点问题，请再试一次', 0),
            loading: false,
          })),
      )
      .finally(() => mine === turn.current && (busy.current = false))
  }, [])

  useEffect(() => {
    if (key === null) return
    setState((it) => ({ ...it, items: [], next: undefined }))
    fetchPage()
    // oxlint-disable-next-line react/exhaustive-deps -- the counter of that moment is meant, not of this one
    return () => void turn.current++
  }, [key, fetchPage])

  const more = useCallback(() => {
    if (!busy.current && state.next !== undefined) fetchPage(state.next)
  }, [fetchPage, state.next])

  return { ...state, more, reload: useCallback(() => fetchPage(), [fetchPage]) }
}
