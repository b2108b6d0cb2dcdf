import { z } from 'zod'
import { anybody, contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { flashSalesContract, ofSession } from '../flashSales/flashSales.contract'
import { flashItem, flashWay, sessionView } from '../flashSales/flashSales.shapes.contract'
import { locationId } from '../inventory/inventory.contract'
import { addressId, amounts, orderLine, ordersContract, orderView } from '../orders/orders.contract'
import { storeId } from '../stores/stores.contract'

const wanted = z.object({
  skuId,
  quantity: z.int().min(1).max(10).default(1),
  way: flashWay,
  /** Of pickup: a store that gives it out. */
  storeId: storeId.optional(),
  /** Of express: one of the shopper's addresses. */
  addressId: addressId.optional(),
})

const refusals = [
  'session_not_found',
  'flash_item_not_found',
  'sku_not_found',
  'store_required',
  'address_required',
  'address_not_found',
  'way_not_offered',
] as const

export const flashOrdersContract = contract({
  tag: 'Flash sales 秒杀',
  errors: {
    ...ordersContract.errors,
    ...flashSalesContract.errors,
    flash_not_started: { status: 409, text: '还没开始，到点再来抢' },
    flash_over: { status: 409, text: '这一场已经结束' },
    flash_paused: { status: 409, text: '这一场暂停了，请稍后再来' },
    flash_sold_out: { status: 409, text: '已抢光' },
    flash_limit: { status: 409, text: '已达到每人限购件数' },
    flash_busy: { status: 503, text: '抢的人太多，请再点一次' },
  },
  routes: {
    'GET /flash-sales': {
      summary: "Today's and tomorrow's sessions in order of time, with what holds for the shopper",
      ids: ['SO-2'],
      auth: anybody,
      query: z.object({
        /** Items that can be collected in this store or are sent. */
        storeId: locationId.optional(),
      }),
      response: z.object({ sessions: z.array(sessionView) }),
    },
    'GET /flash-sales/sessions/:sessionId': {
      summary: 'One session; pieces left and my result as they are at this moment',
      ids: ['SO-2'],
      auth: anybody,
      params: ofSession,
      response: sessionView,
      errors: ['session_not_found'],
    },
    'GET /flash-sales/products/:spuId': {
      summary: 'The running or next session of a product, for its page; none: no session',
      ids: ['SO-2'],
      auth: anybody,
      params: z.object({ spuId }),
      response: z.object({
        session: sessionView.omit({ items: true }).optional(),
        items: z.array(flashItem),
      }),
    },
    'POST /flash-sales/sessions/:sessionId/preview': {
      summary: 'What a piece costs with every discount explained, and where it would come from',
      ids: ['SO-2', 'CA-2'],
      auth: 'member',
      params: ofSession,
      body: wanted,
      response: z.object({
        line: orderLine
          .omit({ refundedQuantity: true, refundedAmount: true })
          .extend({ isAvailable: z.boolean(), available: z.int() }),
        amounts: amounts.omit({ paid: true, refunded: true }),
        deliveryDiscounts: orderLine.shape.discounts,
        fulfilment: z.string(),
        perMember: z.int(),
      }),
      errors: refusals,
    },
    'POST /flash-sales/sessions/:sessionId/orders': {
      summary:
        'Ask for pieces: won, sold out or at the limit, said at once. Won pieces are kept for 15 minutes until paid; the same key again is the same order',
      ids: ['SO-2', 'IN-3', 'OR-1'],
      auth: 'member',
      params: ofSession,
      body: wanted.extend({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        /** What the shopper saw; another price is refused. */
        expectedTotal: fen.optional(),
        remark: z.string().trim().max(100).optional(),
      }),
      response: orderView,
      errors: [
        ...refusals,
        'flash_not_started',
        'flash_over',
        'flash_paused',
        'flash_sold_out',
        'flash_limit',
        'flash_busy',
        'price_changed',
        'key_reused',
      ],
    },
  },
})
