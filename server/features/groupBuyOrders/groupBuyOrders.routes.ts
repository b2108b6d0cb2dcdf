import { implement } from '../../kernel/router'
import { groupBuyOrdersContract } from './groupBuyOrders.contract'
import { joinTeam, placeLeader, previewSeat } from './groupBuyOrders.service'

export const groupBuyOrdersFeature = implement(groupBuyOrdersContract, {
  'POST /group-buys/:groupBuyId/preview': ({ params, caller, body }) =>
    previewSeat(params.groupBuyId, caller.memberId, body),
  'POST /group-buys/:groupBuyId/teams': ({ params, caller, body }) =>
    placeLeader(caller, params.groupBuyId, body),
  'POST /teams/:teamId/orders': ({ params, caller, body }) => joinTeam(caller, params.teamId, body),
})
