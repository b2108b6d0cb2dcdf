import type { Api } from '../../../server/api'

/** A coupon that can be claimed, as this shopper sees it. */
export type Offer = Api['GET /coupons']['response']['offers'][number]
/** One of the shopper's coupons. */
export type Grant = Api['GET /me/coupons']['response']['grants'][number]
export type WalletTab = NonNullable<NonNullable<Api['GET /me/coupons']['query']>['tab']>
export type WalletCounts = Api['GET /me/coupons']['response']['counts']
/** What `POST /coupons/:couponId/claim` is asked for. */
export type Claim = NonNullable<Api['POST /coupons/:couponId/claim']['body']>
export type Face = Pick<Offer, 'kind' | 'big' | 'small' | 'title' | 'where'>
export type CheckoutCoupons = NonNullable<Api['POST /checkout/preview']['response']['coupons']>
