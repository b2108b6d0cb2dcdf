import useSWR from 'swr'
import type { Api } from '../../../server/api'
import { call } from './client'
import type { CallRequest } from './client'
import type { ApiFailure } from './failure'

export interface Answered<T> {
  answer: T
  /** When it was read, in ms. */
  at: number
}

/** One route's answer, read again every minute while the page is seen; the last one stays when that fails. */
export const useApi = <K extends keyof Api>(key: K, request: CallRequest<K>) =>
  useSWR<Answered<Api[K]['response']>, ApiFailure>(
    [key, JSON.stringify(request)],
    async () => ({ answer: await call(key, request), at: Date.now() }),
    { refreshInterval: 60_000, shouldRetryOnError: false, keepPreviousData: true },
  )
