import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { token } from '../api/session'
import { useShared } from '../api/shared'
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
  const [grant, setGrant] = useState<Grant>()
  const [error, setError] = useState<CallError>()
  const [seen, setSeen] = useState(true)
  const signed = useShared(token)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const stop = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
  }, [])
  const look = useCallback(() => {
    stop()
    const mine = turn.current
    const again = (ms: number | undefined): void => {
      if (ms !== undefined && mine === turn.current) timer.current = setTimeout(ask, ms)
    }
    const ask = (): void =>
      void call('GET /me/coupons/:grantId', { params: { grantId }, query: { storeId } }).then(
        (it) => {
          if (mine !== turn.current) return
          setGrant(it)
          setError(undefined)
          again(nextLookAt(it))
        },
        (failure: unknown) => {
          if (mine !== turn.current) return
          const known =
            failure instanceof CallError ? failure : new CallError('unexpected', '没能打开这张券', 0)
          setError(known)
          if (known.status === 0 || known.status >= 500) again(SELDOM)
        },
      )
    ask()
  }, [grantId, storeId, stop])

  useEffect(() => {
    if (seen) look()
    return stop
  }, [look, seen, signed, stop])
  useDidShow(() => setSeen(true))
  useDidHide(() => setSeen(false))

  return { grant, error, seen, reload: look }
}
