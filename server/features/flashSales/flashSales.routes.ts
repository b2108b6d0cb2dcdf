import { implement } from '../../kernel/router'
import { flashSalesContract } from './flashSales.contract'
import { pricesOf, remindMe, remindMeNot } from './flashSales.service'

export const flashSalesFeature = implement(flashSalesContract, {
  'PUT /flash-sales/sessions/:sessionId/reminders/:skuId': ({ params, caller }) =>
    remindMe(params.sessionId, params.skuId, caller),
  'DELETE /flash-sales/sessions/:sessionId/reminders/:skuId': ({ params, caller }) =>
    remindMeNot(params.sessionId, params.skuId, caller),
  'GET /flash-sales/sessions/:sessionId/prices': ({ params }) => pricesOf(params.sessionId),
})
