import { implement } from '../../kernel/router'
import { posOrdersContract } from './posOrders.contract'
import {
  askReturn,
  memberCodeOf,
  myPosOrders,
  posOrderForStaff,
  settleAsked,
  storePosOrders,
  takePosOrders,
} from './posOrders.service'

export const posOrdersFeature = implement(posOrdersContract, {
  'POST /pos/orders': ({ body, caller }) => takePosOrders(body.orders, caller.name),
  'GET /pos/orders': ({ caller }) => myPosOrders(caller.memberId),
  'GET /stores/:storeId/pos-orders': ({ params, query, caller }) =>
    storePosOrders(params.storeId, query, caller),
  'GET /staff/pos-orders/:posOrderId': ({ params, caller, ctx }) =>
    posOrderForStaff(params.posOrderId, caller, String(ctx.state.requestId)),
  'GET /me/code': ({ caller }) => ({ code: memberCodeOf(caller.memberId) }),
  'POST /pos/orders/:posOrderId/returns': ({ params, body, caller }) =>
    askReturn(params.posOrderId, body, caller),
  'POST /pos/orders/:posOrderId/returns/:returnId/settle': ({ params, body, caller }) =>
    settleAsked(params.posOrderId, params.returnId, body, caller),
})
