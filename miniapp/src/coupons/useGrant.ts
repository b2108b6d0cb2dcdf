import { useCallback } from 'react'
import { call } from '../api/call'
import { useWatched } from '../api/useWatched'
import type { Grant } from './types'

/** While a code is shown its coupon is looked at often: it turns into 已使用 while the shopper is at the counter. */
const OFTEN = 1500
const SELDOM = 5000

/** Milliseconds until a coupon is looked at again; undefined when nothing more happens to it by itself. */
const nextLookAt = ({ state }: Grant): number | undefined => {
  if (state === 'usable') return OFTEN
  return state === 'locked' || state === 'notYet' ? SELDOM : undefined
}

/**
 * One of the shopper's coupons (CO-3), looked at again while the page is seen for as long as something may happen to
 * it. The last answer stays while the server is silent.
 */
export const useGrant = (grantId: string, storeId: string | undefined) => {
  const ask = useCallback(
    () => call('GET /me/coupons/:grantId', { params: { grantId }, query: { storeId } }),
    [grantId, storeId],
  )
  const { answer: grant, error, seen, reload } = useWatched(ask, nextLookAt, '没能打开这张券')
  return { grant, error, seen, reload }
}
