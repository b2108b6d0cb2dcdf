import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { CallError } from '../api/client'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { attemptDone, attemptKey } from '../orders/attempt'
import { askOrderMessages } from '../orders/messages'
import { payOnOpen } from '../orders/pay'
import { say, sayError } from '../ui/say'
import { useReturn } from '../ui/useReturn'
import type { Campaign, CampaignWanted } from './types'
import { useWhere } from './useWhere'

/** What is chosen of a campaign, what it comes to, and the one tap that orders it (GB-1, SO-2). */
export const useCampaignCheckout = (
  campaign: Campaign | undefined,
  start: { skuId?: string | undefined; quantity: number },
  /** The campaign has to be read again: it changed since it was seen. */
  onStale: () => void,
) => {
  const signed = useShared(token)
  const [chosen, setSku] = useState(start.skuId)
  const [quantity, setQuantity] = useState(start.quantity)
  const [visit, setVisit] = useState(0)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<CallError>()
  const running = useRef(false)
  useReturn(() => setVisit((it) => it + 1))

  const skus = campaign?.skus ?? []
  const sku = skus.find((it) => it.skuId === chosen) ?? skus.find((it) => it.left > 0) ?? skus[0]
  const skuId = sku?.skuId ?? ''
  const where = useWhere({
    storeIds: campaign && sku ? campaign.storeIdsOf(skuId) : [],
    isSent: campaign && sku ? campaign.isSent(skuId) : false,
    leftIn: (storeId) => campaign?.leftIn(skuId, storeId),
    quantity,
    visit,
  })
  const { way, storeId, address } = where
  const wanted: CampaignWanted = {
    skuId,
    quantity,
    way,
    ...(way === 'pickup' && storeId ? { storeId } : {}),
    ...(way === 'express' && address ? { addressId: address.id } : {}),
  }
  const key = JSON.stringify(wanted)
  const priced = useLoad(signed && campaign && sku && where.isPlaced ? `${visit}|${key}` : null, async () => {
    const preview = campaign && (await campaign.preview(wanted))
    return { key, preview }
  })

  const submit = async (): Promise<void> => {
    const preview = priced.data?.preview
    if (running.current || !campaign || !preview) return
    running.current = true
    setBusy(true)
    setRefused(undefined)
    try {
      await askOrderMessages(way)
      const { quantity: pieces, skuId: id, ...how } = wanted
      const wish = { lines: [{ skuId: id, quantity: pieces }], ...how }
      const placed = await campaign.place({
        ...wanted,
        key: attemptKey(wish, campaign.name),
        expectedTotal: preview.amounts.total,
      })
      attemptDone()
      payOnOpen.set(placed.id)
      await Taro.redirectTo({ url: `/pages/order/detail/index?id=${placed.id}` })
    } catch (error) {
      const known = error instanceof CallError ? error : undefined
      if (known?.code === 'key_reused') attemptDone()
      if (known?.code === 'network_failed') say('没连上，再点一次不会重复下单')
      else if (known && known.status >= 400 && known.status < 500) {
        setRefused(known)
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
    sku,
    setSku,
    quantity,
    setQuantity,
    where,
    preview: priced.data?.preview,
    isCurrent: priced.data?.key === key && !priced.loading,
    error: priced.error,
    reload: priced.reload,
    busy,
    refused,
    submit,
  }
}
export type CampaignCheckout = ReturnType<typeof useCampaignCheckout>
