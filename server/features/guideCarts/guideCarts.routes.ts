import { implement } from '../../kernel/router'
import { guideCartsContract } from './guideCarts.contract'
import { chooseGuideCart, guideCartsOf, openGuideCart, putIntoBag } from './guideCarts.service'

export const guideCartsFeature = implement(guideCartsContract, {
  'GET /customers/:externalUserId/guide-carts': ({ params, caller }) =>
    guideCartsOf(params.externalUserId, caller),
  'POST /customers/:externalUserId/guide-carts': ({ params, body, caller, ctx }) =>
    putIntoBag(params.externalUserId, body, caller, String(ctx.state.requestId)),
  'POST /guide-carts/:guideCartId/opened': ({ params, caller }) =>
    openGuideCart(params.guideCartId, caller.memberId),
  'POST /guide-carts/:guideCartId/choice': ({ params, body, caller }) =>
    chooseGuideCart(params.guideCartId, body.keep, caller.memberId),
})
