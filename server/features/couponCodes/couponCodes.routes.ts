import { implement } from '../../kernel/router'
import { couponCodesContract } from './couponCodes.contract'
import { exchange, listCodes, makeCodes } from './couponCodes.service'

export const couponCodesFeature = implement(couponCodesContract, {
  'POST /console/coupons/:couponId/codes': ({ params, body, caller }) =>
    makeCodes(params.couponId, body, caller),
  'GET /console/coupons/:couponId/codes': ({ params, query, caller }) =>
    listCodes(params.couponId, query, caller),
  'POST /me/coupons/exchange': ({ body, caller }) => exchange(body.code, caller.memberId),
})
