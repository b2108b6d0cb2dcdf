import type { OrderDoc } from './orders.model'

/** What a seat adds to its order as its shopper sees it; nothing for another order. */
export const groupView = ({ group }: OrderDoc) =>
  group ? { group: { groupBuyId: group.groupBuyId, teamId: group.teamId, isLeader: group.isLeader } } : {}
