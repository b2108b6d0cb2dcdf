import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant, page } from '../../kernel/shapes'
import { ofCustomer } from '../customers/customers.contract'
import { guideId, guideRole } from '../guides/guides.contract'

export const takeoverId = id('tko')

/**
 * `planned` 待发起 → `waiting` 等待接替 (a day, unless the customer refuses) → `done` 已接替, `refused` 顾客不同意,
 * `limit` 对方客户数已满, `failed` 没有转成
 */
export const customerState = z.enum(['planned', 'waiting', 'done', 'refused', 'limit', 'failed'])
export const groupState = z.enum(['planned', 'done', 'failed'])

const externalUserId = ofCustomer.shape.externalUserId
const chatId = z.string().regex(/^[A-Za-z0-9_-]{6,64}$/)
const whose = z.object({ id: guideId, name: z.string(), avatar: z.string().optional(), active: z.boolean() })

const counts = z.object({
  all: z.int(),
  waiting: z.int(),
  done: z.int(),
  refused: z.int(),
  /** Of other reasons. */
  failed: z.int(),
})

const takeoverView = z.object({
  id: takeoverId,
  from: whose,
  to: whose,
  createdAt: instant,
  createdBy: z.string(),
  counts,
  groups: z.object({ all: z.int(), done: z.int(), failed: z.int() }),
  isOpen: z.boolean(),
  /** e.g. `企业微信暂时没有回应，会自动再试` */
  problem: z.string().optional(),
})

const auth = ['manager'] as const

export const takeoversContract = contract({
  tag: 'Takeovers 客户继承',
  errors: {
    guide_not_found: { status: 404, text: '没有找到这位导购' },
    takeover_not_found: { status: 404, text: '没有找到这次继承' },
    takeover_forbidden: { status: 403, text: '只能安排本店导购之间的客户' },
    takeover_invalid: { status: 422, text: '还不能这样安排' },
    key_reused: { status: 409, text: '这个提交编号已用于另一次继承' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /staff/takeovers/guides': {
      summary: 'Guides of the own store, also those who left, with how many customers and groups each has',
      ids: ['GU-6'],
      auth,
      response: z.object({
        guides: z.array(whose.extend({ role: guideRole, customers: z.int(), groups: z.int() })),
      }),
    },
    'GET /staff/takeovers/guides/:guideId/customers': {
      summary: 'Whom a guide of the own store has, to choose from; their groups on the first page',
      ids: ['GU-6', 'OP-6'],
      auth,
      params: z.object({ guideId }),
      query: z.object({
        /** Part of the name. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({
        customers: z.array(
          z.object({
            externalUserId: z.string(),
            name: z.string(),
            avatar: z.string().optional(),
            remark: z.string().optional(),
            isMember: z.boolean(),
            since: instant,
            /** On the way to somebody, or why they cannot be handed over now. */
            blocked: z.string().optional(),
          }),
        ),
        groups: z.array(z.object({ chatId: z.string(), name: z.string() })),
        next: z.string().optional(),
      }),
      errors: ['guide_not_found', 'takeover_forbidden', 'cursor_invalid'],
    },
    'POST /staff/takeovers': {
      summary:
        'Hands customers and groups over to another guide of the store (在职/离职继承). Safe to repeat by key',
      ids: ['GU-6'],
      auth,
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        fromGuideId: guideId,
        toGuideId: guideId,
        externalUserIds: z.array(externalUserId).max(100).default([]),
        chatIds: z.array(chatId).max(100).default([]),
        /** Said to the customers once they were taken over; WeCom says nothing for who has left. */
        message: z.string().trim().max(200).default(''),
      }),
      response: takeoverView,
      errors: ['guide_not_found', 'takeover_forbidden', 'takeover_invalid', 'key_reused'],
    },
    'GET /staff/takeovers': {
      summary: 'Takeovers of the own store, newest first, with how far each is',
      ids: ['GU-6'],
      auth,
      query: z.object(page),
      response: z.object({ takeovers: z.array(takeoverView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /staff/takeovers/:takeoverId': {
      summary: 'One takeover: what became of each customer and group, and why',
      ids: ['GU-6'],
      auth,
      params: z.object({ takeoverId }),
      response: takeoverView.extend({
        customers: z.array(
          z.object({
            externalUserId: z.string(),
            name: z.string(),
            state: customerState,
            /** e.g. `等待接替，11 月 25 日 10:00 前顾客没有拒绝就转过去`, `顾客不同意` */
            stateText: z.string(),
            at: instant,
          }),
        ),
        chats: z.array(
          z.object({ chatId: z.string(), name: z.string(), state: groupState, stateText: z.string() }),
        ),
      }),
      errors: ['takeover_not_found', 'takeover_forbidden'],
    },
  },
})
