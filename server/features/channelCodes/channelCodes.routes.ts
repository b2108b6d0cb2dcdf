import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { channelCodesContract } from './channelCodes.contract'
import { change, code, codes, copy, create, picture, results, step } from './channelCodes.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const channelCodesFeature = implement(channelCodesContract, {
  'GET /console/channel-codes': ({ query, caller }) => codes(query, caller),
  'POST /console/channel-codes': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/channel-codes/:codeId': ({ params, caller }) => code(params.codeId, caller),
  'PUT /console/channel-codes/:codeId': ({ params, body, caller, ctx }) =>
    change(params.codeId, body, caller, idOf(ctx)),
  'POST /console/channel-codes/:codeId/schedule': ({ params, caller, ctx }) =>
    step(params.codeId, 'schedule', caller, idOf(ctx)),
  'POST /console/channel-codes/:codeId/pause': ({ params, caller, ctx }) =>
    step(params.codeId, 'pause', caller, idOf(ctx)),
  'POST /console/channel-codes/:codeId/resume': ({ params, caller, ctx }) =>
    step(params.codeId, 'resume', caller, idOf(ctx)),
  'POST /console/channel-codes/:codeId/end': ({ params, caller, ctx }) =>
    step(params.codeId, 'end', caller, idOf(ctx)),
  'POST /console/channel-codes/:codeId/copy': ({ params, caller, ctx }) =>
    copy(params.codeId, caller, idOf(ctx)),
  'GET /console/channel-codes/:codeId/results': ({ params, caller }) => results(params.codeId, caller),
  'GET /console/channel-codes/:codeId/qr': ({ params, caller }) => picture(params.codeId, caller),
})
