import type { Api } from '../../../server/api'

export type Order = Api['GET /orders/:orderId']['response']
export type OrderLine = Order['lines'][number]
export type Way = Order['way']
export type Preview = Api['POST /checkout/preview']['response']
export type Alternative = Preview['alternatives'][number]
export type PricedLine = Preview['lines'][number]
export type PickupCode = Api['GET /orders/:orderId/pickup-code']['response']
/** What `POST /orders` is asked for, apart from key, price and remark. */
export type Wanted = NonNullable<Api['POST /checkout/preview']['body']>
export type ListTab = NonNullable<NonNullable<Api['GET /orders']['query']>['status']>
