import { implement } from '../../kernel/router'
import { groupBuysContract } from './groupBuys.contract'
import { groupBuyById, hall, myPlaceIn, myTeams, openTeams, teamById } from './groupBuys.service'

export const groupBuysFeature = implement(groupBuysContract, {
  'GET /group-buys': ({ query }) => hall(query),
  'GET /group-buys/:groupBuyId': ({ params }) => groupBuyById(params.groupBuyId),
  'GET /group-buys/:groupBuyId/teams': ({ params }) => openTeams(params.groupBuyId),
  'GET /teams/:teamId': ({ params }) => teamById(params.teamId),
  'GET /teams/:teamId/mine': ({ params, caller }) => myPlaceIn(params.teamId, caller.memberId),
  'GET /me/teams': ({ query, caller }) => myTeams(caller.memberId, query),
})
