import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { couponDeskContract } from './couponDesk.contract'
import { lookAtCode, redeemCode, redemptionsToday, undoRedemption } from './couponDesk.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const couponDeskFeature = implement(couponDeskContract, {
  'POST /coupon-codes/look': ({ body, caller, ctx }) => lookAtCode(body, caller, idOf(ctx)),
  'POST /coupon-codes/redeem': ({ body, caller, ctx }) => redeemCode(body, caller, idOf(ctx)),
  'POST /coupon-grants/:grantId/undo': ({ params, body, caller, ctx }) =>
    undoRedemption(params.grantId, body.reason, caller, idOf(ctx)),
  'GET /stores/:storeId/redemptions': ({ params, caller }) => redemptionsToday(params.storeId, caller),
})
