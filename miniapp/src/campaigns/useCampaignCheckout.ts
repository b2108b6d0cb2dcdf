import { useState } from 'react'
import type { CallError } from '../api/client'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { attemptKey } from '../orders/attempt'
import { usePlacing } from '../orders/usePlacing'
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
  const [refused, setRefused] = useState<CallError>()
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

  const { busy, place } = usePlacing((why) => {
    setRefused(why)
    onStale()
    priced.reload()
  })
  const submit = async (): Promise<void> => {
    const preview = priced.data?.preview
    if (busy || !campaign || !preview) return
    setRefused(undefined)
    const { quantity: pieces, skuId: id, ...how } = wanted
    const wish = { lines: [{ skuId: id, quantity: pieces }], ...how }
    const order = () =>
      campaign.place({
        ...wanted,
        key: attemptKey(wish, campaign.name),
        expectedTotal: preview.amounts.total,
      })
    await place(way, order, campaign.about)
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
