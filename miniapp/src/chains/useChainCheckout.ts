import { useState } from 'react'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { attemptKey } from '../orders/attempt'
import { usePlacing } from '../orders/usePlacing'
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
  const chainId = chain?.id ?? ''
  const params = { chainId }
  const key = JSON.stringify(lines)
  const priced = useLoad(signed && chain && lines.length > 0 ? `${chainId}|${key}` : null, async () => ({
    key,
    preview: await call('POST /chains/:chainId/preview', { params, body: { lines } }),
  }))
  const preview = priced.data?.preview
  const isCurrent = priced.data?.key === key && !priced.loading

  const { busy, place } = usePlacing(() => {
    onStale()
    priced.reload()
  })
  const submit = async (remark: string): Promise<void> => {
    if (!chain || !preview) return
    const wish = { lines, way: 'pickup' as const, storeId: chain.store.id }
    await place('pickup', () =>
      call('POST /chains/:chainId/orders', {
        params,
        body: {
          lines,
          key: attemptKey(wish, `${chainId} ${remark}`),
          expectedTotal: preview.amounts.total,
          ...(remark.trim() ? { remark: remark.trim() } : {}),
        },
      }),
    )
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
