import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { guideId } from '../guides/guides.contract'
import { ofOrder, orderId, orderView, way } from '../orders/orders.contract'
import { storeId } from '../stores/stores.contract'

export const deliveryId = id('dlv')

/** 待安排 → 已派店员 or 已叫配送 → 配送中 → 已送达; 未送达 is tried again; 已取消 went back to the shelf. */
export const deliveryState = z.enum([
  'waiting',
  'assigned',
  'booked',
  'pickedUp',
  'delivered',
  'failed',
  'cancelled',
  'returned',
])

export const deliveryView = z.object({
  id: deliveryId,
  orderId,
  way,
  state: deliveryState,
  stateText: z.string(),
  /** Who brings it: one of the store's guides, or a carrier. */
  courier: z.object({ id: guideId, name: z.string() }).optional(),
  carrier: z.object({ name: z.string(), trackingNo: z.string().optional(), fee: fen.optional() }).optional(),
  proof: z.object({ kind: z.enum(['photo', 'code', 'carrier']), photo: z.string().optional() }).optional(),
  /** Why it could not be delivered, or has to be arranged anew. */
  reason: z.string().optional(),
  steps: z.array(z.object({ state: deliveryState, text: z.string(), at: instant })),
})

const ofDelivery = z.object({ deliveryId })
/** What staff see; the receiver in full only for who brings it. */
const forStaff = z.object({ delivery: deliveryView, order: orderView })
const staff = ['guide', 'manager'] as const
const acts = ['delivery_not_found', 'delivery_forbidden', 'delivery_moved', 'not_deliverable'] as const

export const deliveriesContract = contract({
  tag: 'Deliveries 配送',
  errors: {
    delivery_not_found: { status: 404, text: '没有找到这张配送单' },
    delivery_forbidden: { status: 403, text: '这张配送单不归你处理' },
    delivery_moved: { status: 409, text: '这张配送单的状态已经变了，请刷新后再看' },
    not_deliverable: { status: 409, text: '这张订单现在不能配送' },
    courier_unknown: { status: 422, text: '本店没有这位在职店员' },
    carrier_refused: { status: 409, text: '这家配送公司没有接单，换一家试试' },
    carriers_unavailable: { status: 503, text: '配送平台暂时没有回应，请稍后再试' },
    proof_required: { status: 422, text: '请拍照，或输入顾客的 4 位收货码' },
    code_wrong: { status: 422, text: '收货码不对，请和顾客核对' },
    code_locked: { status: 409, text: '收货码错了太多次，请改用拍照' },
    news_forged: { status: 401, text: '签名不对' },
    location_forbidden: { status: 403, text: '这不是你所在门店的单' },
  },
  routes: {
    'GET /orders/:orderId/delivery': {
      summary: 'Where a delivery is, for its shopper, with the code that proves the handing over',
      ids: ['OR-5'],
      auth: 'member',
      params: ofOrder,
      response: z.object({ delivery: deliveryView, receiverCode: z.string().optional() }),
      errors: ['delivery_not_found'],
    },
    'GET /stores/:storeId/deliveries': {
      summary: "A store's open deliveries, oldest first",
      ids: ['OR-5', 'GU-5'],
      auth: staff,
      params: z.object({ storeId }),
      response: z.object({
        deliveries: z.array(forStaff),
        /** Places left with the store's own couriers this hour. */
        freeThisHour: z.int(),
      }),
      errors: ['location_forbidden'],
    },
    'GET /deliveries/:deliveryId': {
      summary: 'One delivery as staff of its store see it',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      response: forStaff,
      errors: ['delivery_not_found', 'delivery_forbidden'],
    },
    'GET /deliveries/:deliveryId/quotes': {
      summary: 'What carriers ask for it, cheapest first',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      response: z.object({
        quotes: z.array(z.object({ carrier: z.string(), name: z.string(), fee: fen, minutes: z.int() })),
      }),
      errors: [...acts, 'carrier_refused', 'carriers_unavailable'],
    },
    'POST /deliveries/:deliveryId/assign': {
      summary: 'A guide of the store shall bring it; may be changed until it is picked up',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      body: z.object({ courierId: guideId }),
      response: forStaff,
      errors: [...acts, 'courier_unknown'],
    },
    'POST /deliveries/:deliveryId/book': {
      summary: 'A carrier shall bring it: the one named, else the cheapest',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      body: z.object({ carrier: z.string().trim().min(1).max(40).optional() }),
      response: forStaff,
      errors: [...acts, 'carrier_refused', 'carriers_unavailable'],
    },
    'POST /deliveries/:deliveryId/pick-up': {
      summary: 'The courier has the goods: the order is shipped',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      response: forStaff,
      errors: acts,
    },
    'POST /deliveries/:deliveryId/deliver': {
      summary: 'Handed over, proved by the receiver’s 4 digits or a photo: the order is completed',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      body: z.object({
        code: z.string().max(10).optional(),
        /** Address of the picture. */
        photo: z
          .url({ protocol: /^https?$/ })
          .max(500)
          .optional(),
      }),
      response: forStaff,
      errors: [...acts, 'proof_required', 'code_wrong', 'code_locked'],
    },
    'POST /deliveries/:deliveryId/fail': {
      summary: 'Could not be handed over, with the reason; it may be tried again',
      ids: ['OR-5'],
      auth: staff,
      params: ofDelivery,
      body: z.object({ reason: z.string().trim().min(2).max(80) }),
      response: forStaff,
      errors: acts,
    },
    'POST /deliveries/:deliveryId/return': {
      summary: 'It failed for good and the goods are back: the shopper gets the money back, once',
      ids: ['OR-5', 'OR-6'],
      auth: staff,
      params: ofDelivery,
      body: z.object({ reason: z.string().trim().min(2).max(40) }),
      response: forStaff,
      errors: acts,
    },
    'POST /carriers/news': {
      summary: "Signed news of the carriers' bookings, in any order and number",
      ids: ['OR-5'],
      auth: 'public',
      rawBody: { bytes: 10_000, types: ['application/json'] },
      errors: ['news_forged'],
    },
  },
})
