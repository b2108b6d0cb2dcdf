import type { z } from 'zod'
import { memberForStaff } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { adviserFace } from './appointments.calendar'
import type { appointmentsContract } from './appointments.contract'
import type { appointmentFacts, appointmentView } from './appointments.shapes.contract'
import { factsBy, triedBy, type AppointmentDoc } from './appointments.model'
import { CHANGE_MS, holdsSeat, statusTexts } from './appointments.rules'
import { findService } from './appointments.services.model'

const TRIED_SHOWN = 5

/** An appointment as its shopper and the store see it. */
export async function viewAppointment(it: AppointmentDoc): Promise<z.input<typeof appointmentView>> {
  const {
    _id,
    status,
    storeId,
    serviceId,
    start,
    place,
    wants,
    note,
    offeredUntil,
    tried,
    adviser,
    prefers,
  } = it
  const [service, store] = await Promise.all([findService(serviceId), findLocation(storeId)])
  const { kind = 'fitting', name = '', minutes = 0 } = service ?? {}
  const end = place?.end ?? wants?.end ?? start
  return {
    id: _id,
    status,
    statusText: statusTexts[status],
    service: { id: serviceId, kind, name, minutes },
    store: { id: storeId, name: store?.name ?? '' },
    start: start.toISOString(),
    end: end.toISOString(),
    ...(adviser && holdsSeat(status)
      ? { adviser: { ...(await adviserFace(adviser)), isChosen: adviser === prefers } }
      : {}),
    ...(note ? { note } : {}),
    changeUntil: new Date(start.getTime() - CHANGE_MS).toISOString(),
    ...(status === 'offered' && offeredUntil ? { offeredUntil: offeredUntil.toISOString() } : {}),
    tried,
  }
}

const thingsTried = (earlier: readonly AppointmentDoc[]) =>
  earlier.flatMap(({ tried, start }) => tried.map((one) => ({ ...one, at: start.toISOString() })))

/** A customer's appointments to come and what they tried, latest first, for the guide beside the chat (GU-1, AP-3). */
export async function factsForStaff(memberId: string): Promise<z.input<typeof appointmentFacts>> {
  const { coming, tried } = await factsBy(memberId, TRIED_SHOWN)
  return { coming: await Promise.all(coming.map(viewAppointment)), tried: thingsTried(tried) }
}

type DayView = z.input<
  (typeof appointmentsContract)['routes']['GET /stores/:storeId/appointments']['response']
>['appointments'][number]

/** What the store sees beside it: who comes, and what they tried before (AP-3). */
export async function viewForStaff(it: AppointmentDoc): Promise<DayView> {
  const [view, member, earlier] = await Promise.all([
    viewAppointment(it),
    memberForStaff(it.memberId),
    triedBy(it.memberId, TRIED_SHOWN),
  ])
  const triedBefore = thingsTried(earlier.filter(({ _id }) => _id !== it._id))
  return { ...view, memberId: it.memberId, memberName: member?.name ?? member?.nickname ?? '', triedBefore }
}
