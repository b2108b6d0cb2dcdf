import useSWR from 'swr'
import type { Api } from '../../../server/api'
import type { CallRequest } from './client'
import { useDoor } from './door'
import type { ApiFailure } from './failure'

export interface Answered<T> {
  answer: T
  /** When it was read, in ms. */
  at: number
}

const CALM_MS = 60_000
/**
 * How everything is read: again whenever a page comes into sight, however soon, since it may have been changed on the page
 * before; what is asked at the same moment is still one request.
 */
export const READ = { shouldRetryOnError: false, dedupingInterval: 0 } as const
/** How often is asked again while something is under way. */
const SOON_MS = 3_000

/**
 * One route's answer, read again every minute while the page is seen, when it is seen again, and every few seconds while
 * `isMoving` says that something is under way; the last one stays when that fails.
 */
export const useApi = <K extends keyof Api>(
  key: K,
  request: CallRequest<K>,
  isMoving: (answer: Api[K]['response']) => boolean = () => false,
) => {
  const { call, exercise } = useDoor()
  return useSWR<Answered<Api[K]['response']>, ApiFailure>(
    [key, JSON.stringify(request), ...(exercise ? [exercise.flow] : [])],
    async () => ({ answer: await call(key, request), at: Date.now() }),
    {
      refreshInterval: (last) => (last && isMoving(last.answer) ? SOON_MS : CALM_MS),
      ...READ,
      focusThrottleInterval: 1_000,
      keepPreviousData: true,
    },
  )
}
