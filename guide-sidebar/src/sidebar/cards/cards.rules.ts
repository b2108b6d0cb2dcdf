import type { Api } from '../../../../server/api'

export type Cards = Api['GET /customers/:externalUserId/coupon-cards']['response']
export type Card = Cards['cards'][number]
export type Sendable = Cards['coupons'][number]

/** Something may still become of a card in the chat: it is looked at again soon. */
export const isAwaited = ({ cards }: Cards): boolean => cards.some((it) => it.state === 'sent')

/** The state of a card as one word, and its tone. */
export const cardWord: Record<Card['state'], [word: string, tone: string]> = {
  made: ['未发出', 'i2'],
  sent: ['已发', 'warn'],
  claimed: ['已领', 'ok'],
  used: ['已用', 'ok'],
  expired: ['过期', 'i2'],
}

/** `发 3 · 领 2 · 用 1`: what was claimed was sent too, and what was used was claimed. */
export const tally = (cards: readonly Card[]): string => {
  const used = cards.filter((it) => it.state === 'used').length
  const claimed = used + cards.filter((it) => it.state === 'claimed').length
  return `发 ${cards.length} · 领 ${claimed} · 用 ${used}`
}

/** What a coupon is worth in one line: `¥30 满 200 可用`; of a gift what it is. */
export const worthOf = ({ kind, big, small }: Pick<Sendable, 'kind' | 'big' | 'small'>): string =>
  kind === 'gift' ? `兑换 ${small}` : `${big} ${small}`
