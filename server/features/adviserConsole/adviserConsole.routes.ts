import { implement } from '../../kernel/router'
import { adviserConsoleContract } from './adviserConsole.contract'
import { advisersOfStore, changeHours } from './adviserConsole.service'

export const adviserConsoleFeature = implement(adviserConsoleContract, {
  'GET /console/advisers': ({ query, caller }) => advisersOfStore(query.storeId, caller),
  'PUT /console/advisers/:guideId': ({ params, body, caller, ctx }) =>
    changeHours(params.guideId, body, caller, String(ctx.state.requestId)),
})
