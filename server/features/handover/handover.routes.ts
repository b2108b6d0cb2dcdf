import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { handoverContract } from './handover.contract'
import {
  exchange,
  lookAtPickup,
  orderForStaff,
  redeemPickup,
  ship,
  storeOrders,
  takeReturn,
  undoPickup,
} from './handover.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const handoverFeature = implement(handoverContract, {
  'POST /pickups/look': ({ body, caller, ctx }) => lookAtPickup(body.code, caller, idOf(ctx)),
  'POST /pickups/redeem': ({ body, caller, ctx }) => redeemPickup(body.code, caller, idOf(ctx)),
  'POST /orders/:orderId/redemption/undo': ({ params, body, caller, ctx }) =>
    undoPickup(params.orderId, body.reason, caller, idOf(ctx)),
  'GET /stores/:storeId/orders': ({ params, query, caller }) => storeOrders(params.storeId, query, caller),
  'GET /staff/orders/:orderId': ({ params, caller, ctx }) => orderForStaff(params.orderId, caller, idOf(ctx)),
  'POST /orders/:orderId/ship': ({ params, body, caller }) => ship(params.orderId, body, caller),
  'POST /orders/:orderId/returns': ({ params, body, caller, ctx }) =>
    takeReturn(params.orderId, body, caller, idOf(ctx)),
  'POST /orders/:orderId/exchanges': ({ params, body, caller, ctx }) =>
    exchange(params.orderId, body, caller, idOf(ctx)),
})
