import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'
import { appointmentFacts } from '../appointments/appointments.shapes.contract'
import { consents, memberId, mergeView, tier } from '../members/members.contract'
import { orderView } from '../orders/orders.contract'
import { posOrderView } from '../posOrders/posOrders.contract'

export const visit = z.object({
  id: id('vis'),
  at: instant,
  channel: z.enum(['store', 'online']),
  kind: z.enum(['purchase', 'visit', 'trial']),
  storeName: z.string().optional(),
  amount: fen,
  lines: z.array(
    z.object({ skuId: z.string(), name: z.string(), image: z.string(), quantity: z.int(), price: fen }),
  ),
})

export const customerTag = z.object({
  name: z.string(),
  group: z.string().optional(),
  /** Who set it: a guide's name, `你` for the caller, `企微` for what was set there, or `规则`. */
  by: z.string(),
  rule: z.boolean(),
  at: instant,
  /** Of the corp's tags in WeCom; absent for computed and personal ones. */
  tagId: z.string().optional(),
  /** On the caller's own friendship, so that the caller may take it off. */
  isMine: z.boolean().optional(),
  /** Not told to WeCom yet. */
  isWaiting: z.boolean().optional(),
  /** WeCom did not take the caller's change over: it stands as it stood there. */
  refusal: z.object({ wantedOn: z.boolean(), text: z.string() }).optional(),
})

/** The caller's own remark on a customer. */
export const remarkView = z.object({
  text: z.string(),
  isWaiting: z.boolean(),
  refusal: z.object({ wanted: z.string(), text: z.string() }).optional(),
})

/** What a guide sees of the person in the open chat. */
export const customerCard = z.object({
  externalUserId: z.string(),
  name: z.string(),
  remark: z.string().optional(),
  avatar: z.string().optional(),
  followedSince: instant,
  /** e.g. `扫渠道活码「静安寺店收银台」`; absent where nobody knows. */
  cameBy: z.string().optional(),
  /** Absent when no member is known behind this contact yet. */
  member: z
    .object({
      id: memberId,
      /** Masked, e.g. `138****6021`. */
      phone: z.string().optional(),
      tier,
      points: z.int(),
      homeStoreName: z.string().optional(),
      guideName: z.string().optional(),
      isMine: z.boolean(),
      consents,
      joinedAt: instant,
      spend12m: fen,
      spendTotal: fen,
      orderCount: z.int(),
      /** Share of spend made online, 0 to 1. */
      onlineShare: z.number(),
      lastVisitAt: instant.optional(),
      /** Other members who turned out to be this one (ME-1), latest first; absent when there is none. */
      merges: z.array(mergeView).optional(),
    })
    .optional(),
  /** The member was told by a scan in the shop (ME-1). */
  linked: z.object({ at: instant, mayUndo: z.boolean() }).optional(),
  tags: z.array(customerTag),
  visits: z.array(visit),
  visitTotal: z.int(),
  appointments: appointmentFacts,
})

export const ofCustomer = z.object({ externalUserId: z.string().regex(/^[A-Za-z0-9_-]{6,64}$/) })

/** What a customer bought, in the mini-program (receiver masked) or at a till. */
const bought = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('online'), order: orderView }),
  z.object({ channel: z.literal('store'), order: posOrderView }),
])

export const customersContract = contract({
  tag: 'Customers 顾客',
  errors: {
    customer_not_found: { status: 404, text: '没有找到这位顾客，可能已不是好友' },
    customer_not_yours: { status: 403, text: '这位顾客不是你的好友，不能查看' },
    callback_forged: { status: 403, text: '签名不对' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /customers/:externalUserId': {
      summary: 'Who is this customer: member, tier, masked phone, last visits, tags',
      ids: ['GU-1', 'OP-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: customerCard,
      errors: ['customer_not_found', 'customer_not_yours', 'platform_unavailable'],
    },
    'GET /customers/:externalUserId/orders': {
      summary: 'What this customer bought over all channels, newest first; nothing while no member is known',
      ids: ['GU-1', 'ME-1', 'OR-7', 'OP-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      query: z.object(page),
      response: z.object({ orders: z.array(bought), next: z.string().optional() }),
      errors: ['customer_not_found', 'customer_not_yours', 'platform_unavailable', 'cursor_invalid'],
    },
    'GET /wecom/callback': {
      summary: "WeCom's check of the callback address",
      ids: ['GU-2'],
      auth: 'public',
      query: z.object({
        msg_signature: z.string().max(64),
        timestamp: z.string().max(20),
        nonce: z.string().max(64),
        echostr: z.string().max(2000),
      }),
      produces: 'text/plain',
      errors: ['callback_forged'],
    },
    'POST /wecom/callback': {
      summary: "WeCom's encrypted events",
      ids: ['GU-2'],
      auth: 'public',
      query: z.object({
        msg_signature: z.string().max(64),
        timestamp: z.string().max(20),
        nonce: z.string().max(64),
      }),
      rawBody: { bytes: 100_000, types: ['text/xml', 'application/xml', 'text/plain'] },
      produces: 'text/plain',
      errors: ['callback_forged'],
    },
  },
})
