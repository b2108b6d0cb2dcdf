import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { deliveriesContract } from './deliveries.contract'
import {
  assignCourier,
  bookCarrier,
  deliver,
  deliveryForStaff,
  giveUp,
  myDelivery,
  pickUp,
  quotesFor,
  showDelivery,
  storeDeliveries,
  takeBackDelivery,
  takeCarrierNews,
} from './deliveries.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const deliveriesFeature = implement(deliveriesContract, {
  'GET /orders/:orderId/delivery': ({ params, caller }) => myDelivery(params.orderId, caller.memberId),
  'GET /stores/:storeId/deliveries': ({ params, caller }) => storeDeliveries(params.storeId, caller),
  'GET /deliveries/:deliveryId': ({ params, caller, ctx }) =>
    deliveryForStaff(params.deliveryId, caller, idOf(ctx)),
  'GET /deliveries/:deliveryId/quotes': ({ params, caller }) => quotesFor(params.deliveryId, caller),
  'POST /deliveries/:deliveryId/assign': async ({ params, body, caller, ctx }) =>
    showDelivery(await assignCourier(params.deliveryId, body.courierId, caller), caller, idOf(ctx)),
  'POST /deliveries/:deliveryId/book': async ({ params, body, caller, ctx }) =>
    showDelivery(await bookCarrier(params.deliveryId, body.carrier, caller), caller, idOf(ctx)),
  'POST /deliveries/:deliveryId/pick-up': async ({ params, caller, ctx }) =>
    showDelivery(await pickUp(params.deliveryId, caller), caller, idOf(ctx)),
  'POST /deliveries/:deliveryId/deliver': async ({ params, body, caller, ctx }) =>
    showDelivery(await deliver(params.deliveryId, body, caller), caller, idOf(ctx)),
  'POST /deliveries/:deliveryId/fail': async ({ params, body, caller, ctx }) =>
    showDelivery(await giveUp(params.deliveryId, body.reason, caller), caller, idOf(ctx)),
  'POST /deliveries/:deliveryId/return': async ({ params, body, caller, ctx }) =>
    showDelivery(await takeBackDelivery(params.deliveryId, body.reason, caller), caller, idOf(ctx)),
  'POST /carriers/news': ({ ctx, raw }) => takeCarrierNews(ctx.get('x-carrier-signature'), raw),
})
