import { implement } from '../../kernel/router'
import { couponCodesContract } from './couponCodes.contract'
import { exchange, listBatches, listCodes, makeCodes, readBatch, voidBatch } from './couponCodes.service'

export const couponCodesFeature = implement(couponCodesContract, {
  'POST /console/coupons/:couponId/codes': ({ params, body, caller }) =>
    makeCodes(params.couponId, body, caller),
  'GET /console/coupons/:couponId/codes': ({ params, query, caller }) =>
    listCodes(params.couponId, query, caller),
  'GET /console/coupons/:couponId/code-batches': ({ params, caller }) => listBatches(params.couponId, caller),
  'GET /console/coupons/:couponId/code-batches/:batchId': ({ params, caller }) =>
    readBatch(params.couponId, params.batchId, caller),
  'POST /console/coupons/:couponId/code-batches/:batchId/void': ({ params, caller }) =>
    voidBatch(params.couponId, params.batchId, caller),
  'POST /me/coupons/exchange': ({ body, caller }) => exchange(body.code, caller.memberId),
})
