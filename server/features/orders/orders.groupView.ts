import type { OrderDoc } from './orders.model'

/** What a seat of a team or an entry of a chain adds to its order as its shopper sees it; nothing for another order. */
export const groupView = ({ group, chain }: OrderDoc) => ({
  ...(group
    ? { group: { groupBuyId: group.groupBuyId, teamId: group.teamId, isLeader: group.isLeader } }
    : {}),
  ...(chain
    ? {
        chain: {
          chainId: chain.chainId,
          title: chain.title,
          arrivesAt: chain.arrivesAt.toISOString(),
          ...(chain.no === undefined ? {} : { no: chain.no }),
        },
      }
    : {}),
})
