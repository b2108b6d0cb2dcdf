import type { Api } from '../../../../server/api'

export type Coupon = Api['GET /console/coupons']['response']['coupons'][number]

/** Whether its results may move while somebody looks. */
export const isMoving = ({ status, results }: Pick<Coupon, 'status' | 'results'>): boolean =>
  status === 'live' || results.locked > 0
