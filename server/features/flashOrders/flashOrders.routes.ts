import { implement } from '../../kernel/router'
import { flashOrdersContract } from './flashOrders.contract'
import { flashOfProduct, flashSession, flashSessions, placeFlash, previewFlash } from './flashOrders.service'

export const flashOrdersFeature = implement(flashOrdersContract, {
  'GET /flash-sales': ({ query, caller }) => flashSessions(query.storeId, caller.memberId),
  'GET /flash-sales/sessions/:sessionId': ({ params, caller }) =>
    flashSession(params.sessionId, caller.memberId),
  'GET /flash-sales/products/:spuId': ({ params, caller }) => flashOfProduct(params.spuId, caller.memberId),
  'POST /flash-sales/sessions/:sessionId/preview': ({ params, body, caller }) =>
    previewFlash(params.sessionId, caller.memberId, body),
  'POST /flash-sales/sessions/:sessionId/orders': ({ params, body, caller }) =>
    placeFlash(caller, params.sessionId, body),
})
