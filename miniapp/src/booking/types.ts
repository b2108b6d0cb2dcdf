import type { Api } from '../../../server/api'

export type Appointment = Api['GET /appointments/:appointmentId']['response']
/** What can be booked in a store. */
export type Service = Api['GET /stores/:storeId/services']['response']['services'][number]
/** One of the 30 days that can be booked. */
export type BookableDay = Api['GET /stores/:storeId/services/:serviceId/days']['response']['days'][number]
export type Slot = Api['GET /stores/:storeId/services/:serviceId/slots']['response']['slots'][number]
/** A guide who can do a service. */
export type Adviser = Api['GET /stores/:storeId/services/:serviceId/advisers']['response']['advisers'][number]
export type BookingWish = NonNullable<Api['POST /appointments']['body']>
