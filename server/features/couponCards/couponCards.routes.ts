import { implement } from '../../kernel/router'
import { couponCardsContract } from './couponCards.contract'
import { cardsForChat, cardSent, claimCard, lookAtCard, makeCard } from './couponCards.service'

export const couponCardsFeature = implement(couponCardsContract, {
  'GET /customers/:externalUserId/coupon-cards': ({ params, caller }) =>
    cardsForChat(params.externalUserId, caller),
  'POST /customers/:externalUserId/coupon-cards': ({ params, body, caller, ctx }) =>
    makeCard(params.externalUserId, body, caller, String(ctx.state.requestId)),
  'POST /coupon-cards/:cardId/sent': ({ params, caller }) => cardSent(params.cardId, caller),
  'GET /coupon-cards/:token': ({ params, caller }) => lookAtCard(params.token, caller.memberId),
  'POST /coupon-cards/:token/claim': ({ params, caller }) => claimCard(params.token, caller.memberId),
})
