import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { takeoversContract } from './takeovers.contract'
import { customersToChoose, guides, takeOver, takeover, takeovers } from './takeovers.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const takeoversFeature = implement(takeoversContract, {
  'GET /staff/takeovers/guides': ({ caller }) => guides(caller),
  'GET /staff/takeovers/guides/:guideId/customers': ({ params, query, caller }) =>
    customersToChoose(params.guideId, query, caller),
  'POST /staff/takeovers': ({ body, caller, ctx }) => takeOver(body, caller, idOf(ctx)),
  'GET /staff/takeovers': ({ query, caller }) => takeovers(query, caller),
  'GET /staff/takeovers/:takeoverId': ({ params, caller }) => takeover(params.takeoverId, caller),
})
