import { useState } from 'react'
import { pickedAddress } from '../../../addresses/picked'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import type { Draft } from '../../../orders/draft'
import type { Alternative, Preview, Wanted } from '../../../orders/types'
import { withQuantity } from '../../../orders/withQuantity'
import { isDelivery, type Delivery } from '../../../orders/words'
import { chosenStore } from '../../../stores/entry'
import { place, pointOf } from '../../../stores/place'
import { useReturn } from '../../../ui/useReturn'
import { firstStore } from './choices'
import { previewOf } from './previewOf'

/** Everything a checkout depends on, and what the server says it costs as it is. */
export const useCheckout = (draft: Draft) => {
  const signed = useShared(token)
  const point = pointOf(useShared(place))
  const picked = useShared(pickedAddress)
  const [lines, setLines] = useState(draft.lines)
  const [isPickup, setIsPickup] = useState(!isDelivery(draft.way))
  const [delivery, setDelivery] = useState<Delivery>(isDelivery(draft.way) ? draft.way : 'local1h')
  const [storeChoice, setStoreChoice] = useState(draft.storeId ?? chosenStore.get()?.storeId)
  const [transferFrom, setTransferFrom] = useState<string>()
  const [couponIds, setCouponIds] = useState<string[]>()
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))

  const basket = lines.map((it) => `${it.skuId}*${it.quantity}`).join()
  const stores = useLoad(point ? `${point.lng},${point.lat}|${basket}` : null, () =>
    call('POST /baskets/stores', { body: { lines, lng: point?.lng ?? 0, lat: point?.lat ?? 0, limit: 12 } }),
  )
  const addresses = useLoad(signed ? `${visit}` : null, () => call('GET /addresses'))
  const list = addresses.data?.addresses
  const address = list?.find((it) => it.id === picked) ?? list?.find((it) => it.isDefault) ?? list?.[0]
  const storeId = storeChoice ?? firstStore(stores.data?.stores)

  const coupons = couponIds ? { couponIds } : {}
  const wanted: Wanted = isPickup
    ? {
        lines,
        ...coupons,
        way: 'pickup',
        ...(storeId ? { storeId } : {}),
        ...(transferFrom ? { transferFrom } : {}),
      }
    : { lines, ...coupons, way: delivery, ...(address ? { addressId: address.id } : {}) }
  const key = JSON.stringify(wanted)
  // The default store or address may still be on its way: a price without it would be thrown away.
  const settling = isPickup
    ? !storeId && point !== undefined && !stores.data && !stores.error
    : !list && !addresses.error
  const priced = useLoad<{ key: string; preview: Preview }>(
    signed && lines.length > 0 && !settling ? `${visit}|${key}` : null,
    async () => ({ key, preview: await previewOf(wanted) }),
  )

  /** Another store has other goods: whence something would be brought is asked anew. */
  const chooseStore = (id: string): void => {
    setStoreChoice(id)
    setTransferFrom(undefined)
  }

  return {
    signed: signed !== undefined,
    wanted,
    isPickup,
    setIsPickup,
    /** What was chosen where the store lacks something (IN-4). */
    take: ({ kind, location }: Alternative): void => {
      if (kind === 'transfer') return setTransferFrom(location.id)
      if (kind === 'store') return chooseStore(location.id)
      setDelivery('express')
      setIsPickup(false)
    },
    delivery,
    setDelivery,
    storeId,
    setStoreId: chooseStore,
    stores,
    hasPoint: point !== undefined,
    addresses,
    address,
    /** The last answer; `isCurrent` says whether it is about what is chosen now. */
    preview: priced.data?.preview,
    isCurrent: priced.data?.key === key && !priced.loading,
    error: priced.error,
    reload: priced.reload,
    /** Coupons the shopper chose (CO-4); undefined leaves the choice to the shop. */
    setCouponIds,
    setQuantity: (skuId: string, quantity: number): void =>
      setLines((before) => withQuantity(before, skuId, quantity)),
  }
}

export type Checkout = ReturnType<typeof useCheckout>
