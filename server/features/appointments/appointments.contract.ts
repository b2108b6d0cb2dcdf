import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { guideId } from '../guides/guides.contract'
import { memberId } from '../members/members.contract'
import { storeId } from '../stores/stores.contract'
import {
  adviser,
  appointmentId,
  appointmentView,
  bookableService,
  serviceId,
  slotView,
  staffView,
  tried,
} from './appointments.shapes.contract'

const day = z.iso.date()
const booking = z.object({
  key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  serviceId,
  start: instant,
  note: z.string().trim().max(100).optional(),
  /** Whom the shopper asks for; left out: anybody who is free. In line nobody is asked for. */
  adviserId: guideId.optional(),
  /** Stand in line where no place is free. */
  mayWait: z.boolean().default(false),
})
const ofAppointment = z.object({ appointmentId })
const ofService = z.object({ storeId, serviceId })
const auth = ['guide', 'manager'] as const
const slotErrors = [
  'service_not_found',
  'store_not_found',
  'slot_closed',
  'slot_full',
  'booked_already',
  'adviser_off',
  'adviser_taken',
] as const
const moveErrors = ['appointment_not_found', 'appointment_closed', 'store_forbidden'] as const

export const appointmentsContract = contract({
  tag: 'Appointments 预约',
  errors: {
    store_not_found: { status: 404, text: '没有找到这家门店' },
    service_not_found: { status: 404, text: '这家门店没有这项服务' },
    day_out_of_range: { status: 422, text: '只能预约今天起 30 天内的时间' },
    slot_closed: { status: 422, text: '这个时间不能预约，请换一个时间' },
    slot_full: { status: 409, text: '这个时间刚刚约满了，可以候补或换一个时间' },
    adviser_off: { status: 422, text: '这位顾问这个时间不在，换个时间，或者不指定' },
    adviser_taken: { status: 409, text: '这位顾问这个时间刚被约走，换个时间，或者不指定' },
    booked_already: { status: 409, text: '你已约了这个时间' },
    booking_paused: { status: 409, text: '近 90 天有 3 次预约未到店，暂停预约 30 天；急需到店请致电门店' },
    key_reused: { status: 409, text: '这个提交编号已用于另一个预约' },
    appointment_not_found: { status: 404, text: '没有找到这个预约' },
    appointment_closed: { status: 409, text: '这个预约现在不能这样操作' },
    too_late: { status: 409, text: '距开始不足 2 小时，不能在线改约或取消，请致电门店' },
    too_early: { status: 409, text: '开始 15 分钟后才能记为未到店' },
    store_forbidden: { status: 403, text: '只能查看和处理本店的预约' },
    member_not_found: { status: 404, text: '没有找到这位会员' },
    member_without_wechat: { status: 409, text: '这位顾客还没有用微信登录过，请先扫码进入小程序' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /stores/:storeId/services': {
      summary: 'What can be booked in a store',
      ids: ['AP-1'],
      auth: 'public',
      params: z.object({ storeId }),
      response: z.object({ services: z.array(bookableService) }),
      errors: ['store_not_found'],
    },
    'GET /stores/:storeId/services/:serviceId/advisers': {
      summary: 'Guides a shopper may choose among; none where the service is bound to nobody',
      ids: ['AP-1'],
      auth: 'public',
      params: ofService,
      response: z.object({ advisers: z.array(adviser) }),
      errors: ['store_not_found', 'service_not_found'],
    },
    'GET /stores/:storeId/services/:serviceId/days': {
      summary: 'The next 30 days of a service with the places still free on each',
      ids: ['AP-1'],
      auth: 'public',
      params: ofService,
      response: z.object({
        days: z.array(
          z.object({
            day,
            state: z.enum(['free', 'full', 'closed']),
            free: z.int(),
            reason: z.string().optional(),
          }),
        ),
      }),
      errors: ['store_not_found', 'service_not_found'],
    },
    'GET /stores/:storeId/services/:serviceId/slots': {
      summary: 'The times of one day (Asia/Shanghai) within the next 30',
      ids: ['AP-1'],
      auth: 'public',
      params: ofService,
      query: z.object({ day }),
      response: z.object({ slots: z.array(slotView), reason: z.string().optional() }),
      errors: ['store_not_found', 'service_not_found', 'day_out_of_range'],
    },
    'POST /appointments': {
      summary: 'Book a time, or stand in line for it. The same key again is the same appointment',
      ids: ['AP-1'],
      auth: 'member',
      body: booking.extend({ storeId }),
      response: appointmentView,
      errors: [...slotErrors, 'booking_paused', 'key_reused'],
    },
    'GET /appointments': {
      summary: "The shopper's appointments, latest time first",
      ids: ['AP-1'],
      auth: 'member',
      query: z.object(page),
      response: z.object({ appointments: z.array(appointmentView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /appointments/:appointmentId': {
      summary: 'One appointment of the shopper',
      ids: ['AP-1'],
      auth: 'member',
      params: ofAppointment,
      response: appointmentView,
      errors: ['appointment_not_found'],
    },
    'POST /appointments/:appointmentId/reschedule': {
      summary:
        'Move to another time of the same service: the new seat first, then the old one is free; the shopper until 2 hours before, the store any of its own',
      ids: ['AP-1'],
      auth: ['member', ...auth],
      params: ofAppointment,
      body: z.object({
        start: instant,
        /** Left out: whom they asked for before. */
        adviserId: guideId.optional(),
        /** Nobody is asked for any more: whoever is free. */
        anyAdviser: z.boolean().default(false),
      }),
      response: appointmentView,
      errors: [...slotErrors, ...moveErrors, 'too_late'],
    },
    'POST /appointments/:appointmentId/cancel': {
      summary: 'Cancel: the shopper until 2 hours before, the store while nobody has come',
      ids: ['AP-1'],
      auth: ['member', ...auth],
      params: ofAppointment,
      response: appointmentView,
      errors: [...moveErrors, 'too_late'],
    },
    'POST /appointments/:appointmentId/accept': {
      summary: 'Take the seat that came free, while it is kept',
      ids: ['AP-1'],
      auth: 'member',
      params: ofAppointment,
      response: appointmentView,
      errors: ['appointment_not_found', 'appointment_closed'],
    },
    'GET /stores/:storeId/appointments': {
      summary: "A day of the own store's appointments, in order of time",
      ids: ['AP-1', 'AP-3'],
      auth,
      params: z.object({ storeId }),
      query: z.object({ day }),
      response: z.object({ appointments: z.array(staffView) }),
      errors: ['store_forbidden'],
    },
    'POST /stores/:storeId/appointments': {
      summary:
        'The store books for a customer, who finds it on the phone. The same key again is the same appointment',
      ids: ['AP-1', 'GU-5'],
      auth,
      params: z.object({ storeId }),
      body: booking.extend({ memberId }),
      response: appointmentView,
      errors: [
        ...slotErrors,
        'booking_paused',
        'key_reused',
        'store_forbidden',
        'member_not_found',
        'member_without_wechat',
      ],
    },
    'GET /appointments/:appointmentId/advisers': {
      summary: 'Who of the own store could serve it, and who is free then',
      ids: ['AP-1', 'GU-5'],
      auth: 'manager',
      params: ofAppointment,
      response: z.object({ advisers: z.array(adviser.extend({ isFree: z.boolean() })) }),
      errors: ['appointment_not_found', 'store_forbidden'],
    },
    'POST /appointments/:appointmentId/adviser': {
      summary: 'A manager gives it to another adviser who is free then',
      ids: ['AP-1', 'GU-5'],
      auth: 'manager',
      params: ofAppointment,
      body: z.object({ adviserId: guideId }),
      response: appointmentView,
      errors: [...moveErrors, 'adviser_off', 'adviser_taken'],
    },
    'POST /appointments/:appointmentId/check-in': {
      summary: 'The customer is there',
      ids: ['AP-1'],
      auth,
      params: ofAppointment,
      response: appointmentView,
      errors: moveErrors,
    },
    'POST /appointments/:appointmentId/done': {
      summary: 'It took place; what was tried goes to the profile',
      ids: ['AP-1', 'AP-3'],
      auth,
      params: ofAppointment,
      body: z.object({ tried: z.array(tried).max(20).default([]) }),
      response: appointmentView,
      errors: moveErrors,
    },
    'POST /appointments/:appointmentId/no-show': {
      summary: 'Nobody came, from 15 minutes after the start',
      ids: ['AP-1'],
      auth,
      params: ofAppointment,
      response: appointmentView,
      errors: [...moveErrors, 'too_early'],
    },
  },
})
