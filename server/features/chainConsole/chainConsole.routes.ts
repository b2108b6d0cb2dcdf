import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { chainConsoleContract } from './chainConsole.contract'
import { callOff, chain, chains, change, copy, create, step } from './chainConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const chainConsoleFeature = implement(chainConsoleContract, {
  'GET /console/chains': ({ query, caller }) => chains(query, caller),
  'POST /console/chains': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/chains/:chainId': ({ params, caller }) => chain(params.chainId, caller),
  'PUT /console/chains/:chainId': ({ params, body, caller, ctx }) =>
    change(params.chainId, body, caller, idOf(ctx)),
  'POST /console/chains/:chainId/schedule': ({ params, caller, ctx }) =>
    step(params.chainId, 'schedule', caller, idOf(ctx)),
  'POST /console/chains/:chainId/pause': ({ params, caller, ctx }) =>
    step(params.chainId, 'pause', caller, idOf(ctx)),
  'POST /console/chains/:chainId/resume': ({ params, caller, ctx }) =>
    step(params.chainId, 'resume', caller, idOf(ctx)),
  'POST /console/chains/:chainId/end': ({ params, caller, ctx }) =>
    step(params.chainId, 'end', caller, idOf(ctx)),
  'POST /console/chains/:chainId/call-off': ({ params, body, caller, ctx }) =>
    callOff(params.chainId, body.reason, caller, idOf(ctx)),
  'POST /console/chains/:chainId/copy': ({ params, caller, ctx }) => copy(params.chainId, caller, idOf(ctx)),
})
