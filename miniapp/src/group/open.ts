import Taro from '@tarojs/taro'
import { queryOf } from '../api/client'

const go = (page: string, params: object = {}): void => {
  const query = queryOf(params)
  void Taro.navigateTo({ url: `/pages/group/${page}/index${query ? `?${query}` : ''}` })
}

/** 拼团: what runs, or the shopper's teams. */
export const openHall = (tab?: 'mine'): void => go('hall', { tab })
export const openGroupBuy = (id: string, skuId?: string): void => go('offer', { id, sku: skuId })
export const openTeam = (id: string): void => go('team', { id })
/** The checkout of a new team, or of a seat in one. */
export const openGroupCheckout = (at: { id: string; skuId?: string | undefined; teamId?: string }): void =>
  go('checkout', { id: at.id, sku: at.skuId, team: at.teamId })
