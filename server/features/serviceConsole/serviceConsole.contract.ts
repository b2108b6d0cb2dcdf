import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, instant, page } from '../../kernel/shapes'
import { bookableKind, serviceId } from '../appointments/appointments.shapes.contract'
import { campaignAction, campaignStatus } from '../campaigns/campaigns.contract'
import { guideId } from '../guides/guides.contract'
import { storeId } from '../stores/stores.contract'

/** Everything an operator decides of a service of a store (AP-1). Opening hours are the store's, and calendars its guides'. */
export const serviceDraft = z.object({
  kind: bookableKind,
  title: z.string().trim().min(1).max(20),
  summary: z.string().trim().max(40),
  storeId,
  /** How long it takes; slots follow one another at this pace. */
  minutes: z.int().min(10).max(240).multipleOf(5),
  /** Fen, paid in the shop. */
  price: fen,
  /** Places of a slot. */
  capacity: z.int().min(1).max(50),
  /** Weekdays, 1 = Monday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  /** Guides of the store who can do it; none: as many places as `capacity` whenever the store is open. */
  adviserIds: z.array(guideId).max(50).default([]),
  /** When it can be booked from. */
  from: instant,
  /** Until when; absent: without an end. */
  until: instant.optional(),
})

/** Appointments as they stand. */
const results = z.object({
  booked: z.int(),
  waiting: z.int(),
  done: z.int(),
  noShow: z.int(),
  cancelled: z.int(),
})

const managed = serviceDraft.extend({
  id: serviceId,
  storeName: z.string(),
  status: campaignStatus,
  /** 草稿, 已排期, 进行中, 已暂停, 已结束 */
  statusText: z.string(),
  /** What the operator may do next; nothing with what is beyond their stores. */
  actions: z.array(campaignAction),
  /** Whether it is bound to advisers: then a slot has at most as many places as are there. */
  isStaffed: z.boolean(),
  /** Counts changes: sent back with a change. */
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results,
})

const step = {
  auth: ['operator', 'machine'],
  params: z.object({ serviceId }),
  response: managed,
  ids: ['OP-2', 'AP-1'],
} as const
const stepErrors = ['service_not_found', 'service_step_refused', 'service_out_of_reach'] as const

export const serviceConsoleContract = contract({
  tag: 'Service console 预约项目管理',
  errors: {
    service_not_found: { status: 404, text: '没有找到这个预约项目' },
    service_invalid: { status: 422, text: '这个项目还不能这样设置' },
    service_changed: { status: 409, text: '刚刚有人改过这个项目，请刷新后再改' },
    service_locked_fields: { status: 409, text: '已经开放预约，门店、类型和时长不能再改' },
    service_out_of_reach: { status: 403, text: '这个项目不在你负责的门店' },
    service_step_refused: { status: 409, text: '这个项目现在不能这样操作' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/services': {
      summary: 'Services within reach, newest first, with their appointments',
      ids: ['OP-2', 'AP-1'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: campaignStatus.optional(),
        storeId: storeId.optional(),
        /** Part of the name. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ services: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/services': {
      summary: 'A new draft',
      ids: ['OP-2', 'AP-1'],
      auth: ['operator', 'machine'],
      body: serviceDraft,
      response: managed,
      errors: ['service_invalid', 'service_out_of_reach'],
    },
    'GET /console/services/:serviceId': {
      ...step,
      summary: 'One service with its appointments',
      errors: ['service_not_found'],
    },
    'PUT /console/services/:serviceId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards words, price, places, weekdays and its end',
      body: serviceDraft.extend({ version: z.int().min(1) }),
      errors: [
        'service_not_found',
        'service_invalid',
        'service_changed',
        'service_locked_fields',
        'service_out_of_reach',
      ],
    },
    'POST /console/services/:serviceId/schedule': {
      ...step,
      summary: 'Can be booked by itself when its time comes',
      errors: [...stepErrors, 'service_invalid'],
    },
    'POST /console/services/:serviceId/pause': {
      ...step,
      summary: 'Nobody can book until it is resumed; appointments stand',
      errors: stepErrors,
    },
    'POST /console/services/:serviceId/resume': {
      ...step,
      summary: 'Can be booked again',
      errors: stepErrors,
    },
    'POST /console/services/:serviceId/end': {
      ...step,
      summary: 'Nobody can book any more; appointments stand',
      errors: stepErrors,
    },
    'POST /console/services/:serviceId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['service_not_found', 'service_out_of_reach'],
    },
  },
})
