import { implement } from '../../kernel/router'
import { presaleOrdersContract } from './presaleOrders.contract'
import { placeDeposit, previewDeposit } from './presaleOrders.service'

export const presaleOrdersFeature = implement(presaleOrdersContract, {
  'POST /presales/:presaleId/preview': ({ params, caller, body }) =>
    previewDeposit(params.presaleId, caller.memberId, body),
  'POST /presales/:presaleId/orders': ({ params, caller, body }) =>
    placeDeposit(caller, params.presaleId, body),
})
