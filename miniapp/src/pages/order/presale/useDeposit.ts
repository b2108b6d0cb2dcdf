import { useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { useWhere } from '../../../campaigns/useWhere'
import type { DepositWanted } from '../../../presales/types'
import { useReturn } from '../../../ui/useReturn'

/** An offer, where it can be had, and what the deposit and the rest come to as things are chosen (CA-4). */
export const useDeposit = (presaleId: string, start: number) => {
  const signed = useShared(token)
  const [quantity, setQuantity] = useState(start)
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))

  const offer = useLoad(`${presaleId}|${visit}`, () =>
    call('GET /presales/:presaleId', { params: { presaleId } }),
  )
  const places = offer.data?.places ?? []
  const storeIds = places.map((it) => it.locationId).filter((it) => it.startsWith('sto_'))
  const where = useWhere({
    storeIds,
    isSent: storeIds.length < places.length,
    leftIn: (id) => places.find((it) => it.locationId === id)?.left ?? 0,
    quantity,
    visit,
  })
  const { way, storeId, address, isPlaced } = where
  const wanted: DepositWanted =
    way === 'pickup'
      ? { quantity, way, ...(storeId ? { storeId } : {}) }
      : { quantity, way, ...(address ? { addressId: address.id } : {}) }
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
    where,
    wanted,
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
