import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../../api/call'
import { CallError } from '../../../api/client'
import { serverNow } from '../../../api/serverTime'
import type { PickupCode } from '../../../orders/types'

/** A code is good for its own half minute and the next. */
const LONGEST_MS = 30_000
const RETRY_MS = 3000

/** Until the next code is asked for, ms: at the stated instant, however wrong a clock may be. */
export const untilRefresh = (refreshAt: string, now: number): number =>
  Math.min(LONGEST_MS, Math.max(1000, Date.parse(refreshAt) - now))

/**
 * The pickup code of an order, renewed at `refreshAt` while `wanted`. A code that could not be renewed stays with
 * `isStale`: its digits are still good, its QR may not be.
 */
export const usePickupCode = (orderId: string, wanted: boolean) => {
  const [code, setCode] = useState<PickupCode>()
  const [error, setError] = useState<CallError>()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const turn = useRef(0)

  const stop = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
  }, [])

  const ask = useCallback(() => {
    stop()
    const mine = turn.current
    const look = (): void =>
      void call('GET /orders/:orderId/pickup-code', { params: { orderId } }).then(
        (it) => {
          if (mine !== turn.current) return
          setCode(it)
          setError(undefined)
          timer.current = setTimeout(look, untilRefresh(it.refreshAt, serverNow()))
        },
        (failure: unknown) => {
          if (mine !== turn.current) return
          const known =
            failure instanceof CallError ? failure : new CallError('unexpected', '没能打开取货码', 0)
          setError(known)
          if (known.status === 0 || known.status >= 500) timer.current = setTimeout(look, RETRY_MS)
        },
      )
    look()
  }, [orderId, stop])

  useEffect(() => {
    if (wanted) ask()
    return stop
  }, [ask, stop, wanted])

  return { code, error, isStale: Boolean(code && error), reload: ask }
}
