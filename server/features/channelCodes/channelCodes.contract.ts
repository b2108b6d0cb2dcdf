import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant, page } from '../../kernel/shapes'
import { campaignAction } from '../campaigns/campaigns.contract'
import { couponId } from '../coupons/coupons.shapes.contract'
import { guideId } from '../guides/guides.contract'
import { storeId } from '../stores/stores.contract'

export const channelCodeId = id('chc')
/** `draft` 草稿 → `live` 使用中 ⇄ `paused` 已暂停 → `ended` 已结束 */
export const codeStatus = z.enum(['draft', 'live', 'paused', 'ended'])

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Weekdays (1 = Monday) and Shanghai hours somebody is there; an end no later than the beginning is on the next day. */
export const shift = z.object({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: clock,
  until: clock,
  guideIds: z.array(guideId).min(1).max(100),
})

/** Whom the code leads to (GU-6b). */
const duty = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guides'), guideIds: z.array(guideId).min(1).max(100) }),
  /** Whoever works there. */
  z.object({ kind: z.literal('store'), storeId }),
  z.object({
    kind: z.literal('shifts'),
    shifts: z.array(shift).min(1).max(20),
    /** Who is there outside every shift. */
    fallbackGuideId: guideId,
  }),
])

/** What goes out behind the text. */
const attachment = z.discriminatedUnion('kind', [
  /** A page of the mini-program, e.g. `pages/home/index`. */
  z.object({
    kind: z.literal('page'),
    title: z.string().trim().min(1).max(20),
    page: z
      .string()
      .max(200)
      .regex(/^pages(\/[A-Za-z0-9_-]+)+(\?[A-Za-z0-9_=&%.-]*)?$/),
  }),
  z.object({
    kind: z.literal('link'),
    title: z.string().trim().min(1).max(40),
    url: z.url({ protocol: /^https?$/ }).max(500),
    text: z.string().trim().max(80).optional(),
  }),
  /** A coupon given by guides, as a card only this customer can claim, once. */
  z.object({ kind: z.literal('coupon'), couponId }),
])

/** Everything an operator decides of a channel code (GU-6b, OP-2). */
export const channelCodeDraft = z.object({
  /** As the console lists it, e.g. `静安寺店收银台台卡`. */
  title: z.string().trim().min(1).max(20),
  /** Where people meet it, e.g. `门店物料`; what results are told apart by (OP-4). */
  channel: z.string().trim().min(1).max(20),
  /** A picture to scan 活码, or a link to tap 获客链接; once it was taken into use it stays what it is. */
  carrier: z.enum(['qr', 'link']).default('qr'),
  duty,
  /** Names of tags whoever comes by it gets. */
  tags: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  welcome: z.object({
    /** With `{顾客}`, `{导购}`, `{门店}` where names go. */
    text: z.string().trim().max(600),
    /** Nine at most, as WeCom takes. */
    attachments: z.array(attachment).max(9),
  }),
})

/** Why somebody who came by the code was not greeted. */
export const welcomeMiss = z.enum(['late', 'already', 'otherApp', 'noCode', 'paused', 'unheard', 'refused'])

const managed = channelCodeDraft.extend({
  id: channelCodeId,
  status: codeStatus,
  statusText: z.string(),
  /** What the operator may do next; nothing with what is beyond their stores. */
  actions: z.array(campaignAction),
  /** e.g. `静安寺店`, `3 家门店` */
  storeText: z.string(),
  /** Who a scan leads to now. */
  onDuty: z.array(z.object({ guideId, name: z.string() })),
  /** When somebody else comes on duty. */
  changesAt: instant.optional(),
  /** How it stands at WeCom: with a picture to print, being made, or why not. */
  wecom: z.object({
    state: z.enum(['none', 'making', 'ready', 'trouble']),
    text: z.string(),
    /** Of a link: what is passed on. */
    address: z.string().optional(),
  }),
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results: z.object({
    /** Scans that became friends, each pair once. */
    friends: z.int(),
    today: z.int(),
    /** Of them no friends any more. */
    lost: z.int(),
    greeted: z.int(),
    /** Not greeted, whatever the reason. */
    missed: z.int(),
  }),
})

const results = z.object({
  days: z.array(z.object({ day: z.string(), friends: z.int(), lost: z.int() })),
  guides: z.array(
    z.object({
      userid: z.string(),
      name: z.string(),
      storeName: z.string(),
      friends: z.int(),
      lost: z.int(),
    }),
  ),
  missed: z.array(z.object({ why: welcomeMiss, text: z.string(), count: z.int() })),
  /** Coupons of welcomes: cards put into chats, and claimed. */
  cards: z.object({ sent: z.int(), claimed: z.int() }),
})

const step = {
  auth: ['operator', 'machine'],
  params: z.object({ codeId: channelCodeId }),
  response: managed,
  ids: ['OP-2', 'GU-6b'],
} as const
const stepErrors = [
  'channel_code_not_found',
  'channel_code_step_refused',
  'channel_code_out_of_reach',
] as const

export const channelCodesContract = contract({
  tag: 'Channel codes 渠道活码',
  errors: {
    channel_code_not_found: { status: 404, text: '没有找到这个活码' },
    channel_code_invalid: { status: 422, text: '这个活码还不能这样设置' },
    channel_code_changed: { status: 409, text: '刚刚有人改过这个活码，请刷新后再改' },
    channel_code_locked: { status: 409, text: '活码已经结束，不能再改' },
    channel_code_out_of_reach: { status: 403, text: '这个活码涉及你负责范围以外的导购' },
    channel_code_step_refused: { status: 409, text: '这个活码现在不能这样操作' },
    channel_code_no_picture: { status: 409, text: '二维码还没有做好，请稍后再下载' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/channel-codes': {
      summary: 'Channel codes within reach, newest first, with what came of each',
      ids: ['OP-2', 'GU-6b', 'OP-4'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: codeStatus.optional(),
        /** Part of the title. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ codes: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/channel-codes': {
      summary: 'A new draft',
      ids: ['OP-2', 'GU-6b', 'JO-3'],
      auth: ['operator', 'machine'],
      body: channelCodeDraft,
      response: managed,
      errors: ['channel_code_invalid', 'channel_code_out_of_reach'],
    },
    'GET /console/channel-codes/:codeId': {
      ...step,
      summary: 'One code',
      errors: ['channel_code_not_found'],
    },
    'PUT /console/channel-codes/:codeId': {
      ...step,
      summary: 'Change it; the printed picture stays the same',
      body: channelCodeDraft.extend({ version: z.int().min(1) }),
      errors: [
        'channel_code_not_found',
        'channel_code_invalid',
        'channel_code_changed',
        'channel_code_locked',
        'channel_code_out_of_reach',
      ],
    },
    'POST /console/channel-codes/:codeId/schedule': {
      ...step,
      summary: 'Takes it into use: it is made at WeCom',
      errors: [...stepErrors, 'channel_code_invalid'],
    },
    'POST /console/channel-codes/:codeId/pause': {
      ...step,
      summary: 'Who scans it still becomes a friend, and is not greeted',
      errors: stepErrors,
    },
    'POST /console/channel-codes/:codeId/resume': { ...step, summary: 'Greets again', errors: stepErrors },
    'POST /console/channel-codes/:codeId/end': {
      ...step,
      summary: 'Takes it away at WeCom: nobody can scan it any more',
      errors: stepErrors,
    },
    'POST /console/channel-codes/:codeId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['channel_code_not_found', 'channel_code_out_of_reach'],
    },
    'GET /console/channel-codes/:codeId/results': {
      ...step,
      summary: 'What came of it: by day, by guide, why some were not greeted, coupons claimed',
      ids: ['OP-2', 'OP-4', 'GU-6b'],
      response: results,
      errors: ['channel_code_not_found'],
    },
    'GET /console/channel-codes/:codeId/qr': {
      auth: step.auth,
      params: step.params,
      ids: step.ids,
      summary: "The code's picture, to print",
      produces: 'image/png',
      errors: ['channel_code_not_found', 'channel_code_no_picture', 'platform_unavailable'],
    },
  },
})
