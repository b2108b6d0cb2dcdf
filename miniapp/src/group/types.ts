import type { Api } from '../../../server/api'

/** A running group buy (GB-1). */
export type GroupBuy = Api['GET /group-buys']['response']['groupBuys'][number]
export type Team = Api['GET /teams/:teamId']['response']['team']
export type Seat = Team['seats'][number]
/** Whether the shopper is in a team, and with which order. */
export type Mine = Api['GET /teams/:teamId/mine']['response']
export type MyTeam = Api['GET /me/teams']['response']['teams'][number]
