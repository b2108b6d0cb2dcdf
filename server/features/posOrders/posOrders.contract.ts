import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { memberId } from '../members/members.contract'
import { storeId } from '../stores/stores.contract'

export const posOrderId = id('pos')
export const returnId = id('prt')
const key = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

/** A line as the till sold it: `total` = `unitPrice` × `quantity` − `discount`, in fen. */
const soldLine = z.object({
  skuId: skuId.optional(),
  barcode: z.string().max(14).optional(),
  quantity: z.int().min(1).max(999),
  unitPrice: fen,
  discount: fen.default(0),
  total: fen,
})

export const soldOrder = z.object({
  /** Chosen by the till: the same key again is the same purchase. */
  key,
  storeId,
  /** Who bought, by member code (what its barcode says), id or phone: the first of them that is given. */
  memberCode: z.string().max(120).optional(),
  memberId: memberId.optional(),
  phone: z
    .string()
    .regex(/^1\d{10}$/)
    .optional(),
  lines: z.array(soldLine).min(1).max(100),
  /** Sum of the lines' totals. */
  total: fen,
  at: instant.optional(),
})

const stockProblem = z.object({ line: z.string(), code: z.string(), message: z.string() })

const rowResult = z.object({
  row: z.int(),
  key: z.string(),
  outcome: z.enum(['applied', 'repeated', 'refused']),
  posOrderId: posOrderId.optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  /** Lines the stock did not have: the purchase stands, somebody should count. */
  stockProblems: z.array(stockProblem).optional(),
})

/** 已申请 by the shopper → 已退 or 已拒绝 in a store. */
export const returnState = z.enum(['requested', 'taken', 'declined'])

export const posOrderView = z.object({
  id: posOrderId,
  storeId,
  storeName: z.string(),
  lines: z.array(
    z.object({
      key: z.string(),
      skuId,
      name: z.string(),
      image: z.string(),
      quantity: z.int(),
      unitPrice: fen,
      discount: fen,
      total: fen,
    }),
  ),
  total: fen,
  /** Worth of what came back. */
  returned: fen,
  at: instant,
  returns: z.array(
    z.object({
      id: returnId,
      state: returnState,
      lines: z.array(z.object({ key: z.string(), quantity: z.int() })),
      amount: fen,
      reason: z.string(),
      at: instant,
    }),
  ),
})

const ofOrder = z.object({ posOrderId })

/** A purchase with who bought, where the till knew. */
const forStaff = z.object({
  order: posOrderView,
  memberName: z.string(),
  /** Masked. */
  phone: z.string().optional(),
})

export const posOrdersContract = contract({
  tag: 'In-store orders 门店订单',
  errors: {
    pos_order_not_found: { status: 404, text: '没有找到这张门店小票' },
    sum_wrong: { status: 422, text: '金额对不上：单价 × 数量 − 优惠，各行合计' },
    sku_not_found: { status: 404, text: '没有这个规格' },
    store_not_found: { status: 404, text: '没有找到这家门店' },
    member_not_found: { status: 404, text: '没有找到这位会员' },
    key_reused: { status: 409, text: '这个提交编号已用于另一张订单' },
    return_too_many: { status: 409, text: '退的件数超过了买的件数' },
    return_settled: { status: 409, text: '这次退货已经处理过了' },
    return_not_found: { status: 404, text: '没有找到这次退货' },
    location_forbidden: { status: 403, text: '这不是你所在门店的单' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
    order_busy: { status: 503, text: '这张小票正被频繁改动，请稍后再试' },
  },
  routes: {
    'POST /pos/orders': {
      summary: 'Purchases of the tills: safe to repeat, answered row by row; they count for the same member',
      ids: ['OR-7', 'ME-2'],
      auth: 'machine',
      body: z.object({ orders: z.array(soldOrder).min(1).max(100) }),
      response: z.object({
        applied: z.int(),
        repeated: z.int(),
        refused: z.int(),
        rows: z.array(rowResult),
      }),
    },
    'GET /pos/orders': {
      summary: "The shopper's own purchases in shops, newest first",
      ids: ['OR-6', 'OR-7'],
      auth: 'member',
      response: z.object({ orders: z.array(posOrderView) }),
    },
    'GET /stores/:storeId/pos-orders': {
      summary: 'What the tills of the own store sold, newest first',
      ids: ['OR-7', 'GU-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      query: z.object(page),
      response: z.object({ orders: z.array(forStaff), next: z.string().optional() }),
      errors: ['location_forbidden', 'cursor_invalid'],
    },
    'GET /staff/pos-orders/:posOrderId': {
      summary: 'One in-store purchase as staff of any store see it, for service and returns',
      ids: ['OR-6', 'OP-6'],
      auth: ['guide', 'manager'],
      params: ofOrder,
      response: forStaff,
      errors: ['pos_order_not_found'],
    },
    'GET /me/code': {
      summary: "What the barcode of the member's code says, for the till",
      ids: ['OR-7', 'ME-1'],
      auth: 'member',
      response: z.object({ code: z.string() }),
    },
    'POST /pos/orders/:posOrderId/returns': {
      summary:
        'Give pieces of an in-store purchase back: asked for by the shopper online, taken at once by a store or till',
      ids: ['OR-6'],
      auth: ['member', 'guide', 'manager', 'machine'],
      params: ofOrder,
      body: z.object({
        key,
        lines: z
          .array(z.object({ key: z.string().max(10), quantity: z.int().min(1).max(999) }))
          .min(1)
          .max(100),
        reason: z.string().trim().min(2).max(80),
      }),
      response: posOrderView,
      errors: ['pos_order_not_found', 'return_too_many', 'key_reused', 'order_busy'],
    },
    'POST /pos/orders/:posOrderId/returns/:returnId/settle': {
      summary: 'A store takes the pieces of an asked return, or declines it',
      ids: ['OR-6'],
      auth: ['guide', 'manager'],
      params: z.object({ posOrderId, returnId }),
      body: z.object({ outcome: z.enum(['taken', 'declined']) }),
      response: posOrderView,
      errors: ['pos_order_not_found', 'return_not_found', 'return_settled', 'order_busy'],
    },
  },
})
