import { useState } from 'react'
import { pickedAddress } from '../addresses/picked'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { chosenStore } from '../stores/entry'
import { place, pointOf } from '../stores/place'

const MOST_STORES = 20

/** Stores by id, nearest first where that is known. */
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

export interface Offered {
  /** Stores in which it can be collected. */
  storeIds: readonly string[]
  /** Whether it is sent as well. */
  isSent: boolean
  /** Pieces a store has of it; undefined where that is not told per store. */
  leftIn: (storeId: string) => number | undefined
  quantity: number
  /** Another value reads the addresses again. */
  visit: number
}

/** How goods that only certain places have are got (CA-4, GB-1, SO-2): way, store or address, as the shopper chooses. */
export const useWhere = ({ storeIds, isSent, leftIn, quantity, visit }: Offered) => {
  const signed = useShared(token)
  const picked = useShared(pickedAddress)
  const [choice, setWay] = useState<'pickup' | 'express'>()
  const [storeChoice, setStoreId] = useState<string>()
  const stores = useStores(storeIds)
  const addresses = useLoad(signed ? `${visit}` : null, () => call('GET /addresses'))
  const list = addresses.data?.addresses
  const address = list?.find((it) => it.id === picked) ?? list?.find((it) => it.isDefault) ?? list?.[0]
  const isCollected = storeIds.length > 0
  const way = choice ?? (isCollected ? ('pickup' as const) : ('express' as const))
  const storeId =
    storeChoice && storeIds.includes(storeChoice)
      ? storeChoice
      : firstStore(stores.data, (it) => (leftIn(it) ?? quantity) >= quantity)
  return {
    way,
    setWay,
    isCollected,
    isSent,
    stores,
    storeId,
    setStoreId,
    leftIn,
    quantity,
    addresses,
    address,
    isPlaced: way === 'pickup' ? storeId !== undefined : address !== undefined,
  }
}
export type Where = ReturnType<typeof useWhere>
