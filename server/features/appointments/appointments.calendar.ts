import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { findLocation, hoursOn, type LocationDoc } from '../stores/stores.service'
import { appointmentsContract, type bookableService, type slotView } from './appointments.contract'
import { bookableDays, slotsOn, type Slot } from './appointments.rules'
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

const slotsOf = (store: LocationDoc, service: ServiceDoc, date: string): Slot[] =>
  slotsOn(date, hoursOn(date, store.hours, store.exceptions).span, service)

function viewSlot(
  { start, end, capacity }: Slot,
  taken: SlotDoc | undefined,
  at: Date,
): z.input<typeof slotView> {
  const waiting = taken?.line.length ?? 0
  // Whoever waits goes first: what is free for a moment is theirs.
  const free = waiting ? 0 : Math.max(0, capacity - (taken?.taken ?? 0))
  const state = start <= at || !capacity ? 'closed' : free ? 'free' : 'full'
  return {
    start: start.toISOString(),
    end: end.toISOString(),
    state,
    capacity,
    free: state === 'closed' ? 0 : free,
    waiting,
  }
}

async function viewDays(store: LocationDoc, service: ServiceDoc, days: readonly string[]) {
  const at = now()
  const first = fromShanghai(days[0] ?? '')
  // Hours may pass midnight.
  const last = fromShanghai(addDays(days.at(-1) ?? '', 2))
  const taken = new Map((await slotsBetween(service._id, first, last)).map((it) => [it._id, it]))
  return days.map((day) => {
    const { reason } = hoursOn(day, store.hours, store.exceptions)
    const slots = slotsOf(store, service, day).map((it) =>
      viewSlot(it, taken.get(slotIdOf(service._id, it.start)), at),
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
function slotAt(store: LocationDoc, service: ServiceDoc, start: Date): Slot | undefined {
  const { date } = shanghai(start)
  return [date, addDays(date, -1)]
    .flatMap((day) => slotsOf(store, service, day))
    .find((it) => it.start.getTime() === start.getTime())
}

/** The slot of a time that can still be booked. @throws slot_closed */
export function bookableSlot(store: LocationDoc, service: ServiceDoc, start: Date): Slot {
  const at = now()
  const slot = slotAt(store, service, start)
  const days = bookableDays(at)
  const isAhead = start > at && start < fromShanghai(addDays(days.at(-1) ?? '', 1))
  if (!slot?.capacity || !isAhead) throw fail('slot_closed')
  return slot
}

/** Places of a slot as the calendars stand; 0 when it is none (any more) or has begun. */
export async function capacityOf(serviceId: string, start: Date): Promise<number> {
  const service = await findService(serviceId)
  const store = service && (await findLocation(service.storeId))
  if (!service || !store || start <= now()) return 0
  return slotAt(store, service, start)?.capacity ?? 0
}

export const placeOf = (serviceId: string, { start, end }: Slot, seat: string): Place => ({
  slotId: slotIdOf(serviceId, start),
  seat,
  start,
  end,
})
