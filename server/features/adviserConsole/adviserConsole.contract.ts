import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { adviser } from '../appointments/appointments.shapes.contract'
import { guideId } from '../guides/guides.contract'
import { storeId } from '../stores/stores.contract'

/** Minutes of the Shanghai day; past 1440 is after midnight. */
const minute = z.int().min(0).max(1800)
const hours = { from: minute, until: minute }

/** When a guide serves appointments (AP-1). */
export const adviserHours = z.object({
  /** By weekday, 1 = Monday; two times of one day may stand in two entries. */
  week: z.array(z.object({ days: z.array(z.int().min(1).max(7)).min(1).max(7), ...hours })).max(14),
  /** Single days: off without hours, else with other hours. */
  exceptions: z
    .array(z.object({ date: z.iso.date(), from: minute.optional(), until: minute.optional() }))
    .max(60),
})

const managed = adviser.extend({
  ...adviserHours.shape,
  /** Names of the services bound to this guide. */
  services: z.array(z.string()),
  /** Appointments to come that no longer lie in these hours: to be given to somebody else or moved. */
  outside: z.int(),
  /** Counts changes: sent back with a change; 0 while there is no calendar. */
  version: z.int(),
})

export const adviserConsoleContract = contract({
  tag: 'Adviser console 顾问排班',
  errors: {
    adviser_not_found: { status: 404, text: '没有找到这位导购' },
    adviser_out_of_reach: { status: 403, text: '这家门店不在你负责的范围' },
    adviser_changed: { status: 409, text: '刚刚有人改过这位顾问的排班，请刷新后再改' },
    adviser_invalid: { status: 422, text: '排班还不能这样设置' },
  },
  routes: {
    'GET /console/advisers': {
      summary: 'The guides of a store with their calendars',
      ids: ['AP-1', 'OP-2', 'OP-6'],
      auth: ['operator', 'machine'],
      query: z.object({ storeId }),
      response: z.object({ advisers: z.array(managed) }),
      errors: ['adviser_out_of_reach'],
    },
    'PUT /console/advisers/:guideId': {
      summary: 'Weekly hours and days off of a guide; who has an appointment keeps it',
      ids: ['AP-1', 'OP-2', 'OP-6'],
      auth: ['operator', 'machine'],
      params: z.object({ guideId }),
      body: adviserHours.extend({ version: z.int().min(0) }),
      response: managed,
      errors: ['adviser_not_found', 'adviser_out_of_reach', 'adviser_changed', 'adviser_invalid'],
    },
  },
})
