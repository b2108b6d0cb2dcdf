import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { referralConsoleContract } from './referralConsole.contract'
import { change, copy, create, step, referral, referrals } from './referralConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const referralConsoleFeature = implement(referralConsoleContract, {
  'GET /console/referrals': ({ query, caller }) => referrals(query, caller),
  'POST /console/referrals': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/referrals/:referralId': ({ params, caller }) => referral(params.referralId, caller),
  'PUT /console/referrals/:referralId': ({ params, body, caller, ctx }) =>
    change(params.referralId, body, caller, idOf(ctx)),
  'POST /console/referrals/:referralId/schedule': ({ params, caller, ctx }) =>
    step(params.referralId, 'schedule', caller, idOf(ctx)),
  'POST /console/referrals/:referralId/pause': ({ params, caller, ctx }) =>
    step(params.referralId, 'pause', caller, idOf(ctx)),
  'POST /console/referrals/:referralId/resume': ({ params, caller, ctx }) =>
    step(params.referralId, 'resume', caller, idOf(ctx)),
  'POST /console/referrals/:referralId/end': ({ params, caller, ctx }) =>
    step(params.referralId, 'end', caller, idOf(ctx)),
  'POST /console/referrals/:referralId/copy': ({ params, caller, ctx }) =>
    copy(params.referralId, caller, idOf(ctx)),
})
