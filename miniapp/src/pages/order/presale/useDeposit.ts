import { useState } from 'react'
import { pickedAddress } from '../../../addresses/picked'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import type { DepositWanted } from '../../../presales/types'
import { chosenStore } from '../../../stores/entry'
import { place, pointOf } from '../../../stores/place'
import { useReturn } from '../../../ui/useReturn'

const MOST_STORES = 20

/** The stores that give an offer out, nearest first where that is known. */
const useStores = (ids: readonly string[]) => {
  const point = pointOf(useShared(place))
  return useLoad(ids.length ? `${ids.join()}|${point?.lng},${point?.lat}` : null, async () => {
    const found = await Promise.all(
      ids
        .slice(0, MOST_STORES)
        .map((storeId) => call('GET /stores/:storeId', { params: { storeId }, query: point ?? {} })),
    )
    return found.sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0))
  })
}

/** The store to begin with: the shopper's own, else the nearest that has enough. */
const firstStore = (
  stores: readonly { id: string }[] | undefined,
  hasEnough: (storeId: string) => boolean,
): string | undefined => {
  const ids = stores?.map((it) => it.id) ?? []
  const usual = chosenStore.get()?.storeId
  if (usual && ids.includes(usual) && hasEnough(usual)) return usual
  return ids.find(hasEnough) ?? ids[0]
}

/** An offer, where it can be had, and what the deposit and the rest come to as things are chosen (CA-4). */
export const useDeposit = (presaleId: string, start: number) => {
  const signed = useShared(token)
  const picked = useShared(pickedAddress)
  const [quantity, setQuantity] = useState(start)
  const [way, setWay] = useState<DepositWanted['way']>()
  const [storeChoice, setStoreChoice] = useState<string>()
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))

  const offer = useLoad(`${presaleId}|${visit}`, () =>
    call('GET /presales/:presaleId', { params: { presaleId } }),
  )
  const places = offer.data?.places ?? []
  const storeIds = places.map((it) => it.locationId).filter((it) => it.startsWith('sto_'))
  const isSent = storeIds.length < places.length
  const stores = useStores(storeIds)
  const addresses = useLoad(signed ? `${visit}` : null, () => call('GET /addresses'))
  const list = addresses.data?.addresses
  const address = list?.find((it) => it.id === picked) ?? list?.find((it) => it.isDefault) ?? list?.[0]

  const leftIn = (id: string): number => places.find((it) => it.locationId === id)?.left ?? 0
  const storeId = storeChoice ?? firstStore(stores.data, (it) => leftIn(it) >= quantity)
  const chosenWay = way ?? (storeIds.length > 0 ? 'pickup' : 'express')
  const wanted: DepositWanted =
    chosenWay === 'pickup'
      ? { quantity, way: 'pickup', ...(storeId ? { storeId } : {}) }
      : { quantity, way: 'express', ...(address ? { addressId: address.id } : {}) }
  const isPlaced = chosenWay === 'pickup' ? storeId !== undefined : address !== undefined
  const key = JSON.stringify(wanted)
  const priced = useLoad(signed && offer.data && isPlaced ? `${visit}|${key}` : null, async () => ({
    key,
    preview: await call('POST /presales/:presaleId/preview', { params: { presaleId }, body: wanted }),
  }))
  return {
    signed: signed !== undefined,
    offer,
    quantity,
    setQuantity,
    way: chosenWay,
    setWay,
    isCollected: storeIds.length > 0,
    isSent,
    stores,
    storeId,
    setStoreId: setStoreChoice,
    leftIn,
    addresses,
    address,
    wanted,
    isPlaced,
    preview: priced.data?.preview,
    isCurrent: priced.data?.key === key && !priced.loading,
    error: priced.error,
    reload: () => {
      offer.reload()
      priced.reload()
    },
  }
}
export type Deposit = ReturnType<typeof useDeposit>
