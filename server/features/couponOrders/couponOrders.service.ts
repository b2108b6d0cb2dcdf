/** Buying coupons (CO-1): their orders are orders like any other, so they are placed there. */
export { placeVoucher } from '../orders/orders.service'
