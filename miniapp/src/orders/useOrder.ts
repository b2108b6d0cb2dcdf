import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { isDelivery } from './words'
import type { Order } from './types'

/** Milliseconds until an order is looked at again; undefined when nothing more happens to it by itself. */
export const nextLookAt = (it: Order): number | undefined => {
  if (it.refunds.some(({ state }) => state === 'requested')) return 4000
  switch (it.status) {
    case 'reviving':
      return 2000
    case 'unpaid':
      return 4000
    case 'paid':
      return isDelivery(it.way) ? 15_000 : 4000
    case 'deposited':
    case 'shipped':
      return 15_000
    // Its code may be before a guide's scanner, to give goods back.
    case 'completed':
      return 5000
    default:
      return undefined
  }
}

/**
 * One order, looked at again while the page is seen for as long as something may happen to it. The last answer stays
 * while the server is silent; `keep` takes an answer that came another way.
 */
export const useOrder = (id: string, every: (it: Order) => number | undefined = nextLookAt) => {
  const [order, setOrder] = useState<Order>()
  const [error, setError] = useState<CallError>()
  const signed = useShared(token)
  const seen = useRef(true)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const pace = useRef(every)
  pace.current = every

  const stop = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
  }, [])

  const look = useCallback(() => {
    stop()
    const mine = turn.current
    const again = (ms: number | undefined): void => {
      if (ms !== undefined && seen.current && mine === turn.current) timer.current = setTimeout(ask, ms)
    }
    const ask = (): void =>
      void call('GET /orders/:orderId', { params: { orderId: id } }).then(
        (it) => {
          if (mine !== turn.current) return
          setOrder(it)
          setError(undefined)
          again(pace.current(it))
        },
        (failure: unknown) => {
          if (mine !== turn.current) return
          const known =
            failure instanceof CallError ? failure : new CallError('unexpected', '没能打开订单', 0)
          setError(known)
          if (known.status === 0 || known.status >= 500) again(5000)
        },
      )
    ask()
  }, [id, stop])

  useEffect(() => {
    if (seen.current) look()
    return stop
  }, [look, stop, signed])
  useDidShow(() => {
    if (seen.current) return
    seen.current = true
    look()
  })
  useDidHide(() => {
    seen.current = false
    stop()
  })

  const keep = useCallback(
    (it: Order) => {
      setOrder(it)
      setError(undefined)
      look()
    },
    [look],
  )
  return { order, error, reload: look, keep }
}
