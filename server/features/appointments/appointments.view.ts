import type { z } from 'zod'
import { memberForStaff } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import type { appointmentsContract, appointmentView } from './appointments.contract'
import { triedBy, type AppointmentDoc } from './appointments.model'
import { CHANGE_MS, statusTexts } from './appointments.rules'
import { findService } from './appointments.services.model'

const TRIED_SHOWN = 5

/** An appointment as its shopper and the store see it. */
export async function viewAppointment(it: AppointmentDoc): Promise<z.input<typeof appointmentView>> {
  const { _id, status, storeId, serviceId, start, place, wants, note, offeredUntil, tried } = it
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
    ...(note ? { note } : {}),
    changeUntil: new Date(start.getTime() - CHANGE_MS).toISOString(),
    ...(status === 'offered' && offeredUntil ? { offeredUntil: offeredUntil.toISOString() } : {}),
    tried,
  }
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
  const triedBefore = earlier
    .filter((other) => other._id !== it._id)
    .flatMap(({ tried, start }) => tried.map((one) => ({ ...one, at: start.toISOString() })))
  return { ...view, memberName: member?.name ?? member?.nickname ?? '', triedBefore }
}
