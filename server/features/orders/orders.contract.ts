import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { chainId } from '../chains/chains.contract'
import { checkoutCoupons, chosenGrants, orderCoupon } from '../coupons/coupons.shapes.contract'
import { groupBuyId, teamId } from '../groupBuys/groupBuys.contract'
import { locationId } from '../inventory/inventory.contract'
import { orderPresale, payStage } from '../presales/presales.contract'
import { alternative } from '../sourcing/sourcing.contract'
import { storeId } from '../stores/stores.contract'
import {
  amounts,
  closeReason,
  discount,
  orderLine,
  orderStatus,
  orderVoucher,
  orderWay,
  refundState,
  way,
} from './orders.line.contract'

export {
  amounts,
  closeReason,
  orderLine,
  orderStatus,
  orderWay,
  refundState,
  way,
} from './orders.line.contract'

export const orderId = id('ord')
export const addressId = id('adr')

const wantedLine = z.object({ skuId, quantity: z.int().min(1).max(99) })
const wantedLines = z
  .array(wantedLine)
  .min(1)
  .max(50)
  .refine((it) => new Set(it.map((line) => line.skuId)).size === it.length, 'each SKU once')

/** Where and how the goods shall change hands. */
const wanted = z.object({
  lines: wantedLines,
  way,
  /** Of pickup and counter: the store. */
  storeId: storeId.optional(),
  /** Of pickup: whence what the store lacks is brought there first (IN-4). */
  transferFrom: locationId.optional(),
  /** Of every delivery: one of the shopper's addresses. */
  addressId: addressId.optional(),
  /** Coupons (CO-4): a preview without it chooses the best; an order without it uses none. */
  couponIds: chosenGrants.optional(),
})

export const orderView = z.object({
  id: orderId,
  status: orderStatus,
  /** 待付款, 待自提, …: the status in the shop's words. */
  statusText: z.string(),
  way: orderWay,
  store: z.object({ id: storeId, name: z.string(), address: z.string(), phone: z.string() }).optional(),
  /** Of a delivery: receiver masked for staff. */
  receiver: z.object({ name: z.string(), phone: z.string(), address: z.string() }).optional(),
  lines: z.array(orderLine),
  amounts,
  /** What was taken off the delivery fee, by name; `amounts.deliveryFee` is what is left of it. */
  deliveryDiscounts: z.array(discount),
  /** Held while it is unpaid, used once it is paid, given back when it closes or is refunded whole (CO-4). */
  coupons: z.array(orderCoupon).optional(),
  remark: z.string().optional(),
  /** Placed by a guide for the shopper (OR-4), and by whom. */
  channel: z.enum(['guide']).optional(),
  guideId: id('gui').optional(),
  createdAt: instant,
  /** Unpaid orders close then. */
  payBy: instant,
  paidAt: instant.optional(),
  closedAt: instant.optional(),
  closeReason: closeReason.optional(),
  /** Of pickup: until when the code works, and when it did. */
  pickup: z
    .object({ expiresAt: instant, redeemedAt: instant.optional(), redeemedBy: z.string().optional() })
    .optional(),
  /** Of a pickup whose goods the store lacked (IN-4): by when they are there, and when they were. */
  transfer: z.object({ fromName: z.string(), expectedAt: instant, arrivedAt: instant.optional() }).optional(),
  delivery: z
    .object({ carrier: z.string(), trackingNo: z.string().optional(), shippedAt: instant })
    .optional(),
  refunds: z.array(
    z.object({
      id: id('ref'),
      amount: fen,
      reason: z.string(),
      state: refundState,
      requestedAt: instant,
      storeName: z.string().optional(),
      /** Goods were given for those that came back (OR-6): the key of their line. */
      exchangedFor: z.string().optional(),
      /** Of a presale: over which of its payments the money goes back. */
      stage: payStage.optional(),
    }),
  ),
  presale: orderPresale.optional(),
  voucher: orderVoucher.optional(),
  /** Of a seat in a team (GB-1). */
  group: z.object({ groupBuyId, teamId, isLeader: z.boolean() }).optional(),
  /** Of a chain (接龙, GB-2): its number is absent until it is paid; its goods are in the store from `arrivesAt` on. */
  chain: z.object({ chainId, title: z.string(), no: z.int().optional(), arrivesAt: instant }).optional(),
})

const priced = z.object({
  lines: z.array(
    orderLine
      .omit({ refundedQuantity: true, refundedAmount: true })
      .extend({ isAvailable: z.boolean(), available: z.int() }),
  ),
  amounts: amounts.omit({ paid: true, refunded: true }),
  deliveryDiscounts: z.array(discount),
  /** Coupons for this basket (CO-4). */
  coupons: checkoutCoupons.optional(),
  /** Where the goods come from, in the shop's words; absent when nothing can be promised. */
  fulfilment: z.object({ locationIds: z.array(locationId), text: z.string() }).optional(),
  /** Why the order cannot be placed as it is. */
  problem: z.object({ code: z.string(), text: z.string() }).optional(),
  /** What else can be done where the chosen store lacks something (IN-4). */
  alternatives: z.array(alternative),
})

export const ofOrder = z.object({ orderId })

export const ordersContract = contract({
  tag: 'Orders 订单',
  errors: {
    order_not_found: { status: 404, text: '没有找到这张订单' },
    sku_not_found: { status: 404, text: '有商品已下架，请从清单里移除' },
    store_not_found: { status: 404, text: '没有找到这家门店' },
    store_required: { status: 422, text: '请先选择自提门店' },
    address_required: { status: 422, text: '请先选择收货地址' },
    address_not_found: { status: 404, text: '没有找到这个收货地址' },
    way_not_offered: { status: 422, text: '这家门店不支持这种取货方式' },
    delivery_unreachable: { status: 422, text: '这个地址暂时送不到，换一种配送方式试试' },
    delivery_full: { status: 409, text: '这一小时的配送已经约满，换一种配送方式试试' },
    out_of_stock: { status: 409, text: '有商品刚刚被买走了，请调整数量或换一家门店' },
    price_changed: { status: 409, text: '价格有变动，请确认后再提交' },
    key_reused: { status: 409, text: '这个提交编号已用于另一张订单' },
    coupon_not_usable: { status: 409, text: '选的券现在不能用了，请重新选择' },
    order_not_payable: { status: 409, text: '这张订单不能再付款了' },
    order_not_cancellable: { status: 409, text: '这张订单现在不能取消' },
    payment_in_doubt: { status: 503, text: '支付结果还在确认，请稍后再看' },
    platform_unavailable: { status: 503, text: '微信支付暂时没有回应，请稍后再试' },
    notification_forged: { status: 401, text: '签名不对' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
    pickup_done: { status: 409, text: '这张单已经提过货了' },
    pickup_in_transit: { status: 409, text: '还在调货路上，到店后会通知来取' },
    pickup_expired: { status: 410, text: '提货期限已过，货款会自动退回' },
    pickup_refunded: { status: 410, text: '这张单已经退款，不能提货' },
    not_shippable: { status: 409, text: '这张单现在不能发货' },
  },
  routes: {
    'POST /checkout/preview': {
      summary: 'What a basket costs with every discount explained, and where it would come from',
      ids: ['OR-1', 'CA-2', 'IN-4'],
      auth: 'member',
      body: wanted,
      response: priced,
      errors: ['sku_not_found', 'store_not_found', 'address_not_found', 'coupon_not_usable'],
    },
    'POST /orders': {
      summary:
        'Place an order: goods are held for 15 minutes. The same key again answers with the same order',
      ids: ['OR-1', 'IN-3'],
      auth: 'member',
      body: wanted.extend({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        /** What the shopper saw; another price is refused. */
        expectedTotal: fen.optional(),
        remark: z.string().trim().max(100).optional(),
      }),
      response: orderView,
      errors: [
        'sku_not_found',
        'store_not_found',
        'store_required',
        'address_required',
        'address_not_found',
        'way_not_offered',
        'delivery_unreachable',
        'delivery_full',
        'out_of_stock',
        'price_changed',
        'key_reused',
        'coupon_not_usable',
      ],
    },
    'GET /orders': {
      summary: "The shopper's orders, newest first",
      ids: ['OR-1'],
      auth: 'member',
      query: z.object({
        status: z.enum(['unpaid', 'pickup', 'delivery', 'done', 'refund']).optional(),
        ...page,
      }),
      response: z.object({ orders: z.array(orderView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /orders/:orderId': {
      summary: 'One order of the shopper',
      ids: ['OR-1'],
      auth: 'member',
      params: ofOrder,
      response: orderView,
      errors: ['order_not_found'],
    },
    'POST /orders/:orderId/pay': {
      summary: 'Begin to pay: what wx.requestPayment needs; an order that costs nothing is paid at once',
      ids: ['OR-2'],
      auth: 'member',
      params: ofOrder,
      response: z.object({
        order: orderView,
        payment: z
          .object({
            appId: z.string(),
            timeStamp: z.string(),
            nonceStr: z.string(),
            package: z.string(),
            signType: z.literal('RSA'),
            paySign: z.string(),
          })
          .optional(),
      }),
      errors: ['order_not_found', 'order_not_payable', 'platform_unavailable'],
    },
    'POST /orders/:orderId/pay/check': {
      summary: 'Ask the platform whether the order is paid (after wx.requestPayment, or in doubt)',
      ids: ['OR-2'],
      auth: 'member',
      params: ofOrder,
      limit: { points: 60, seconds: 60, scope: 'local' },
      response: orderView,
      errors: ['order_not_found', 'platform_unavailable'],
    },
    'POST /orders/:orderId/cancel': {
      summary: 'Cancel: an unpaid order closes, a paid one not yet collected or shipped is refunded whole',
      ids: ['OR-2', 'OR-6'],
      auth: 'member',
      params: ofOrder,
      body: z.object({ reason: z.string().trim().max(80).default('不想要了') }),
      response: orderView,
      errors: ['order_not_found', 'order_not_cancellable', 'payment_in_doubt', 'platform_unavailable'],
    },
    'GET /orders/:orderId/pickup-code': {
      summary: 'The pickup code: 8 digits, and a QR text that changes every 30 seconds',
      ids: ['OR-3'],
      auth: 'member',
      params: ofOrder,
      response: z.object({
        digits: z.string(),
        qr: z.string(),
        /** When the QR text changes. */
        refreshAt: instant,
        expiresAt: instant,
      }),
      errors: ['order_not_found', 'pickup_done', 'pickup_refunded', 'pickup_in_transit', 'pickup_expired'],
    },
    'POST /pay/wechat/transactions': {
      summary: "WeChat Pay's notification of a payment",
      ids: ['OR-2'],
      auth: 'public',
      rawBody: { bytes: 100_000, types: ['application/json'] },
      errors: ['notification_forged'],
    },
    'POST /pay/wechat/refunds': {
      summary: "WeChat Pay's notification of a refund",
      ids: ['OR-2', 'OR-6'],
      auth: 'public',
      rawBody: { bytes: 100_000, types: ['application/json'] },
      errors: ['notification_forged'],
    },
    'POST /orders/:orderId/received': {
      summary: 'The shopper has received a delivery',
      ids: ['OR-5'],
      auth: 'member',
      params: ofOrder,
      response: orderView,
      errors: ['order_not_found', 'not_shippable'],
    },
  },
})
