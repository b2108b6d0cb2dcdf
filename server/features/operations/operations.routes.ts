import { implement } from '../../kernel/router'
import { operationsContract } from './operations.contract'
import { listDeadLetters, replay } from './operations.service'

export const operationsFeature = implement(operationsContract, {
  'GET /operations/dead-letters': ({ query }) => listDeadLetters(query.limit),
  'POST /operations/dead-letters/:eventId/replay': ({ params, caller, ctx }) =>
    replay(params.eventId, caller, String(ctx.state.requestId)),
})
