import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { tier } from '../members/members.contract'
import { wordErrors } from '../wordChecks/wordChecks.contract'

export const massMessageId = id('msm')
const ofMessage = z.object({ messageId: massMessageId })

/** New 0–30 days, growing to 90, core after, dormant without a visit or purchase for 90 days (ME-5). */
export const stage = z.enum(['new', 'growing', 'core', 'dormant'])
/** How long ago something was last done: within so many days, or not for so many. */
const recency = z.object({ kind: z.enum(['within', 'notFor']), days: z.int().min(1).max(730) })

/** Whom of the caller’s own customers it is for; an empty list asks nothing. */
export const audience = z.object({
  tags: z.array(z.string().min(1).max(30)).max(10).default([]),
  match: z.enum(['any', 'all']).default('any'),
  tiers: z.array(tier).max(3).default([]),
  stages: z.array(stage).max(4).default([]),
  /** Was in a shop or bought. */
  came: recency.optional(),
  bought: recency.optional(),
})

const chatId = z.string().regex(/^[A-Za-z0-9_-]{6,64}$/)

/** Own customers one by one, or own customer groups. */
export const massTo = z.enum(['customers', 'groups'])

/** Mini-program pages that a card may lead to, beside goods. */
export const massPage = z.enum(['coupons', 'groupBuys', 'events', 'booking'])
const attachment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('goods'), skuId: id('sku') }),
  z.object({ kind: z.literal('page'), page: massPage }),
])

/** Why somebody chosen will not get it: the first that holds. */
const leftOut = z.object({
  /** No friends any more, as far as is known. */
  lost: z.int(),
  /** Members who do not take messages. */
  refused: z.int(),
  /** In another mass message of today. */
  today: z.int(),
  /** Had as many as WeCom lets them have. */
  capped: z.int(),
})

const plan = z.object({
  chosen: z.int(),
  leftOut,
  /** Will get it when the caller confirms in WeCom. */
  reach: z.int(),
  tiers: z.object({ gold: z.int(), silver: z.int() }),
  /** The first few of those who will get it. */
  faces: z.array(z.object({ name: z.string(), avatar: z.string().optional() })),
  /** The first few of each who will not. */
  leftOutNames: z.object({
    lost: z.array(z.string()),
    refused: z.array(z.string()),
    today: z.array(z.string()),
    capped: z.array(z.string()),
  }),
  /** e.g. `每位顾客每月最多收 31 条（所有导购合计）` */
  capText: z.string(),
})

const result = z.enum(['sent', 'notFriend', 'capped', 'unsent'])
/**
 * `making` is being handed to WeCom, `waiting` waits for the caller to confirm there, `sent` was confirmed, `cancelling`
 * is being taken back, `failed` WeCom did not take.
 */
const status = z.enum(['making', 'waiting', 'sent', 'cancelling', 'cancelled', 'failed'])

const messageView = z.object({
  id: massMessageId,
  status,
  /** e.g. `等你在企业微信里点发送` */
  statusText: z.string(),
  text: z.string(),
  cards: z.array(
    z.object({ kind: z.enum(['goods', 'page']), title: z.string(), image: z.string().optional() }),
  ),
  to: massTo,
  /** e.g. `金卡 · 30 天没买`, `静安老友群` */
  audienceText: z.string(),
  /** Whom it is for. */
  count: z.int(),
  chosen: z.int(),
  leftOut,
  results: z.object({ sent: z.int(), notFriend: z.int(), capped: z.int(), unsent: z.int() }),
  /** Looked at the goods by its cards. */
  opened: z.int(),
  /** What counts by its cards, after refunds. */
  bought: z.object({ customers: z.int(), orders: z.int(), amount: fen }),
  madeAt: instant,
  confirmedAt: instant.optional(),
  /** Of the last 24 hours; WeCom takes three. */
  reminders: z.int(),
  canRemind: z.boolean(),
  canCancel: z.boolean(),
})

const recipientResult = z.object({
  /** external_userid or chat_id */
  id: z.string(),
  name: z.string(),
  avatar: z.string().optional(),
  result,
  /** e.g. `16:38 收到，16:52 点开`, `TA 本月收到的群发已到上限` */
  text: z.string(),
  isOpened: z.boolean(),
  amount: fen,
})

export const massMessagesContract = contract({
  tag: 'Mass messages 群发',
  errors: {
    mass_message_not_found: { status: 404, text: '没有这条群发' },
    mass_nobody: { status: 409, text: '选中的都收不到，换个范围再发' },
    mass_group_not_found: { status: 404, text: '有一个群不在了，或群主不是你，重选一下' },
    mass_too_many: { status: 409, text: '一次最多发 10,000 位，缩小范围再发' },
    mass_empty: { status: 422, text: '写几句话，或加一张卡片' },
    mass_too_long: { status: 422, text: '文字太长，最多 1,300 字左右' },
    mass_placeholder: { status: 422, text: '群发的话每个人看到的都一样，不能带 {称呼} 这样的占位' },
    ...wordErrors,
    mass_message_over: { status: 409, text: '这条群发已经发出或取消' },
    mass_remind_limit: { status: 409, text: '24 小时里最多提醒 3 次' },
    sku_not_found: { status: 404, text: '这件商品不在售了，换一件发' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
  },
  routes: {
    'GET /mass-audience': {
      summary: 'What the caller’s own customers can be chosen by: their tags, and how many they are',
      ids: ['GU-4', 'CD-4'],
      auth: ['guide', 'manager'],
      response: z.object({
        customers: z.int(),
        /** The most used first, at most 40. */
        tags: z.array(z.object({ name: z.string(), count: z.int() })),
      }),
    },
    'POST /mass-audience/plan': {
      summary: 'Who of the caller’s own customers a message would reach, and who not and why',
      ids: ['GU-4', 'CD-4'],
      auth: ['guide', 'manager'],
      body: z.object({ audience }),
      response: plan,
    },
    'GET /mass-groups': {
      summary: 'The customer groups the caller owns, and which of them get no mass message now and why',
      ids: ['JO-3', 'GU-7'],
      auth: ['guide', 'manager'],
      response: z.object({
        groups: z.array(
          z.object({
            chatId,
            name: z.string(),
            people: z.int(),
            leftOut: z.enum(['today', 'capped']).optional(),
          }),
        ),
        /** e.g. `企业微信规定每个群每月最多收 31 条，全公司合计` */
        capText: z.string(),
      }),
    },
    'GET /mass-messages': {
      summary: 'The caller’s mass messages, newest first; at most 30',
      ids: ['GU-4'],
      auth: ['guide', 'manager'],
      response: z.object({ messages: z.array(messageView) }),
    },
    'POST /mass-messages': {
      summary:
        'Puts a mass message into the caller’s WeCom, to be confirmed there. The same key again is the same message',
      ids: ['GU-4', 'JO-3'],
      auth: ['guide', 'manager'],
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        /** Whom of the own customers it is for. */
        audience: audience.prefault({}),
        /** Own groups it is for instead of customers. */
        chatIds: z.array(chatId).min(1).max(2000).optional(),
        text: z.string().trim().max(4000),
        attachments: z.array(attachment).max(9),
      }),
      response: messageView,
      errors: [
        'mass_nobody',
        'mass_group_not_found',
        'mass_too_many',
        'mass_empty',
        'mass_too_long',
        'mass_placeholder',
        'words_refused',
        'sku_not_found',
      ],
    },
    'GET /mass-messages/:messageId': {
      summary: 'One of the caller’s mass messages',
      ids: ['GU-4'],
      auth: ['guide', 'manager'],
      params: ofMessage,
      response: messageView,
      errors: ['mass_message_not_found'],
    },
    'GET /mass-messages/:messageId/results': {
      summary:
        'What became of it, customer by customer or group by group: those who bought first; at most 200 of a result',
      ids: ['GU-4', 'JO-3'],
      auth: ['guide', 'manager'],
      params: ofMessage,
      query: z.object({ result: result.optional() }),
      response: z.object({ recipients: z.array(recipientResult), total: z.int() }),
      errors: ['mass_message_not_found'],
    },
    'POST /mass-messages/:messageId/remind': {
      summary: 'WeCom reminds who has not confirmed; three times within 24 hours',
      ids: ['GU-4'],
      auth: ['guide', 'manager'],
      params: ofMessage,
      response: messageView,
      errors: ['mass_message_not_found', 'mass_message_over', 'mass_remind_limit', 'platform_unavailable'],
    },
    'POST /mass-messages/:messageId/cancel': {
      summary: 'Takes a message back that was not confirmed. The same again changes nothing',
      ids: ['GU-4'],
      auth: ['guide', 'manager'],
      params: ofMessage,
      response: messageView,
      errors: ['mass_message_not_found', 'mass_message_over'],
    },
  },
})
