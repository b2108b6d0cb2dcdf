import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { capacityOf } from './appointments.calendar'
import { appointmentOffered } from './appointments.events'
import {
  findAppointment,
  findAppointments,
  forgetPlace,
  moveAppointment,
  type AppointmentDoc,
} from './appointments.model'
import { holdsSeat, OFFER_MS } from './appointments.rules'
import {
  findSlot,
  freeSeat,
  joinLine,
  seatFirst,
  slotsTouched,
  takeSeat,
  type Place,
} from './appointments.slots.model'

/*
 * The steps between an appointment and its seats. What is to be taken and given back stands on the appointment; each step may
 * run twice, late or in several processes, and the event of the change runs them again where a process died.
 */

/** Takes what an appointment wants and writes what became of it. @returns null when somebody else was faster */
async function takeWanted(it: AppointmentDoc, wants: Place): Promise<AppointmentDoc | null> {
  const capacity = await capacityOf(it.serviceId, wants.start)
  const outcome = await takeSeat(wants, it, capacity)
  crashPoint('appointment.seated')
  const sits = { place: wants, start: wants.start }
  if (outcome === 'taken')
    return moveAppointment(it, 'booked', {
      set: sits,
      unset: ['wants', 'refusal', 'reminded'],
      leaves: it.place,
    })
  const isWaiting = it.mayWait && it.status === 'asked' && outcome === 'full' && capacity > 0
  if (isWaiting && (await joinLine(wants, it, capacity)))
    return moveAppointment(it, 'waiting', { set: sits, unset: ['wants'] })
  // In the moment before the line was joined a seat came free, or the member stands in it already.
  if (isWaiting && !(await standsInLine(wants, it.memberId))) return null
  const refusal = outcome === 'twice' || isWaiting ? 'booked_already' : 'slot_full'
  return moveAppointment(it, it.status === 'asked' ? 'refused' : 'booked', {
    set: { refusal },
    unset: ['wants'],
    leaves: wants,
  })
}

const standsInLine = async ({ slotId }: Place, memberId: string): Promise<boolean> =>
  (await findSlot(slotId))?.line.some((it) => it.memberId === memberId) ?? false

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
      await freeSeat(place)
      crashPoint('appointment.freed')
      await forgetPlace(appointmentId, place.seat)
    }
    const { wants } = it
    if (!wants) return it
    if (await takeWanted(it, wants)) continue
    // Somebody else decided otherwise: what was taken for nothing goes back.
    if (!isOf(await findAppointment(appointmentId), wants.seat)) await freeSeat(wants)
  }
}

/** Seats came free: they are offered in the order of the line. */
export async function offerSeats(slotId: string): Promise<void> {
  const slot = await findSlot(slotId)
  if (!slot?.line.length) return
  const capacity = await capacityOf(slot.serviceId, slot.start)
  while (await seatFirst(slotId, capacity)) crashPoint('appointment.lineMoved')
}

/** The first in line has a seat: it is kept for a while, and they are told. */
export async function keepOffer(slotId: string, appointmentId: string, seat: string): Promise<void> {
  for (;;) {
    const it = await settle(appointmentId)
    if (!isOf(it, seat)) return freeSeat({ slotId, seat })
    if (it?.status !== 'waiting') return
    const until = new Date(Math.min(now().getTime() + OFFER_MS, it.start.getTime()))
    if (await moveAppointment(it, 'offered', { set: { offeredUntil: until }, event: appointmentOffered }))
      return
  }
}

const MINUTE = 60_000

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
      if (!isOf(found.get(appointmentId), key)) await freeSeat({ slotId, seat: key })
  }
}
