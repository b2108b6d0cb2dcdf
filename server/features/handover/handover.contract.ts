import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { ofOrder, orderView } from '../orders/orders.contract'
import { storeId } from '../stores/stores.contract'

/** What staff see before and after goods change hands. */
const handover = z.object({
  order: orderView,
  memberName: z.string(),
  /** Masked. */
  phone: z.string().optional(),
})

/** 8 digits, or the text of the scanned QR. */
const code = z.string().trim().min(8).max(200)

/** Why goods are not handed over for a code. */
const pickupRefusals = [
  'pickup_unknown',
  'pickup_code_stale',
  'pickup_other_store',
  'pickup_done',
  'pickup_in_transit',
  'pickup_expired',
  'pickup_refunded',
  'exercise_code',
] as const

export const handoverContract = contract({
  tag: 'Handover 提货与售后',
  errors: {
    pickup_unknown: { status: 404, text: '没有找到这个提货码，请核对后再试' },
    pickup_code_stale: { status: 410, text: '二维码已刷新，请顾客重新打开提货码' },
    exercise_code: { status: 409, text: '这是练习用的码，在「练习」里才能用' },
    pickup_other_store: { status: 409, text: '这张单要在别的门店提货' },
    undo_too_late: { status: 409, text: '核销超过 10 分钟，不能撤销' },
    undo_forbidden: { status: 403, text: '只有本店店长可以撤销核销' },
    return_not_possible: { status: 409, text: '这张单还不能退货' },
    return_too_many: { status: 409, text: '退的件数超过了买的件数' },
    sku_not_found: { status: 404, text: '没有找到要换的商品' },
    exchange_dearer: { status: 409, text: '要换的商品更贵：先退货，再按新价下单' },
    exchange_out_of_stock: { status: 409, text: '本店没有足够的货可以换' },
    location_forbidden: { status: 403, text: '这不是你所在门店的单' },
    order_not_found: { status: 404, text: '没有找到这张订单' },
    pickup_done: { status: 409, text: '这张单已经提过货了' },
    pickup_in_transit: { status: 409, text: '还在调货路上，到店后才能提货' },
    pickup_expired: { status: 410, text: '提货期限已过，货款会自动退回' },
    pickup_refunded: { status: 410, text: '这张单已经退款，不能提货' },
    not_shippable: { status: 409, text: '这张单现在不能发货' },
    key_reused: { status: 409, text: '这个提交编号已用于另一张订单' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'POST /pickups/look': {
      summary: 'What a pickup code stands for, before it is redeemed',
      ids: ['OR-3', 'GU-5'],
      auth: ['guide', 'manager'],
      body: z.object({ code }),
      limit: { points: 60, seconds: 60, scope: 'shared' },
      response: handover,
      errors: pickupRefusals,
    },
    'POST /pickups/redeem': {
      summary: 'Hand the goods over by digits or scanned QR: once',
      ids: ['OR-3', 'GU-5'],
      auth: ['guide', 'manager'],
      body: z.object({ code }),
      limit: { points: 60, seconds: 60, scope: 'shared' },
      response: handover,
      errors: pickupRefusals,
    },
    'POST /orders/:orderId/redemption/undo': {
      summary: "The store's manager takes a redemption back within 10 minutes, with a reason",
      ids: ['OR-3'],
      auth: 'manager',
      params: ofOrder,
      body: z.object({ reason: z.string().trim().min(2).max(80) }),
      response: handover,
      errors: ['order_not_found', 'undo_too_late', 'undo_forbidden'],
    },
    'GET /stores/:storeId/orders': {
      summary: "A store's orders: to be collected, to be shipped, or handed over today",
      ids: ['GU-5', 'OR-3', 'OR-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      query: z.object({ list: z.enum(['pickup', 'ship', 'done']).default('pickup'), ...page }),
      response: z.object({ orders: z.array(handover), next: z.string().optional() }),
      errors: ['location_forbidden', 'cursor_invalid'],
    },
    'GET /staff/orders/:orderId': {
      summary: 'One order as staff of any store see it, for service and returns',
      ids: ['OR-6'],
      auth: ['guide', 'manager'],
      params: ofOrder,
      response: handover,
      errors: ['order_not_found'],
    },
    'POST /orders/:orderId/ship': {
      summary: 'Goods of a delivery leave the store',
      ids: ['OR-5'],
      auth: ['guide', 'manager'],
      params: ofOrder,
      body: z.object({
        carrier: z.string().trim().min(1).max(40),
        trackingNo: z
          .string()
          .regex(/^[A-Za-z0-9-]{6,32}$/)
          .optional(),
      }),
      response: handover,
      errors: ['order_not_found', 'not_shippable', 'location_forbidden'],
    },
    'POST /orders/:orderId/returns': {
      summary:
        'Take goods back in any store: refund of their exact share, stock to that store. The same key once',
      ids: ['OR-6'],
      auth: ['guide', 'manager'],
      params: ofOrder,
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        lines: z
          .array(z.object({ key: z.string().max(60), quantity: z.int().min(1).max(99) }))
          .min(1)
          .max(50),
        reason: z.string().trim().min(2).max(80),
      }),
      response: handover,
      errors: ['order_not_found', 'return_not_possible', 'return_too_many', 'key_reused'],
    },
    'POST /orders/:orderId/exchanges': {
      summary:
        'Give goods of this store for goods that come back (换货): same price even, cheaper with a refund. The same key once',
      ids: ['OR-6'],
      auth: ['guide', 'manager'],
      params: ofOrder,
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,50}$/),
        line: z.object({ key: z.string().max(60), quantity: z.int().min(1).max(99) }),
        /** What is given, by id or by the barcode that was scanned. */
        skuId: skuId.optional(),
        barcode: z
          .string()
          .regex(/^\d{8,14}$/)
          .optional(),
        reason: z.string().trim().min(2).max(80),
      }),
      response: handover,
      errors: [
        'order_not_found',
        'return_not_possible',
        'return_too_many',
        'key_reused',
        'sku_not_found',
        'exchange_dearer',
        'exchange_out_of_stock',
      ],
    },
  },
})
