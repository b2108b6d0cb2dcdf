import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { groupBuyConsoleContract } from './groupBuyConsole.contract'
import { change, copy, create, step, groupBuy, groupBuys } from './groupBuyConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const groupBuyConsoleFeature = implement(groupBuyConsoleContract, {
  'GET /console/group-buys': ({ query, caller }) => groupBuys(query, caller),
  'POST /console/group-buys': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/group-buys/:groupBuyId': ({ params, caller }) => groupBuy(params.groupBuyId, caller),
  'PUT /console/group-buys/:groupBuyId': ({ params, body, caller, ctx }) =>
    change(params.groupBuyId, body, caller, idOf(ctx)),
  'POST /console/group-buys/:groupBuyId/schedule': ({ params, caller, ctx }) =>
    step(params.groupBuyId, 'schedule', caller, idOf(ctx)),
  'POST /console/group-buys/:groupBuyId/pause': ({ params, caller, ctx }) =>
    step(params.groupBuyId, 'pause', caller, idOf(ctx)),
  'POST /console/group-buys/:groupBuyId/resume': ({ params, caller, ctx }) =>
    step(params.groupBuyId, 'resume', caller, idOf(ctx)),
  'POST /console/group-buys/:groupBuyId/end': ({ params, caller, ctx }) =>
    step(params.groupBuyId, 'end', caller, idOf(ctx)),
  'POST /console/group-buys/:groupBuyId/copy': ({ params, caller, ctx }) =>
    copy(params.groupBuyId, caller, idOf(ctx)),
})
