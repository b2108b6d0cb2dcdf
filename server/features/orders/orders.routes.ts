import { implement } from '../../kernel/router'
import { ordersContract } from './orders.contract'
import {
  beginPayment,
  cancelOrder,
  checkPayment,
  confirmReceipt,
  myOrder,
  myOrders,
  pickupCodeOf,
  placeOrder,
  previewOrder,
  takeNotification,
} from './orders.service'

export const ordersFeature = implement(ordersContract, {
  'POST /checkout/preview': ({ caller, body }) => previewOrder(caller.memberId, body),
  'POST /orders': ({ caller, body }) => placeOrder(caller, body),
  'GET /orders': ({ caller, query }) => myOrders(caller.memberId, query),
  'GET /orders/:orderId': ({ caller, params }) => myOrder(params.orderId, caller.memberId),
  'POST /orders/:orderId/pay': ({ caller, params }) => beginPayment(params.orderId, caller.memberId),
  'POST /orders/:orderId/pay/check': ({ caller, params }) => checkPayment(params.orderId, caller.memberId),
  'POST /orders/:orderId/cancel': ({ caller, params, body }) =>
    cancelOrder(params.orderId, caller.memberId, body.reason),
  'GET /orders/:orderId/pickup-code': ({ caller, params }) => pickupCodeOf(params.orderId, caller.memberId),
  'POST /pay/wechat/transactions': ({ ctx, raw }) => takeNotification(ctx.headers, raw),
  'POST /pay/wechat/refunds': ({ ctx, raw }) => takeNotification(ctx.headers, raw),
  'POST /orders/:orderId/received': ({ caller, params }) => confirmReceipt(params.orderId, caller),
})
