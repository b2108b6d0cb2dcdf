import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { ofEvent, storeEventsContract } from '../storeEvents/storeEvents.contract'
import { storeEventDraft, storeEventId, storeEventView } from '../storeEvents/storeEvents.shapes.contract'
import { storeId } from '../stores/stores.contract'
import { campaignAction, campaignStatus } from '../campaigns/campaigns.contract'

/** Live results of an event. */
const results = z.object({
  seated: z.int(),
  waiting: z.int(),
  cancelled: z.int(),
  checkedIn: z.int(),
  photos: z.int(),
  photosApproved: z.int(),
})

const managed = storeEventDraft.extend({
  id: storeEventId,
  status: campaignStatus,
  /** 草稿, 已排期, 进行中, 已暂停, 已结束 */
  statusText: z.string(),
  /** What the operator may do next; nothing with what is beyond their stores. */
  actions: z.array(campaignAction),
  storeName: z.string(),
  /** As the shopper sees it. */
  face: storeEventView.omit({ mine: true }),
  /** Text of the QR at the store's entrance, for guests to check in by themselves. */
  scene: z.string(),
  /** Counts changes: sent back with a change. */
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results,
})

const step = {
  auth: ['operator', 'machine'],
  params: ofEvent,
  response: managed,
  ids: ['OP-2', 'AP-2'],
} as const
const stepErrors = ['event_not_found', 'event_step_refused', 'event_out_of_reach'] as const

export const storeEventConsoleContract = contract({
  tag: 'Store event console 活动管理',
  errors: {
    event_not_found: storeEventsContract.errors.event_not_found,
    event_invalid: { status: 422, text: '这场活动还不能这样设置' },
    event_changed: { status: 409, text: '刚刚有人改过这场活动，请刷新后再改' },
    event_locked_fields: {
      status: 409,
      text: '已经开放报名，门店、时间和名额不能这样改，只能加名额和改文字',
    },
    event_out_of_reach: { status: 403, text: '这场活动不在你负责的门店' },
    event_step_refused: { status: 409, text: '这场活动现在不能这样操作' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/store-events': {
      summary: 'Events within reach, newest first, with live results',
      ids: ['OP-2', 'AP-2'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: campaignStatus.optional(),
        storeId: storeId.optional(),
        /** Part of the title. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ events: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/store-events': {
      summary: 'A new draft',
      ids: ['OP-2', 'AP-2'],
      auth: ['operator', 'machine'],
      body: storeEventDraft,
      response: managed,
      errors: ['event_invalid', 'event_out_of_reach'],
    },
    'GET /console/store-events/:eventId': {
      ...step,
      summary: 'One event with live results',
      errors: ['event_not_found'],
    },
    'PUT /console/store-events/:eventId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards words, picture, more seats and a longer line',
      body: storeEventDraft.extend({ version: z.int().min(1) }),
      errors: [
        'event_not_found',
        'event_invalid',
        'event_changed',
        'event_locked_fields',
        'event_out_of_reach',
      ],
    },
    'POST /console/store-events/:eventId/schedule': {
      ...step,
      summary: 'Opens for sign-up by itself when its time comes',
      errors: [...stepErrors, 'event_invalid'],
    },
    'POST /console/store-events/:eventId/pause': {
      ...step,
      summary: 'Nobody can sign up until it is resumed; who has a seat keeps it',
      errors: stepErrors,
    },
    'POST /console/store-events/:eventId/resume': {
      ...step,
      summary: 'Can be signed up for again',
      errors: stepErrors,
    },
    'POST /console/store-events/:eventId/end': {
      ...step,
      summary: 'Ends now: nobody can sign up or check in any more',
      errors: stepErrors,
    },
    'POST /console/store-events/:eventId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['event_not_found', 'event_out_of_reach'],
    },
  },
})
