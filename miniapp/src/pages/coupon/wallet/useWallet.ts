import { useReachBottom } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { usePages } from '../../../api/usePages'
import type { Grant, WalletCounts, WalletTab } from '../../../coupons/types'
import { isElsewhere, passes, type Filter } from '../../../coupons/words'
import { useCurrentStore } from '../../../stores/currentStore'
import { useReturn } from '../../../ui/useReturn'

const PAGE = 20

/** The coupons under a tab page by page, as a filter leaves them; those that work only in other stores apart. */
export const useWallet = (tab: WalletTab, filter: Filter | undefined) => {
  const signed = useShared(token) !== undefined
  const store = useCurrentStore()
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))

  const storeId = store.data?.id
  const isPlaced = !store.loading || store.error !== undefined
  const list = usePages<Grant, WalletCounts>(
    signed && isPlaced ? `${tab}|${storeId}|${visit}` : null,
    async (cursor) => {
      const { grants, counts, next } = await call('GET /me/coupons', {
        query: { tab, storeId, cursor, limit: PAGE },
      })
      return { items: grants, first: counts, next }
    },
  )
  useReachBottom(list.more)

  const { loading, next, more } = list
  const shown = list.items.filter((it) => passes(filter, it))
  // What the filter wants may be further down than what has been read.
  useEffect(() => {
    if (filter && shown.length === 0 && !loading && next !== undefined) more()
  }, [filter, shown.length, loading, next, more])

  return {
    ...list,
    signed,
    storeName: store.data?.name,
    counts: list.first,
    none: list.items.length === 0,
    near: shown.filter((it) => !isElsewhere(it)),
    away: shown.filter(isElsewhere),
  }
}
