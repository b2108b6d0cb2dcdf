import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { profile, token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { book, move } from '../../../booking/actions'
import { appointmentUrl } from '../../../booking/open'
import type { Slot } from '../../../booking/types'
import { signedIn } from '../../../members/actions'
import { prepareMessages } from '../../../orders/messages'
import { say } from '../../../ui/say'
import { useBookingStore } from './useBookingStore'

export interface BookParams {
  storeId?: string
  serviceId?: string
  /** The appointment that is given another time. */
  move?: string
  /** The guide's card it was opened by. */
  card?: string
}

/** What the shopper has chosen so far, what it is chosen from, and the booking itself (AP-1). */
export const useBook = (params: BookParams) => {
  const signed = useShared(token)
  const moved = useLoad(params.move ? `${params.move}|${signed}` : null, () =>
    call('GET /appointments/:appointmentId', { params: { appointmentId: params.move ?? '' } }),
  )
  const store = useBookingStore(params.storeId)
  const storeId = params.move ? moved.data?.store.id : store.data?.id
  const services = useLoad(storeId ?? null, () =>
    call('GET /stores/:storeId/services', { params: { storeId: storeId ?? '' } }),
  )
  const [serviceId, setServiceId] = useState(params.serviceId)
  const [day, setDay] = useState<string>()
  const [slot, setSlot] = useState<Slot>()
  const [asked, setAsked] = useState<string>()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [again, setAgain] = useState(0)

  const offered = services.data?.services ?? []
  const wanted = moved.data?.service.id ?? serviceId
  const service = offered.find((it) => it.id === wanted) ?? (params.move ? undefined : offered[0])

  const advisers = useLoad(service ? service.id : null, () =>
    call('GET /stores/:storeId/services/:serviceId/advisers', {
      params: { storeId: service?.storeId ?? '', serviceId: service?.id ?? '' },
    }),
  )
  // Whom one asked for stays asked for at another time, as long as they are free then.
  const adviser = advisers.data?.advisers.find((it) => it.id === asked && slot?.adviserIds?.includes(it.id))
  const before = moved.data?.adviser
  useEffect(() => {
    if (before?.isChosen) setAsked(before.id)
  }, [before?.id, before?.isChosen])

  useEffect(prepareMessages, [])
  useEffect(() => {
    if (signed && !profile.get()) call('GET /me').then(profile.set, () => undefined)
  }, [signed])

  const another = (work: () => void): void => {
    work()
    setDay(undefined)
    setSlot(undefined)
  }
  const submit = async (start: string, mayWait: boolean): Promise<boolean> => {
    if (!service || !(await signedIn())) return true
    const said = note.trim()
    const whom = adviser ? { adviserId: adviser.id } : {}
    if (params.move) {
      const anybody = slot?.adviserIds ? { anyAdviser: true } : {}
      if (!(await move(params.move, start, adviser ? whom : anybody))) return false
      say('改好了，到时见')
      void Taro.navigateBack()
      return true
    }
    const wish = { storeId: service.storeId, serviceId: service.id, start, mayWait, ...whom }
    const it = await book(said ? { ...wish, note: said } : wish)
    if (it) void Taro.redirectTo({ url: appointmentUrl(it.id) })
    return it !== undefined
  }
  const confirm = async (): Promise<void> => {
    if (busy) return
    if (!slot) return say('先选一个时间')
    setBusy(true)
    // A refusal means that the places have changed.
    if (!(await submit(slot.start, slot.state === 'full'))) setAgain((it) => it + 1)
    setBusy(false)
  }

  return {
    moved,
    store,
    storeId,
    services,
    offered,
    service,
    day,
    slot,
    advisers: advisers.data?.advisers ?? [],
    adviser,
    note,
    busy,
    again,
    setSlot,
    setAsked,
    setNote,
    chooseDay: (it: string) => {
      setDay(it)
      setSlot(undefined)
    },
    chooseService: (it: string) => another(() => setServiceId(it)),
    chooseStore: (it: string) =>
      another(() => {
        store.choose(it)
        setServiceId(undefined)
      }),
    confirm,
  }
}
export type Booking = ReturnType<typeof useBook>
