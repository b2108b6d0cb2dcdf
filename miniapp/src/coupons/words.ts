import { CallError } from '../api/client'
import type { Grant, Offer, WalletTab } from './types'

/** The number on a coupon with what stands small beside it: `¥30` → ['¥', '30', ''], `8.5折` → ['', '8.5', '折']. */
export const bigParts = (big: string): [before: string, number: string, after: string] => {
  const found = /^(¥?)([\d.]+)(.*)$/.exec(big)
  return found ? [found[1] ?? '', found[2] ?? '', found[3] ?? ''] : ['', '', big]
}

export const WALLET_TABS: [WalletTab, string][] = [
  ['usable', '可用'],
  ['used', '已用'],
  ['expired', '已过期'],
]

/** Why a claim was refused, with what the shop says about it in particular. */
export const refusalText = (error: unknown): string => {
  if (!(error instanceof CallError)) return '没有领到，请再试一次'
  const { text } = (error.details ?? {}) as { text?: unknown }
  return typeof text === 'string' ? text : error.message
}

/** Fen of one that is bought (体验券); 0 of one that is free. */
export const priceOf = ({ benefit }: Pick<Offer, 'benefit'>): number =>
  benefit.kind === 'experience' ? benefit.price : 0

/** What the button of an offer says. */
export const offerAct = ({
  mine,
  channels,
  benefit,
}: Pick<Offer, 'mine' | 'channels' | 'benefit'>): string => {
  switch (mine.state) {
    case 'claimable':
      if (priceOf({ benefit }) > 0) return '购买'
      return mine.claimed ? '再领' : '领取'
    case 'claimed':
      return channels.includes('online') ? '去用' : '出示'
    case 'soldOut':
      return '已领完'
    case 'soldOutToday':
      return '明天再来'
    case 'notYet':
      return '未开始'
    case 'notForYou':
      return '不可领'
  }
}

/** The third line of an offer. */
export const offerLine = ({ state, claimed, limit, text }: Offer['mine']): string => {
  if (state !== 'claimable') return text
  return claimed > 0 ? `已领 ${claimed} 张，还能领 ${limit - claimed} 张` : `每人限 ${limit} 张`
}

/** An offer as it looks once one more of it is had: said at once, before the server has answered. */
export const claimedOnce = (it: Offer): Offer => {
  const claimed = it.mine.claimed + 1
  const isFull = claimed >= it.mine.limit
  const { nth: _, ...rest } = it.mine
  return {
    ...it,
    mine: isFull
      ? { ...rest, claimed, state: 'claimed', text: `已领 ${claimed} 张` }
      : { ...rest, claimed, state: 'claimable', text: '再领一张', nth: claimed + 1 },
  }
}

/** Works in another store than the one asked about. */
export const isElsewhere = ({ state, here }: Grant): boolean =>
  state === 'usable' && here?.isUsable === false && here.storeId !== undefined

/** Whether a code can be shown for it. */
export const isShowable = ({ state, channels }: Pick<Grant, 'state' | 'channels'>): boolean =>
  state === 'usable' && channels.includes('store')

export type Filter = 'here' | 'expiring' | 'store' | 'online'
export const passes = (filter: Filter | undefined, it: Grant): boolean => {
  switch (filter) {
    case 'here':
      return it.here?.isUsable === true
    case 'expiring':
      return it.isExpiring
    case 'store':
      return it.channels.includes('store')
    case 'online':
      return it.channels.includes('online')
    case undefined:
      return true
  }
}
