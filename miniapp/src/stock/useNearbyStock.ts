import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api } from '../../../server/api'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { clockText } from '../ui/format'
import { nextLook } from './polling'

export type NearbyStore = Api['GET /stock/nearby']['response']['stores'][number]
interface Nearby {
  skuId: string
  stores: NearbyStore[]
  /** `14:25`, when this was read. */
  at: string
}

/** What a shopper can see of it: only a change of this is worth a new rendering. */
const gist = (it: Nearby): string =>
  it.skuId +
  it.at +
  it.stores.map(({ store, label, level }) => store.id + level + label + store.open.label).join()

/**
 * Live stock of one SKU in the stores near a point: looked at again every 800 ms while the page is seen, slower
 * after two minutes and on errors. Renders only on change; the last answer stays while the server is silent.
 */
export const useNearbyStock = (
  skuId: string | undefined,
  point: { lng: number; lat: number } | undefined,
  limit: number,
) => {
  const [data, setData] = useState<Nearby>()
  const [error, setError] = useState<CallError>()
  const seen = useRef(true)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const turn = useRef(0)
  const last = useRef('')
  const key = skuId && point ? `${skuId}|${point.lng}|${point.lat}|${limit}` : ''

  const start = useCallback(() => {
    clearTimeout(timer.current)
    const mine = ++turn.current
    if (!key || !skuId || !point) return
    const since = Date.now()
    let failures = 0
    const look = async (): Promise<void> => {
      try {
        const answer = await call('GET /stock/nearby', { query: { skuId, ...point, limit } })
        if (mine !== turn.current) return
        const next = { skuId, stores: answer.stores, at: clockText(answer.asOf) }
        failures = 0
        setError(undefined)
        if (gist(next) !== last.current) {
          last.current = gist(next)
          setData(next)
        }
      } catch (failure) {
        if (mine !== turn.current) return
        failures++
        if (failure instanceof CallError) setError(failure)
      }
      if (mine === turn.current && seen.current)
        timer.current = setTimeout(() => void look(), nextLook(Date.now() - since, failures))
    }
    void look()
    // oxlint-disable-next-line react/exhaustive-deps -- `key` stands for skuId, point and limit
  }, [key])

  const stop = useCallback(() => {
    turn.current++
    clearTimeout(timer.current)
  }, [])

  useEffect(() => {
    if (seen.current) start()
    return stop
  }, [start, stop])
  useDidShow(() => {
    if (seen.current) return
    seen.current = true
    start()
  })
  useDidHide(() => {
    seen.current = false
    stop()
  })

  return { data: data && data.skuId === skuId ? data : undefined, error, reload: start }
}
