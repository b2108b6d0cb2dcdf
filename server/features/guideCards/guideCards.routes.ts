import { implement } from '../../kernel/router'
import { guideCardsContract } from './guideCards.contract'
import {
  activitiesForChat,
  goodsCardSent,
  goodsForChat,
  goodsSent,
  makeActivityCard,
  makeGoodsCard,
  openGoodsCard,
} from './guideCards.service'

export const guideCardsFeature = implement(guideCardsContract, {
  'GET /customers/:externalUserId/goods': ({ params, query, caller }) =>
    goodsForChat(params.externalUserId, query.q, caller),
  'GET /customers/:externalUserId/guide-cards': ({ params, caller }) =>
    goodsSent(params.externalUserId, caller),
  'POST /customers/:externalUserId/guide-cards': ({ params, body, caller, ctx }) =>
    makeGoodsCard(params.externalUserId, body, caller, String(ctx.state.requestId)),
  'GET /customers/:externalUserId/activities': ({ params, caller }) =>
    activitiesForChat(params.externalUserId, caller),
  'POST /customers/:externalUserId/activity-cards': ({ params, body, caller, ctx }) =>
    makeActivityCard(params.externalUserId, body, caller, String(ctx.state.requestId)),
  'POST /guide-cards/:cardId/sent': ({ params, caller }) => goodsCardSent(params.cardId, caller),
  'POST /guide-cards/:cardId/opened': ({ params, caller }) => openGoodsCard(params.cardId, caller.memberId),
})
