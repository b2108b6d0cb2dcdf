import type { z } from 'zod'
import type { cardState } from './couponCards.contract'

const DAY_MS = 86_400_000
/** A card is claimed within this time. */
export const CARD_MS = 3 * DAY_MS

/** When a card made at an instant can no longer be claimed: three days on, and never after its coupon. */
export const cardExpiry = (madeAt: Date, claimUntil: Date): Date =>
  new Date(Math.min(madeAt.getTime() + CARD_MS, claimUntil.getTime()))

interface Card {
  sentAt?: Date
  expiresAt: Date
}

/** How a card stands, from itself and the coupon it gave. */
export function cardStateAt(
  card: Card,
  grant: { isUsed: boolean } | undefined,
  at: Date,
): z.infer<typeof cardState> {
  if (grant) return grant.isUsed ? 'used' : 'claimed'
  if (at >= card.expiresAt) return 'expired'
  return card.sentAt ? 'sent' : 'made'
}

/** What the signature of a card's token is over: whose it is, of what, for whom and until when. */
export const signedPart = (it: {
  _id: string
  couponId: string
  guideId: string
  storeId: string
  externalUserId: string
  expiresAt: Date
}): string =>
  [it._id, it.couponId, it.guideId, it.storeId, it.externalUserId, it.expiresAt.getTime()].join('\n')
