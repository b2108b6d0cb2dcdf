import { memberOf } from '../../kernel/auth'
import { implement } from '../../kernel/router'
import { couponsContract } from './coupons.contract'
import {
  arrivals,
  claimCoupon,
  codeOf,
  couponCentre,
  myGrant,
  offerOf,
  sceneGifts,
  wallet,
} from './coupons.service'

export const couponsFeature = implement(couponsContract, {
  'GET /coupons': ({ caller, query }) => couponCentre(memberOf(caller), query.storeId),
  'GET /coupons/scene': ({ caller, query }) => sceneGifts(query.scene, caller.memberId),
  'POST /coupons/arrivals': ({ caller, body }) => arrivals(caller.memberId, [body.lng, body.lat]),
  'GET /coupons/:couponId': ({ caller, params }) => offerOf(params.couponId, memberOf(caller)),
  'POST /coupons/:couponId/claim': ({ caller, params, body }) =>
    claimCoupon(params.couponId, caller.memberId, body),
  'GET /me/coupons': ({ caller, query }) => wallet(caller.memberId, query),
  'GET /me/coupons/:grantId': ({ caller, params, query }) =>
    myGrant(params.grantId, caller.memberId, query.storeId),
  'GET /me/coupons/:grantId/code': ({ caller, params }) => codeOf(params.grantId, caller.memberId),
})
