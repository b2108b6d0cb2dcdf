import { call } from '../api/call'
import type { Campaign } from '../campaigns/types'
import { arrival } from '../sharing/arrival'
import type { GroupBuy, Team } from './types'

const isStore = (locationId: string): boolean => locationId.startsWith('sto_')

/** A seat of a new team or of one that is there, as its checkout needs it. */
export const campaignOf = (groupBuy: GroupBuy, team: Team | undefined): Campaign => {
  const { id: groupBuyId, skus, places, perMember, pickupAt, ways } = groupBuy
  const leadersStore = pickupAt === 'leaderStore' ? team?.store?.id : undefined
  const placesOf = (skuId: string) => places.filter((it) => it.skuId === skuId)
  const { from } = arrival()
  return {
    name: team?.id ?? groupBuyId,
    skus: skus.map(({ groupPrice, ...it }) => ({ ...it, campaignPrice: groupPrice })),
    perMember,
    storeIdsOf: (skuId) => {
      if (!ways.includes('pickup')) return []
      const ids = placesOf(skuId)
        .map((it) => it.locationId)
        .filter(isStore)
      return leadersStore ? ids.filter((it) => it === leadersStore) : ids
    },
    isSent: () => ways.includes('express'),
    leftIn: (skuId, storeId) => placesOf(skuId).find((it) => it.locationId === storeId)?.left ?? 0,
    preview: (wanted) =>
      call('POST /group-buys/:groupBuyId/preview', {
        params: { groupBuyId },
        body: { ...wanted, ...(team ? { teamId: team.id } : {}) },
      }),
    about: 'team',
    place: (placed) => {
      const body = { ...placed, ...(from ? { from } : {}) }
      return team
        ? call('POST /teams/:teamId/orders', { params: { teamId: team.id }, body })
        : call('POST /group-buys/:groupBuyId/teams', { params: { groupBuyId }, body })
    },
  }
}
