import { claim } from './coupons.claim'
import { viewGrant } from './coupons.view'

export type { CouponDoc } from './coupons.model'
export type { GrantDoc } from './coupons.grants.model'
export { findGrant, grantsOfCodes } from './coupons.grants.model'
export { courseOf, grantsUsedIn, resultsOf, type Results } from './coupons.wallet.model'
export { changeCoupon, findCoupon, findCoupons, insertCoupon, listCoupons, moveCoupon } from './coupons.model'
export { forgetGate } from './coupons.gate'
export {
  announceChange,
  giveByCode,
  giveCoupon,
  importCoupons,
  importGrants,
  type GrantRow,
} from './coupons.give'
export {
  activateGrant,
  boughtGrant,
  couponForSale,
  releaseGrant,
  reservedTooLong,
  reserveGrant,
  voidGrant,
} from './coupons.sale'
export { couponsForBasket, priceChosen, type Basket, type OrderCoupon } from './coupons.checkout'
export {
  lockGrant,
  locksToLookAfter,
  redeemGrant,
  returnGrant,
  undoRedeemed,
  unlockGrant,
  spendGrant,
} from './coupons.use'
export { arrivals, couponCentre, offerOf, offersToGive, sceneGifts } from './coupons.offers'
export { codeOf, expiringSoon, grantOfCode, myGrant, wallet } from './coupons.wallet'
export { hereOf, showCoupon, viewGrant } from './coupons.view'
export { distanceWords, momentWords, yuan } from './coupons.words'
export {
  couponMayBecome,
  couponStatusText,
  grantStateAt,
  needsAmount,
  offReceipt,
  statusAt,
  UNDO_MS,
  type CouponStatus,
} from './coupons.rules'

/** A shopper claims a coupon (CO-2). @throws the refusals of its route */
export async function claimCoupon(couponId: string, memberId: string, body: Parameters<typeof claim>[2]) {
  const { grant, coupon } = await claim(couponId, memberId, body)
  return viewGrant(grant, coupon)
}
