import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { couponConsoleContract } from './couponConsole.contract'
import { change, copy, coupon, coupons, course, create, preview, step } from './couponConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const couponConsoleFeature = implement(couponConsoleContract, {
  'GET /console/coupons': ({ query, caller }) => coupons(query, caller),
  'POST /console/coupons': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'POST /console/coupons/preview': ({ body, caller }) => preview(body, caller),
  'GET /console/coupons/:couponId': ({ params, caller }) => coupon(params.couponId, caller),
  'GET /console/coupons/:couponId/results': ({ params, caller }) => course(params.couponId, caller),
  'PUT /console/coupons/:couponId': ({ params, body, caller, ctx }) =>
    change(params.couponId, body, caller, idOf(ctx)),
  'POST /console/coupons/:couponId/schedule': ({ params, caller, ctx }) =>
    step(params.couponId, 'schedule', caller, idOf(ctx)),
  'POST /console/coupons/:couponId/pause': ({ params, caller, ctx }) =>
    step(params.couponId, 'pause', caller, idOf(ctx)),
  'POST /console/coupons/:couponId/resume': ({ params, caller, ctx }) =>
    step(params.couponId, 'resume', caller, idOf(ctx)),
  'POST /console/coupons/:couponId/end': ({ params, caller, ctx }) =>
    step(params.couponId, 'end', caller, idOf(ctx)),
  'POST /console/coupons/:couponId/copy': ({ params, caller, ctx }) =>
    copy(params.couponId, caller, idOf(ctx)),
})
