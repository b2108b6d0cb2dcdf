import type { Api } from '../../../server/api'
import type { Seat } from './storage'

/** Calls made in somebody's name. Their token goes with these only, and only their 401 means a refused token. */
const NAMED: Record<Seat, ReadonlySet<string>> = {
  guide: new Set<keyof Api>([
    'GET /wecom/me',
    'GET /customers/:externalUserId',
    'GET /stores/:storeId/wxacode',
    'DELETE /session',
    'POST /pickups/look',
    'POST /pickups/redeem',
    'POST /orders/:orderId/redemption/undo',
    'GET /stores/:storeId/orders',
    'GET /staff/orders/:orderId',
    'POST /orders/:orderId/ship',
    'POST /orders/:orderId/returns',
    'GET /customers/:externalUserId/orders',
    'GET /customers/:externalUserId/tags',
    'POST /customers/:externalUserId/tags',
    'POST /customers/:externalUserId/tags/new',
    'PUT /customers/:externalUserId/remark',
    'GET /customers/:externalUserId/coupon-cards',
    'POST /customers/:externalUserId/coupon-cards',
    'POST /coupon-cards/:cardId/sent',
    'GET /customers/:externalUserId/goods',
    'GET /customers/:externalUserId/guide-cards',
    'POST /customers/:externalUserId/guide-cards',
    'GET /customers/:externalUserId/attributions',
    'GET /me/numbers',
    'POST /guide-cards/:cardId/sent',
    'GET /staff/stock/:skuId',
    'GET /staff/chains',
    'GET /staff/chains/sources',
    'POST /staff/chains',
    'GET /staff/chains/:chainId',
    'POST /staff/chains/:chainId/close',
    'POST /staff/chains/:chainId/call-off',
    'GET /stores/:storeId/guides',
    'GET /stores/:storeId/pos-orders',
    'GET /staff/pos-orders/:posOrderId',
    'POST /pos/orders/:posOrderId/returns',
    'POST /pos/orders/:posOrderId/returns/:returnId/settle',
    'POST /transfers',
    'GET /transfers',
    'GET /transfers/:transferId',
    'POST /transfers/:transferId/approve',
    'POST /transfers/:transferId/ship',
    'POST /transfers/:transferId/receive',
    'POST /transfers/:transferId/cancel',
    'GET /stores/:storeId/alerts',
    'PUT /stores/:storeId/thresholds/:skuId',
    'GET /stores/:storeId/deliveries',
    'GET /deliveries/:deliveryId',
    'GET /deliveries/:deliveryId/quotes',
    'POST /deliveries/:deliveryId/assign',
    'POST /deliveries/:deliveryId/book',
    'POST /deliveries/:deliveryId/pick-up',
    'POST /deliveries/:deliveryId/deliver',
    'POST /deliveries/:deliveryId/fail',
    'POST /deliveries/:deliveryId/return',
    'GET /stores/:storeId/tasks',
    'POST /tasks/:taskId/done',
    'POST /staff/orders',
    'POST /coupon-codes/look',
    'POST /coupon-codes/redeem',
    'POST /coupon-grants/:grantId/undo',
    'GET /stores/:storeId/redemptions',
    'GET /stores/:storeId/appointments',
    'POST /stores/:storeId/appointments',
    'GET /appointments/:appointmentId/advisers',
    'POST /appointments/:appointmentId/adviser',
    'POST /appointments/:appointmentId/check-in',
    'POST /appointments/:appointmentId/done',
    'POST /appointments/:appointmentId/no-show',
    'POST /appointments/:appointmentId/reschedule',
    'POST /appointments/:appointmentId/cancel',
  ]),
  // And every route of the console's own.
  operator: new Set<keyof Api>(['GET /operators/me', 'DELETE /session']),
}

let seat: Seat = 'guide'
/** Says once, when the page starts, in whose name it calls: the sidebar in the guide's, the console in the operator's. */
export const takeSeat = (it: Seat): void => {
  seat = it
}
export const seatNow = (): Seat => seat
/** Whether a call is made in the name of whoever sits at this page. */
export const isNamed = (key: string): boolean =>
  NAMED[seat].has(key) || (seat === 'operator' && key.includes(' /console/'))
