import { implement } from '../../kernel/router'
import { chainOrdersContract } from './chainOrders.contract'
import { joinChain, myJoins, previewJoin } from './chainOrders.service'

export const chainOrdersFeature = implement(chainOrdersContract, {
  'GET /chains/:chainId/mine': ({ params, caller }) => myJoins(params.chainId, caller.memberId),
  'POST /chains/:chainId/preview': ({ params, caller, body }) =>
    previewJoin(params.chainId, caller.memberId, body),
  'POST /chains/:chainId/orders': ({ params, caller, body }) => joinChain(caller, params.chainId, body),
})
