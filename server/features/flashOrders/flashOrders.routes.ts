import { memberOf } from '../../kernel/auth'
import { implement } from '../../kernel/router'
import { flashOrdersContract } from './flashOrders.contract'
import { flashOfProduct, flashSession, flashSessions, placeFlash, previewFlash } from './flashOrders.service'

export const flashOrdersFeature = implement(flashOrdersContract, {
  'GET /flash-sales': ({ query, caller }) => flashSessions(query.storeId, memberOf(caller)),
  'GET /flash-sales/sessions/:sessionId': ({ params, caller }) =>
    flashSession(params.sessionId, memberOf(caller)),
  'GET /flash-sales/products/:spuId': ({ params, caller }) => flashOfProduct(params.spuId, memberOf(caller)),
  'POST /flash-sales/sessions/:sessionId/preview': ({ params, body, caller }) =>
    previewFlash(params.sessionId, caller.memberId, body),
  'POST /flash-sales/sessions/:sessionId/orders': ({ params, body, caller }) =>
    placeFlash(caller, params.sessionId, body),
})
