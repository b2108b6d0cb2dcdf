import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { addDays, fromShanghai } from '../../kernel/shanghai'
import { importVisits } from '../visits/visits.service'
import { freeAdviser, freeAdvisers, takeAdviser } from './appointments.advisers.model'
import { adviserFace, fail, roomAt } from './appointments.calendar'
import type { appointmentsContract } from './appointments.contract'
import { appointmentDone } from './appointments.events'
import { appointmentsAt, findAppointment, moveAppointment, type AppointmentDoc } from './appointments.model'
import { LATE_MS, mayBecome, type AppointmentStatus } from './appointments.rules'
import { offerAround } from './appointments.seats'
import { viewAppointment, viewForStaff } from './appointments.view'

type Routes = (typeof appointmentsContract)['routes']
type Staff = CallerOf<Routes['POST /appointments/:appointmentId/check-in']>
type Manager = CallerOf<Routes['POST /appointments/:appointmentId/adviser']>
type Tried = z.output<Routes['POST /appointments/:appointmentId/done']['body']>['tried']

/** A Shanghai day of the own store (AP-1). @throws store_forbidden */
export async function dayOf(storeId: string, day: string, caller: Staff) {
  if (caller.storeId !== storeId) throw fail('store_forbidden')
  const found = await appointmentsAt(storeId, fromShanghai(day), fromShanghai(addDays(day, 1)))
  return { appointments: await Promise.all(found.map(viewForStaff)) }
}

/** @throws appointment_not_found, store_forbidden */
export async function ofOwnStore(appointmentId: string, { storeId }: Staff): Promise<AppointmentDoc> {
  const it = await findAppointment(appointmentId)
  if (!it) throw fail('appointment_not_found')
  if (it.storeId !== storeId) throw fail('store_forbidden')
  return it
}

/** One step of an appointment by the store; the same again changes nothing. @throws appointment_closed */
async function step(
  appointmentId: string,
  caller: Staff,
  to: AppointmentStatus,
  change: Parameters<typeof moveAppointment>[2] = {},
) {
  for (;;) {
    const it = await ofOwnStore(appointmentId, caller)
    if (it.status === to) return viewAppointment(it)
    if (!mayBecome(it.status, to)) throw fail('appointment_closed')
    const moved = await moveAppointment(it, to, { ...change, set: { ...change.set, by: caller.guideId } })
    if (moved) return viewAppointment(moved)
  }
}

/** The customer is there (AP-1). @throws appointment_not_found, appointment_closed, store_forbidden */
export const checkIn = (appointmentId: string, caller: Staff) => step(appointmentId, caller, 'checkedIn')

/** It took place: what was tried is kept (AP-3). @throws appointment_not_found, appointment_closed, store_forbidden */
export const finish = (appointmentId: string, tried: Tried, caller: Staff) =>
  step(appointmentId, caller, 'done', { set: { tried }, event: appointmentDone })

/** Nobody came (AP-1). @throws appointment_not_found, appointment_closed, store_forbidden, too_early */
export async function markNoShow(appointmentId: string, caller: Staff) {
  const { start } = await ofOwnStore(appointmentId, caller)
  if (now().getTime() < start.getTime() + LATE_MS) throw fail('too_early')
  return step(appointmentId, caller, 'noShow')
}

/** Writes the visit of an appointment that took place to the member's history (AP-3). */
export async function recordVisit(appointmentId: string): Promise<void> {
  const it = await findAppointment(appointmentId)
  if (it?.status !== 'done') return
  const { memberId, storeId, start } = it
  const _id = `vis_${appointmentId}`
  await importVisits([
    { _id, memberId, storeId, channel: 'store', kind: 'trial', amount: 0, lines: [], at: start },
  ])
}

/** Who of the store could serve an appointment, and who is free then (AP-1). @throws appointment_not_found, store_forbidden */
export async function advisersFor(appointmentId: string, caller: Manager) {
  const it = await ofOwnStore(appointmentId, caller)
  const { there = [], free = [] } = await roomAt(it.serviceId, it.start)
  const rows = there.map(async (id) => ({
    ...(await adviserFace(id)),
    isFree: free.includes(id) || id === it.adviser,
  }))
  return { advisers: await Promise.all(rows) }
}

/**
 * A manager gives an appointment to another adviser (AP-1): their time is taken before the first one's is given back.
 * @throws appointment_not_found, appointment_closed, store_forbidden, adviser_off, adviser_taken
 */
export async function reassign(appointmentId: string, adviserId: string, caller: Manager) {
  for (;;) {
    const it = await ofOwnStore(appointmentId, caller)
    const { place } = it
    if (it.status !== 'booked' || !place || it.wants) throw fail('appointment_closed')
    if (it.adviser === adviserId) return viewAppointment(it)
    const { there = [] } = await roomAt(it.serviceId, it.start)
    if (!there.includes(adviserId)) throw fail('adviser_off')
    if (!(await takeAdviser(adviserId, place, appointmentId))) throw fail('adviser_taken')
    const moved = await moveAppointment(it, 'booked', {
      set: { adviser: adviserId, by: caller.guideId },
      unset: ['prefers'],
    })
    if (moved) {
      await freeAdvisers(place.seat, adviserId)
      await offerAround(place.slotId)
      return viewAppointment(moved)
    }
    const decided = await findAppointment(appointmentId)
    if (decided?.adviser !== adviserId) await freeAdviser(adviserId, place.seat)
  }
}
