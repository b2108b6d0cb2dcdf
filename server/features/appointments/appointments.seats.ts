import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { isSame } from '../../kernel/oneId'
import {
  advisersTouched,
  adviserOfSeat,
  forgetServed,
  freeAdviser,
  freeAdvisers,
  takeAdviser,
} from './appointments.advisers.model'
import { roomAt, type Room } from './appointments.calendar'
import { appointmentOffered } from './appointments.events'
import {
  findAppointment,
  findAppointments,
  forgetPlace,
  moveAppointment,
  type AppointmentDoc,
} from './appointments.model'
import { holdsSeat, OFFER_MS } from './appointments.rules'
import { findService, servicesBy } from './appointments.services.model'
import {
  findSlot,
  freeSeat,
  joinLine,
  linesBetween,
  seatFirst,
  slotsTouched,
  takeSeat,
  type Place,
  type Taken,
} from './appointments.slots.model'

const MINUTE = 60_000

/*
 * The steps between an appointment and its seats. What is to be taken and given back stands on the appointment; each step may
 * run twice, late or in several processes, and the event of the change runs them again where a process died.
 */

/** Gives back a seat and the adviser's time with it; the adviser's first, so that who hears of the seat finds them free. */
async function leave(place: Pick<Place, 'slotId' | 'seat'>): Promise<void> {
  await freeAdvisers(place.seat)
  await freeSeat(place)
}

/** Takes the time of the first adviser who still has it. */
async function takeOneOf(
  guideIds: readonly string[],
  place: Place,
  appointmentId: string,
): Promise<string | undefined> {
  for (const guideId of guideIds) if (await takeAdviser(guideId, place, appointmentId)) return guideId
  return undefined
}

/** `adviserTaken`: others are free, but not who was asked for; `noAdviser`: the last free one went to somebody else. */
type Outcome = Taken | 'adviserTaken' | 'noAdviser'
interface Got {
  outcome: Outcome
  adviser?: string
}

/**
 * Takes a seat, and where the service is bound to advisers the time of one (AP-1). Who asks for somebody takes them first, so
 * that no seat is held in vain; who does not takes the seat first, so that nobody's time is.
 */
async function takePlace(it: AppointmentDoc, wants: Place, { capacity, free }: Room): Promise<Got> {
  if (!free) return { outcome: await takeSeat(wants, it, capacity) }
  const held = await adviserOfSeat(wants.seat)
  const candidates = held ? [held, ...free] : free
  if (!candidates.length) return { outcome: await takeSeat(wants, it, 0) }
  const { _id, prefers } = it
  if (prefers) {
    if (!(await takeAdviser(prefers, wants, _id))) return { outcome: 'adviserTaken' }
    crashPoint('appointment.advised')
    return { outcome: await takeSeat(wants, it, capacity), adviser: prefers }
  }
  const outcome = await takeSeat(wants, it, capacity)
  if (outcome !== 'taken') return { outcome }
  const adviser = await takeOneOf(candidates, wants, _id)
  crashPoint('appointment.advised')
  return adviser ? { outcome, adviser } : { outcome: 'noAdviser' }
}

const refusals = {
  taken: 'slot_full',
  full: 'slot_full',
  noAdviser: 'slot_full',
  twice: 'booked_already',
  adviserTaken: 'adviser_taken',
} as const

/** Takes what an appointment wants and writes what became of it. @returns null when somebody else was faster */
async function takeWanted(it: AppointmentDoc, wants: Place): Promise<AppointmentDoc | null> {
  const room = await roomAt(it.serviceId, wants.start)
  const { outcome, adviser } = await takePlace(it, wants, room)
  crashPoint('appointment.seated')
  const sits = { place: wants, start: wants.start }
  if (outcome === 'taken') {
    const moved = await moveAppointment(it, 'booked', {
      set: { ...sits, ...(adviser ? { adviser } : {}) },
      unset: ['wants', 'refusal', 'reminded', ...(adviser ? [] : (['adviser'] as const))],
      leaves: it.place,
    })
    if (moved && adviser) await freeAdvisers(wants.seat, adviser)
    return moved
  }
  const isWaiting = it.mayWait && it.status === 'asked' && outcome === 'full' && room.capacity > 0
  // Where advisers are what is lacking, seats may be left.
  const places = room.free?.length === 0 ? 0 : room.capacity
  if (isWaiting && (await joinLine(wants, it, places))) {
    const waiting = await moveAppointment(it, 'waiting', { set: sits, unset: ['wants', 'prefers'] })
    if (waiting && room.free) {
      await freeAdvisers(wants.seat)
      // Somebody may have come free in the moment before.
      await offerSeats(wants.slotId)
    }
    return waiting
  }
  // In the moment before the line was joined a seat came free, or the member stands in it already.
  if (isWaiting && !(await standsInLine(wants, it.memberId))) return null
  return moveAppointment(it, it.status === 'asked' ? 'refused' : 'booked', {
    set: { refusal: isWaiting ? 'booked_already' : refusals[outcome] },
    unset: ['wants'],
    leaves: wants,
  })
}

const standsInLine = async ({ slotId }: Place, memberId: string): Promise<boolean> =>
  (await findSlot(slotId))?.line.some((it) => isSame(it.memberId, memberId)) ?? false

/** Whether a seat or place in line is the appointment's, or is being taken for it. */
const isOf = (it: AppointmentDoc | null | undefined, seat: string): boolean =>
  it ? it.wants?.seat === seat || (it.place?.seat === seat && holdsSeat(it.status)) : false

/**
 * Brings an appointment and its seats together (AP-1): what it leaves is given back, what it wants is taken. Safe to run at
 * any time.
 */
export async function settle(appointmentId: string): Promise<AppointmentDoc | null> {
  for (;;) {
    const it = await findAppointment(appointmentId)
    if (!it) return null
    for (const place of it.leaves) {
      await leave(place)
      crashPoint('appointment.freed')
      await forgetPlace(appointmentId, place.seat)
    }
    const { wants } = it
    if (!wants) return it
    if (await takeWanted(it, wants)) continue
    // Somebody else decided otherwise: what was taken for nothing goes back.
    const decided = await findAppointment(appointmentId)
    if (!isOf(decided, wants.seat)) await leave(wants)
    else if (decided?.adviser && !decided.wants) await freeAdvisers(wants.seat, decided.adviser)
  }
}

/** Seats came free: they are offered in the order of the line, each with an adviser where there are such. */
export async function offerSeats(slotId: string): Promise<void> {
  for (;;) {
    const slot = await findSlot(slotId)
    const [first] = slot?.line ?? []
    if (!slot || !first) return
    const { capacity, end, free } = await roomAt(slot.serviceId, slot.start)
    if (slot.taken >= capacity) return
    const place = { slotId, seat: first.key, start: slot.start, end }
    const held = free && (await adviserOfSeat(first.key))
    const candidates = free && held ? [held, ...free] : free
    if (candidates && !(await takeOneOf(candidates, place, first.appointmentId))) return
    const isSeated = await seatFirst(slotId, first, capacity)
    if (isSeated) crashPoint('appointment.lineMoved')
    else if (free && !(await findSlot(slotId))?.seats.some((it) => it.key === first.key))
      await freeAdvisers(first.key)
  }
}

const LONGEST_MS = 4 * 3_600_000

/** A seat came free, and with it perhaps an adviser whom another service's line waits for. */
export async function offerAround(slotId: string): Promise<void> {
  await offerSeats(slotId)
  const slot = await findSlot(slotId)
  const service = slot && (await findService(slot.serviceId))
  if (!slot || !service?.adviserIds?.length) return
  const sharing = (await servicesBy(service.storeId, service.adviserIds)).map((it) => it._id)
  const from = new Date(slot.start.getTime() - LONGEST_MS)
  const before = new Date(slot.start.getTime() + service.minutes * MINUTE)
  for (const { _id } of await linesBetween(sharing, from, before)) if (_id !== slotId) await offerSeats(_id)
}

/** The first in line has a seat: it is kept for a while, and they are told. */
export async function keepOffer(slotId: string, appointmentId: string, seat: string): Promise<void> {
  for (;;) {
    const it = await settle(appointmentId)
    if (!isOf(it, seat)) return leave({ slotId, seat })
    if (it?.status !== 'waiting') return
    const until = new Date(Math.min(now().getTime() + OFFER_MS, it.start.getTime()))
    const adviser = await adviserOfSeat(seat)
    const set = { offeredUntil: until, ...(adviser ? { adviser } : {}) }
    if (!(await moveAppointment(it, 'offered', { set, event: appointmentOffered }))) continue
    if (adviser) await freeAdvisers(seat, adviser)
    return
  }
}

/** Frees seats that were taken for an appointment which never had or does not have them any more: of dead processes. */
export async function freeStraySeats(): Promise<void> {
  const at = now().getTime()
  for (const { _id: slotId, seats, line } of await slotsTouched(
    new Date(at - 60 * MINUTE),
    new Date(at - 2 * MINUTE),
  )) {
    const all = [...seats, ...line]
    const found = new Map(
      (await findAppointments(all.map((it) => it.appointmentId))).map((it) => [it._id, it]),
    )
    for (const { key, appointmentId } of all)
      if (!isOf(found.get(appointmentId), key)) await leave({ slotId, seat: key })
  }
}

/** Frees advisers' times that belong to no appointment of theirs: of dead processes; times that are over are forgotten. */
export async function freeStrayAdvisers(): Promise<void> {
  const at = now().getTime()
  await forgetServed(new Date(at - 1440 * MINUTE))
  for (const { _id, busy } of await advisersTouched(new Date(at - 60 * MINUTE), new Date(at - 2 * MINUTE))) {
    const found = new Map(
      (await findAppointments(busy.map((it) => it.appointmentId))).map((it) => [it._id, it]),
    )
    for (const { key, appointmentId } of busy) {
      const it = found.get(appointmentId)
      // Who waits is being offered a seat.
      const isTheirs = it && (it.wants?.seat === key || it.adviser === _id || it.status === 'waiting')
      if (!isOf(it, key) || !isTheirs) await freeAdviser(_id, key)
    }
  }
}
