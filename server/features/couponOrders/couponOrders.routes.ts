import { implement } from '../../kernel/router'
import { couponOrdersContract } from './couponOrders.contract'
import { placeVoucher } from './couponOrders.service'

export const couponOrdersFeature = implement(couponOrdersContract, {
  'POST /coupons/:couponId/orders': ({ params, body, caller }) => placeVoucher(caller, params.couponId, body),
})
