import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { guideDirectory } from '../guides/guides.service'
import { findLocation, hoursOn, type LocationDoc } from '../stores/stores.service'
import { findAdvisers, type AdviserDoc } from './appointments.advisers.model'
import { appointmentsContract } from './appointments.contract'
import { bookableDays, isFree, slotsOn, type Slot } from './appointments.rules'
import type { bookableService, slotView } from './appointments.shapes.contract'
import { findService, servicesOf, type ServiceDoc } from './appointments.services.model'
import { slotIdOf, slotsBetween, type Place, type SlotDoc } from './appointments.slots.model'

export const fail = failWith(appointmentsContract.errors)

const viewService = (it: ServiceDoc): z.input<typeof bookableService> => {
  const { _id, storeId, kind, name, summary, minutes, price } = it
  return { id: _id, storeId, kind, name, summary, minutes, price }
}

/** A store that takes bookings at all. @throws store_not_found */
async function mustFindStore(storeId: string): Promise<LocationDoc> {
  const store = await findLocation(storeId)
  if (store?.kind !== 'store') throw fail('store_not_found')
  return store
}

/** @throws store_not_found, service_not_found */
export async function mustFindService(storeId: string, serviceId: string) {
  const store = await mustFindStore(storeId)
  const service = await findService(serviceId)
  const isOffered = service?.storeId === storeId && campaignStatusAt(service, now()) === 'live'
  if (!service || !isOffered || !store.services.includes('booking')) throw fail('service_not_found')
  return { store, service }
}

/** What can be booked in a store (AP-1). @throws store_not_found */
export async function listServices(storeId: string) {
  const store = await mustFindStore(storeId)
  const services = store.services.includes('booking') ? await servicesOf(storeId, now()) : []
  return { services: services.map(viewService) }
}

/** Who of the store's guides can do a service, as they stand; undefined where it is bound to nobody (AP-1). */
async function advisersOf({ storeId, adviserIds }: ServiceDoc): Promise<AdviserDoc[] | undefined> {
  if (!adviserIds?.length) return undefined
  const [found, guides] = await Promise.all([findAdvisers(adviserIds), guideDirectory()])
  return found.filter((it) => it.storeId === storeId && guides.ofId(it._id)?.active !== false)
}

/** Guides a shopper may choose among for a service (AP-1). @throws store_not_found, service_not_found */
export async function listAdvisers(storeId: string, serviceId: string) {
  const { service } = await mustFindService(storeId, serviceId)
  const [advisers, guides] = await Promise.all([advisersOf(service), guideDirectory()])
  return { advisers: (advisers ?? []).map((it) => faceOfGuide(guides.ofId(it._id), it._id)) }
}
const faceOfGuide = (guide: { name: string; avatar?: string } | undefined, id: string) => ({
  id,
  name: guide?.name ?? '顾问',
  ...(guide?.avatar ? { avatar: guide.avatar } : {}),
})
/** A guide as a shopper sees them. */
export const adviserFace = async (guideId: string) =>
  faceOfGuide((await guideDirectory()).ofId(guideId), guideId)

type Advisers = readonly AdviserDoc[] | undefined
const slotsOf = (store: LocationDoc, service: ServiceDoc, date: string, advisers: Advisers): Slot[] =>
  slotsOn(date, hoursOn(date, store.hours, store.exceptions).span, service, advisers)

/** Who is there to serve in a slot and free, who has least to do that day first; undefined where it is bound to nobody. */
function freeIn(slot: Slot, advisers: Advisers): string[] | undefined {
  const day = shanghai(slot.start).date
  const load = ({ busy }: AdviserDoc) => busy.filter((it) => shanghai(it.start).date === day).length
  const free = advisers?.filter((it) => slot.advisers?.includes(it._id) && isFree(it.busy, slot))
  return free?.sort((a, b) => load(a) - load(b)).map((it) => it._id)
}

function viewSlot(
  slot: Slot,
  taken: SlotDoc | undefined,
  advisers: Advisers,
  at: Date,
): z.input<typeof slotView> {
  const { start, end, capacity } = slot
  const waiting = taken?.line.length ?? 0
  const idle = freeIn(slot, advisers)
  const places = Math.min(capacity - (taken?.taken ?? 0), idle?.length ?? Infinity)
  // Whoever waits goes first: what is free for a moment is theirs.
  const free = waiting ? 0 : Math.max(0, places)
  const state = start <= at || !capacity ? 'closed' : free ? 'free' : 'full'
  return {
    start: start.toISOString(),
    end: end.toISOString(),
    state,
    capacity,
    free: state === 'closed' ? 0 : free,
    waiting,
    ...(idle ? { adviserIds: free ? idle : [] } : {}),
  }
}

async function viewDays(store: LocationDoc, service: ServiceDoc, days: readonly string[]) {
  const at = now()
  const first = fromShanghai(days[0] ?? '')
  // Hours may pass midnight.
  const last = fromShanghai(addDays(days.at(-1) ?? '', 2))
  const [sat, advisers] = await Promise.all([slotsBetween(service._id, first, last), advisersOf(service)])
  const taken = new Map(sat.map((it) => [it._id, it]))
  return days.map((day) => {
    const { reason } = hoursOn(day, store.hours, store.exceptions)
    const slots = slotsOf(store, service, day, advisers).map((it) =>
      viewSlot(it, taken.get(slotIdOf(service._id, it.start)), advisers, at),
    )
    return { day, slots, ...(reason ? { reason } : {}) }
  })
}

/** The next 30 days with the places free on each (AP-1). @throws store_not_found, service_not_found */
export async function listDays(storeId: string, serviceId: string) {
  const { store, service } = await mustFindService(storeId, serviceId)
  const days = await viewDays(store, service, bookableDays(now()))
  return {
    days: days.map(({ slots, ...day }) => {
      const open = slots.filter((it) => it.state !== 'closed')
      const free = open.reduce((sum, it) => sum + it.free, 0)
      const state = open.length ? (free ? ('free' as const) : ('full' as const)) : ('closed' as const)
      return { ...day, state, free }
    }),
  }
}

/** The times of one day (AP-1). @throws store_not_found, service_not_found, day_out_of_range */
export async function listSlots(storeId: string, serviceId: string, day: string) {
  const { store, service } = await mustFindService(storeId, serviceId)
  if (!bookableDays(now()).includes(day)) throw fail('day_out_of_range')
  const [found] = await viewDays(store, service, [day])
  return { slots: found?.slots ?? [], ...(found?.reason ? { reason: found.reason } : {}) }
}

/** The slot that starts at an instant, as the calendars stand; hours that pass midnight belong to the day before. */
function slotAt(store: LocationDoc, service: ServiceDoc, start: Date, advisers: Advisers): Slot | undefined {
  const { date } = shanghai(start)
  return [date, addDays(date, -1)]
    .flatMap((day) => slotsOf(store, service, day, advisers))
    .find((it) => it.start.getTime() === start.getTime())
}

/** The slot of a time that can still be booked, with the adviser who is asked for. @throws slot_closed, adviser_off */
export async function bookableSlot(
  store: LocationDoc,
  service: ServiceDoc,
  start: Date,
  adviserId?: string,
): Promise<Slot> {
  const at = now()
  const slot = slotAt(store, service, start, await advisersOf(service))
  const days = bookableDays(at)
  const isAhead = start > at && start < fromShanghai(addDays(days.at(-1) ?? '', 1))
  if (!slot?.capacity || !isAhead) throw fail('slot_closed')
  if (adviserId && !slot.advisers?.includes(adviserId)) throw fail('adviser_off')
  return slot
}

/** What a slot has to give as the calendars stand. */
export interface Room {
  /** Places; 0 when it is no slot (any more) or has begun. */
  capacity: number
  end: Date
  /** Who is there and free, least busy first; absent where the service is bound to nobody. */
  free?: string[]
  /** Who is there, free or not. */
  there?: string[]
}
export async function roomAt(serviceId: string, start: Date): Promise<Room> {
  const none = { capacity: 0, end: start }
  const service = await findService(serviceId)
  const store = service && (await findLocation(service.storeId))
  if (!service || !store || start <= now()) return none
  const advisers = await advisersOf(service)
  const slot = slotAt(store, service, start, advisers)
  if (!slot) return advisers ? { ...none, free: [], there: [] } : none
  const { capacity, end, advisers: there } = slot
  const free = freeIn(slot, advisers)
  return { capacity, end, ...(free && there ? { free, there } : {}) }
}

export const placeOf = (serviceId: string, { start, end }: Slot, seat: string): Place => ({
  slotId: slotIdOf(serviceId, start),
  seat,
  start,
  end,
})
