import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { storeId } from '../stores/stores.contract'
import {
  photoId,
  photoState,
  photoView,
  signUpId,
  signUpState,
  signUpView,
  storeEventId,
  storeEventView,
} from './storeEvents.shapes.contract'

export const ofEvent = z.object({ eventId: storeEventId })
const ofSignUp = z.object({ signUpId })
const ofPhoto = z.object({ photoId })
const staff = ['guide', 'manager'] as const
const reviewers = ['guide', 'manager', 'operator'] as const

/** One who signed up, as staff see them. */
const guest = z.object({
  signUpId,
  state: signUpState,
  stateText: z.string(),
  name: z.string(),
  avatar: z.string().optional(),
  tierText: z.string(),
  signedUpAt: instant,
  checkedInAt: instant.optional(),
})
/** An event as its store sees it. */
const ownEvent = storeEventView
  .pick({ id: true, kindText: true, title: true, image: true, start: true, end: true, quota: true })
  .extend({ seated: z.int(), checkedIn: z.int(), waiting: z.int(), photosPending: z.int() })
const reviewPhoto = photoView.extend({ eventId: storeEventId, eventTitle: z.string(), points: z.int() })
const reviewErrors = ['photo_not_found', 'photo_decided', 'store_forbidden'] as const

export const storeEventsContract = contract({
  tag: 'Store events 线下活动',
  errors: {
    event_not_found: { status: 404, text: '没有找到这场活动' },
    event_not_open: { status: 409, text: '现在不能报名' },
    event_full: { status: 409, text: '来晚一步，名额刚刚报满' },
    event_not_for_you: { status: 403, text: '这场活动不在你的报名范围内' },
    sign_up_not_found: { status: 404, text: '没有找到这个报名' },
    sign_up_closed: { status: 409, text: '这个报名现在不能这样操作' },
    cancel_too_late: { status: 409, text: '已过取消时间，来不了请致电门店' },
    code_unknown: { status: 404, text: '这不是活动签到码，请顾客打开报名页面' },
    code_stale: { status: 410, text: '二维码已过期，请顾客刷新后再扫' },
    checked_in_already: { status: 409, text: '这个码已经签到过了' },
    check_in_other_store: { status: 409, text: '这场活动不在本店' },
    check_in_too_early: { status: 409, text: '开始前 2 小时起可以签到' },
    check_in_over: { status: 410, text: '活动已经结束' },
    check_in_not_seated: { status: 409, text: '这位顾客还没有名额' },
    scene_unknown: { status: 404, text: '这个二维码不是我们门店的活动码' },
    photo_invalid: { status: 422, text: '只能上传 700KB 以内的 JPG、PNG 或 WebP 图片' },
    photo_not_yet: { status: 409, text: '签到后 7 天内可以晒图' },
    photo_limit: { status: 409, text: '每场活动最多晒 3 张图' },
    photo_not_found: { status: 404, text: '没有找到这张图' },
    photo_decided: { status: 409, text: '这张图已经审核过了' },
    store_forbidden: { status: 403, text: '只能查看和处理本店的活动' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /store-events': {
      summary: 'Events to come, soonest first; of one store with `storeId`, of one city with `city`',
      ids: ['AP-2'],
      auth: 'member',
      query: z.object({ storeId: storeId.optional(), city: z.string().max(20).optional(), ...page }),
      response: z.object({ events: z.array(storeEventView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /store-events/:eventId': {
      summary: 'One event with what holds for the shopper',
      ids: ['AP-2'],
      auth: 'member',
      params: ofEvent,
      response: storeEventView,
      errors: ['event_not_found'],
    },
    'POST /store-events/:eventId/sign-up': {
      summary: 'Sign up: never more than the quota, once per member; the same again is the same sign-up',
      ids: ['AP-2', 'CO-2'],
      auth: 'member',
      params: ofEvent,
      body: z.object({
        /** Stand in line where no seat is free. */
        mayWait: z.boolean().default(false),
        /** Who shared the event, or by which code or card the shopper came. */
        from: z.string().max(40).optional(),
      }),
      response: signUpView,
      errors: ['event_not_found', 'event_not_open', 'event_full', 'event_not_for_you'],
    },
    'GET /store-events/:eventId/photos': {
      summary: 'Approved photos of an event, newest first',
      ids: ['AP-2'],
      auth: 'member',
      params: ofEvent,
      response: z.object({ photos: z.array(photoView) }),
      errors: ['event_not_found'],
    },
    'GET /me/sign-ups': {
      summary: "The shopper's sign-ups, latest event first",
      ids: ['AP-2'],
      auth: 'member',
      query: z.object(page),
      response: z.object({ signUps: z.array(signUpView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /me/sign-ups/:signUpId': {
      summary: 'One of them',
      ids: ['AP-2'],
      auth: 'member',
      params: ofSignUp,
      response: signUpView,
      errors: ['sign_up_not_found'],
    },
    'POST /me/sign-ups/:signUpId/cancel': {
      summary: 'Give the seat or the place in line back; the first in line has it then',
      ids: ['AP-2'],
      auth: 'member',
      params: ofSignUp,
      response: signUpView,
      errors: ['sign_up_not_found', 'sign_up_closed', 'cancel_too_late'],
    },
    'GET /me/sign-ups/:signUpId/code': {
      summary: 'What to show at the store: 8 digits, and a QR text that changes every 30 seconds',
      ids: ['AP-2'],
      auth: 'member',
      params: ofSignUp,
      response: z.object({ digits: z.string(), qr: z.string(), refreshAt: instant }),
      errors: ['sign_up_not_found', 'sign_up_closed'],
    },
    'POST /me/sign-ups/check-in': {
      summary: "Check in by scanning the event's QR at the store (`e=<code>`)",
      ids: ['AP-2', 'ST-5'],
      auth: 'member',
      body: z.object({ scene: z.string().min(1).max(64) }),
      response: signUpView,
      errors: ['scene_unknown', 'check_in_not_seated', 'check_in_too_early', 'check_in_over'],
    },
    'POST /me/sign-ups/:signUpId/photos': {
      summary: 'Show a photo of the event; points once it is approved',
      ids: ['AP-2', 'ME-3'],
      auth: 'member',
      params: ofSignUp,
      limit: { points: 20, seconds: 60, scope: 'shared' },
      body: z.object({
        /** The picture, base64. */
        picture: z.string().min(1).max(960_000),
        words: z.string().trim().max(80).optional(),
      }),
      response: photoView,
      errors: ['sign_up_not_found', 'photo_invalid', 'photo_not_yet', 'photo_limit'],
    },
    'GET /me/sign-ups/:signUpId/photos': {
      summary: 'Photos the shopper showed of it',
      ids: ['AP-2'],
      auth: 'member',
      params: ofSignUp,
      response: z.object({ photos: z.array(photoView) }),
      errors: ['sign_up_not_found'],
    },
    'GET /event-photos/:photoId/picture': {
      summary: 'The picture of an event photo',
      ids: ['AP-2'],
      auth: 'public',
      params: ofPhoto,
      produces: 'image/jpeg',
      errors: ['photo_not_found'],
    },
    'GET /stores/:storeId/events': {
      summary: "The own store's events from yesterday to 30 days ahead, soonest first",
      ids: ['AP-2'],
      auth: staff,
      params: z.object({ storeId }),
      response: z.object({ events: z.array(ownEvent) }),
      errors: ['store_forbidden'],
    },
    'GET /store-events/:eventId/sign-ups': {
      summary: 'Who signed up for an event of the own store',
      ids: ['AP-2'],
      auth: staff,
      params: ofEvent,
      response: z.object({ event: ownEvent, guests: z.array(guest) }),
      errors: ['event_not_found', 'store_forbidden'],
    },
    'POST /store-events/check-ins': {
      summary: 'Check a guest in by the code they show; a code works once',
      ids: ['AP-2'],
      auth: staff,
      body: z.object({ code: z.string().trim().min(1).max(200) }),
      response: z.object({ event: ownEvent, guest }),
      errors: [
        'code_unknown',
        'code_stale',
        'checked_in_already',
        'check_in_other_store',
        'check_in_too_early',
        'check_in_over',
        'check_in_not_seated',
      ],
    },
    'GET /event-photos': {
      summary: 'Photos to approve, oldest first: of the own store, of an operator within their reach',
      ids: ['AP-2'],
      auth: reviewers,
      query: z.object({ eventId: storeEventId.optional(), state: photoState.default('pending') }),
      response: z.object({ photos: z.array(reviewPhoto) }),
    },
    'POST /event-photos/:photoId/approve': {
      summary: 'Approve: it is shown, and its points are given once',
      ids: ['AP-2', 'ME-3'],
      auth: reviewers,
      params: ofPhoto,
      response: reviewPhoto,
      errors: reviewErrors,
    },
    'POST /event-photos/:photoId/reject': {
      summary: 'Reject, with the reason the shopper reads',
      ids: ['AP-2'],
      auth: reviewers,
      params: ofPhoto,
      body: z.object({ reason: z.string().trim().min(1).max(60) }),
      response: reviewPhoto,
      errors: reviewErrors,
    },
  },
})
