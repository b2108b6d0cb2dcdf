import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { readPage } from '../../kernel/cursor'
import { digestOf, keyedId } from '../../kernel/ids'
import { idsOf, isSame } from '../../kernel/oneId'
import { memberForStaff, openidOf } from '../members/members.service'
import { bookableSlot, fail, mustFindService, placeOf } from './appointments.calendar'
import type { appointmentsContract } from './appointments.contract'
import {
  appointmentsOf,
  findAppointment,
  insertAppointment,
  missedSince,
  moveAppointment,
  type AppointmentDoc,
} from './appointments.model'
import { CHANGE_MS, mayBecome, noShowsSince, pausedUntil } from './appointments.rules'
import { settle } from './appointments.seats'
import { ofOwnStore } from './appointments.staff'
import { viewAppointment } from './appointments.view'

export { listAdvisers, listDays, listServices, listSlots } from './appointments.calendar'
export {
  changeService,
  findService,
  insertService,
  listOffered,
  moveService,
  NO_END,
  putServices as importServices,
  type OfferedService,
  type ServiceDoc,
} from './appointments.services.model'
export { countsByService, type ServiceCounts } from './appointments.model'
export { factsForStaff } from './appointments.view'
export { advisersFor, checkIn, dayOf, finish, markNoShow, reassign } from './appointments.staff'
export { findAdvisers, putHours, type AdviserDoc } from './appointments.advisers.model'
export { isThere, type AdviserHours } from './appointments.rules'
export { servicesBy } from './appointments.services.model'

type Routes = (typeof appointmentsContract)['routes']
type Member = CallerOf<Routes['POST /appointments']>
type Staff = CallerOf<Routes['POST /stores/:storeId/appointments']>
type Changer = CallerOf<Routes['POST /appointments/:appointmentId/cancel']>

/** The same shopper and key make the same appointment, also under an id they had before they were merged (ME-1). */
async function appointmentIdFor(memberId: string, key: string): Promise<string> {
  const ids = idsOf(memberId).map((it) => keyedId('apt', it, key))
  for (const id of ids.slice(1)) if (await findAppointment(id)) return id
  return ids[0] ?? ''
}

/**
 * Books a time, or stands in line for it (AP-1): exactly as many as there are places, one for each member, one appointment for
 * each key of a member.
 * @throws service_not_found, store_not_found, slot_closed, slot_full, booked_already, adviser_off,
 * adviser_taken, booking_paused, key_reused
 */
export async function book(
  {
    key,
    storeId,
    serviceId,
    start: text,
    note,
    mayWait,
    adviserId,
  }: z.output<Routes['POST /appointments']['body']>,
  { memberId, openid }: Pick<Member, 'memberId' | 'openid'>,
  guideId?: string,
) {
  const _id = await appointmentIdFor(memberId, key)
  const start = new Date(text)
  const asked = digestOf(
    JSON.stringify([storeId, serviceId, start, mayWait, ...(adviserId ? [adviserId] : [])]),
  )
  const earlier = await findAppointment(_id)
  if (!earlier) {
    const { store, service } = await mustFindService(storeId, serviceId)
    const slot = await bookableSlot(store, service, start, adviserId)
    const at = now()
    if (pausedUntil(await missedSince(memberId, noShowsSince(at)), at)) throw fail('booking_paused')
    await insertAppointment({
      _id,
      memberId,
      openid,
      storeId,
      serviceId,
      status: 'asked',
      asked,
      start,
      wants: placeOf(serviceId, slot, `${_id}.1`),
      leaves: [],
      round: 1,
      mayWait,
      ...(adviserId ? { prefers: adviserId } : {}),
      ...(note ? { note } : {}),
      ...(guideId ? { by: guideId } : {}),
      tried: [],
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    crashPoint('appointment.written')
  }
  const it = await settle(_id)
  if (!it) throw fail('slot_closed')
  if (it.asked !== asked) throw fail('key_reused')
  if (it.status === 'refused') throw fail(it.refusal ?? 'slot_full')
  return viewAppointment(it)
}

/**
 * The own store books for a customer (AP-1), who finds it on the phone and is reminded there.
 * @throws store_forbidden, member_not_found, member_without_wechat and the refusals of booking
 */
export async function bookFor(
  { memberId, ...wanted }: Parameters<typeof book>[0] & { memberId: string },
  { storeId, guideId }: Staff,
) {
  if (storeId !== wanted.storeId) throw fail('store_forbidden')
  if (!(await memberForStaff(memberId))) throw fail('member_not_found')
  const openid = await openidOf(memberId)
  if (!openid) throw fail('member_without_wechat')
  return book(wanted, { memberId, openid }, guideId)
}

/** @throws appointment_not_found */
async function mine(appointmentId: string, memberId: string): Promise<AppointmentDoc> {
  const it = await findAppointment(appointmentId)
  if (!it || !isSame(it.memberId, memberId)) throw fail('appointment_not_found')
  return it
}

/** Of the shopper, or of the guide's own store. @throws appointment_not_found, store_forbidden */
const mustReach = (appointmentId: string, caller: Changer): Promise<AppointmentDoc> =>
  caller.kind === 'member' ? mine(appointmentId, caller.memberId) : ofOwnStore(appointmentId, caller)

/** One appointment of the shopper (AP-1). @throws appointment_not_found */
export async function myAppointment(appointmentId: string, memberId: string) {
  const it = await mine(appointmentId, memberId)
  if (it.status === 'refused') throw fail('appointment_not_found')
  return viewAppointment(it)
}

const isLate = ({ start }: AppointmentDoc): boolean => start.getTime() - now().getTime() < CHANGE_MS

/**
 * Moves an appointment to another time of its service (AP-1): the new seat is taken first, so that nobody is left without one.
 * A shopper may until two hours before, the store any of its own.
 * @throws appointment_not_found, appointment_closed, store_forbidden, too_late, slot_closed, slot_full, booked_already,
 * adviser_off, adviser_taken
 */
export async function reschedule(
  appointmentId: string,
  {
    start: text,
    adviserId,
    anyAdviser,
  }: z.output<Routes['POST /appointments/:appointmentId/reschedule']['body']>,
  caller: Changer,
) {
  const start = new Date(text)
  for (;;) {
    await mustReach(appointmentId, caller)
    const it = await settle(appointmentId)
    if (it?.status !== 'booked') throw fail('appointment_closed')
    if (it.start.getTime() === start.getTime()) return viewAppointment(it)
    if (caller.kind === 'member' && isLate(it)) throw fail('too_late')
    const { store, service } = await mustFindService(it.storeId, it.serviceId)
    const prefers = anyAdviser ? undefined : (adviserId ?? it.prefers)
    const slot = await bookableSlot(store, service, start, prefers)
    const round = it.round + 1
    const wants = placeOf(it.serviceId, slot, `${it._id}.${round}`)
    const change = {
      set: { wants, round, ...(prefers ? { prefers } : {}) },
      unset: ['refusal' as const, ...(prefers ? [] : ['prefers' as const])],
    }
    if (!(await moveAppointment(it, 'booked', change))) continue
    const moved = await settle(appointmentId)
    if (!moved) throw fail('appointment_not_found')
    // Another move may have followed this one: only its own seat says how it ended.
    if (moved.place?.seat !== wants.seat && moved.round === round)
      throw fail(moved.refusal ?? 'appointment_closed')
    return viewAppointment(moved)
  }
}

/**
 * Cancels (AP-1): a shopper their own until two hours before, or their place in line; the store any of its own. Again it
 * changes nothing.
 * @throws appointment_not_found, appointment_closed, store_forbidden, too_late
 */
export async function cancel(appointmentId: string, caller: Changer) {
  const isMember = caller.kind === 'member'
  for (;;) {
    await mustReach(appointmentId, caller)
    const it = await settle(appointmentId)
    if (!it) throw fail('appointment_not_found')
    if (it.status === 'cancelled') return viewAppointment(it)
    if (!mayBecome(it.status, 'cancelled')) throw fail('appointment_closed')
    if (isMember && it.status === 'booked' && isLate(it)) throw fail('too_late')
    const by = isMember ? caller.memberId : caller.guideId
    const done = await moveAppointment(it, 'cancelled', { set: { by }, leaves: it.place })
    if (!done) continue
    return viewAppointment((await settle(appointmentId)) ?? done)
  }
}

/** Takes the seat kept for who was first in line (AP-1). @throws appointment_not_found, appointment_closed */
export async function accept(appointmentId: string, memberId: string) {
  for (;;) {
    const it = await mine(appointmentId, memberId)
    if (it.status === 'booked') return viewAppointment(it)
    if (it.status !== 'offered' || !it.offeredUntil || it.offeredUntil <= now())
      throw fail('appointment_closed')
    const done = await moveAppointment(it, 'booked', { unset: ['offeredUntil'] })
    if (done) return viewAppointment(done)
  }
}

/** The member's appointments, latest time first (AP-1). @throws cursor_invalid */
export async function myAppointments(
  memberId: string,
  paging: z.output<Routes['GET /appointments']['query']>,
) {
  const page = await readPage(
    paging,
    (after, count) => appointmentsOf(memberId, after, count),
    (it) => it.start,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    appointments: await Promise.all(page.rows.map(viewAppointment)),
    ...page.more,
  }
}
