import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { chainDeskContract } from './chainDesk.contract'
import { callOff, chain, chains, close, open, sources } from './chainDesk.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const chainDeskFeature = implement(chainDeskContract, {
  'GET /staff/chains': ({ query, caller }) => chains(query, caller),
  'GET /staff/chains/sources': ({ query, caller }) => sources(query.skuIds, caller),
  'POST /staff/chains': ({ body, caller, ctx }) => open(body, caller, idOf(ctx)),
  'GET /staff/chains/:chainId': ({ params, caller }) => chain(params.chainId, caller),
  'POST /staff/chains/:chainId/close': ({ params, caller, ctx }) => close(params.chainId, caller, idOf(ctx)),
  'POST /staff/chains/:chainId/call-off': ({ params, body, caller, ctx }) =>
    callOff(params.chainId, body.reason, caller, idOf(ctx)),
})
