import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { attemptDone, attemptKey } from '../orders/attempt'
import { askOrderMessages } from '../orders/messages'
import { payOnOpen } from '../orders/pay'
import { say, sayError } from '../ui/say'
import type { Chain, ChainPreview, ChainWanted } from './types'

/** Why it cannot be ordered as it is; undefined when it can. */
export const problemOf = ({ lines, problem }: ChainPreview): string | undefined => {
  if (problem) return problem.text
  const short = lines.find((it) => !it.isAvailable)
  return short && `「${short.name}」只剩 ${short.available} 份，少接几份`
}

/** What joining a chain comes to, and the one tap that orders it (GB-2). */
export const useChainCheckout = (chain: Chain | undefined, start: ChainWanted, onStale: () => void) => {
  const signed = useShared(token)
  const [lines, setLines] = useState(start)
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const chainId = chain?.id ?? ''
  const params = { chainId }
  const key = JSON.stringify(lines)
  const priced = useLoad(signed && chain && lines.length > 0 ? `${chainId}|${key}` : null, async () => ({
    key,
    preview: await call('POST /chains/:chainId/preview', { params, body: { lines } }),
  }))
  const preview = priced.data?.preview
  const isCurrent = priced.data?.key === key && !priced.loading

  const submit = async (remark: string): Promise<void> => {
    if (running.current || !chain || !preview) return
    running.current = true
    setBusy(true)
    try {
      await askOrderMessages('pickup')
      const wish = { lines, way: 'pickup' as const, storeId: chain.store.id }
      const placed = await call('POST /chains/:chainId/orders', {
        params,
        body: {
          lines,
          key: attemptKey(wish, `${chainId} ${remark}`),
          expectedTotal: preview.amounts.total,
          ...(remark.trim() ? { remark: remark.trim() } : {}),
        },
      })
      attemptDone()
      payOnOpen.set(placed.id)
      await Taro.redirectTo({ url: `/pages/order/detail/index?id=${placed.id}` })
    } catch (error) {
      const known = error instanceof CallError ? error : undefined
      if (known?.code === 'key_reused') attemptDone()
      if (known?.code === 'network_failed') say('没连上，再点一次不会重复下单')
      else if (known && known.status >= 400 && known.status < 500) {
        say(known.message)
        onStale()
        priced.reload()
      } else sayError(error)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return {
    signed: signed !== undefined,
    lines,
    setLines,
    preview,
    isCurrent,
    error: priced.error,
    reload: priced.reload,
    busy,
    submit,
  }
}
