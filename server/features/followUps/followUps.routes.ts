import { implement } from '../../kernel/router'
import { followUpsContract } from './followUps.contract'
import {
  addFollowUp,
  followUpsOfCustomer,
  handOverFollowUp,
  listFollowUps,
  putOffFollowUp,
  settleFollowUp,
} from './followUps.service'

export const followUpsFeature = implement(followUpsContract, {
  'GET /customers/:externalUserId/follow-ups': ({ params, caller }) =>
    followUpsOfCustomer(params.externalUserId, caller),
  'POST /customers/:externalUserId/follow-ups': ({ params, body, caller, ctx }) =>
    addFollowUp(params.externalUserId, body, caller, String(ctx.state.requestId)),
  'GET /follow-ups': ({ query, caller }) => listFollowUps(query, caller),
  'POST /follow-ups/:followUpId/done': ({ params, body, caller }) =>
    settleFollowUp(params.followUpId, body, caller),
  'POST /follow-ups/:followUpId/put-off': ({ params, body, caller }) =>
    putOffFollowUp(params.followUpId, body, caller),
  'POST /follow-ups/:followUpId/hand-over': ({ params, body, caller }) =>
    handOverFollowUp(params.followUpId, body, caller),
})
