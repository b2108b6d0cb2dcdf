import { implement } from '../../kernel/router'
import { appointmentsContract } from './appointments.contract'
import {
  accept,
  advisersFor,
  book,
  bookFor,
  cancel,
  checkIn,
  dayOf,
  finish,
  listAdvisers,
  listDays,
  listServices,
  listSlots,
  markNoShow,
  myAppointment,
  myAppointments,
  reassign,
  reschedule,
} from './appointments.service'

export const appointmentsFeature = implement(appointmentsContract, {
  'GET /stores/:storeId/services': ({ params }) => listServices(params.storeId),
  'GET /stores/:storeId/services/:serviceId/advisers': ({ params }) =>
    listAdvisers(params.storeId, params.serviceId),
  'GET /stores/:storeId/services/:serviceId/days': ({ params }) => listDays(params.storeId, params.serviceId),
  'GET /stores/:storeId/services/:serviceId/slots': ({ params, query }) =>
    listSlots(params.storeId, params.serviceId, query.day),
  'POST /appointments': ({ body, caller }) => book(body, caller),
  'GET /appointments': ({ query, caller }) => myAppointments(caller.memberId, query),
  'GET /appointments/:appointmentId': ({ params, caller }) =>
    myAppointment(params.appointmentId, caller.memberId),
  'POST /appointments/:appointmentId/reschedule': ({ params, body, caller }) =>
    reschedule(params.appointmentId, body, caller),
  'POST /appointments/:appointmentId/cancel': ({ params, caller }) => cancel(params.appointmentId, caller),
  'POST /appointments/:appointmentId/accept': ({ params, caller }) =>
    accept(params.appointmentId, caller.memberId),
  'GET /stores/:storeId/appointments': ({ params, query, caller }) =>
    dayOf(params.storeId, query.day, caller),
  'POST /stores/:storeId/appointments': ({ params, body, caller }) =>
    bookFor({ ...body, storeId: params.storeId }, caller),
  'GET /appointments/:appointmentId/advisers': ({ params, caller }) =>
    advisersFor(params.appointmentId, caller),
  'POST /appointments/:appointmentId/adviser': ({ params, body, caller }) =>
    reassign(params.appointmentId, body.adviserId, caller),
  'POST /appointments/:appointmentId/check-in': ({ params, caller }) => checkIn(params.appointmentId, caller),
  'POST /appointments/:appointmentId/done': ({ params, body, caller }) =>
    finish(params.appointmentId, body.tried, caller),
  'POST /appointments/:appointmentId/no-show': ({ params, caller }) =>
    markNoShow(params.appointmentId, caller),
})
