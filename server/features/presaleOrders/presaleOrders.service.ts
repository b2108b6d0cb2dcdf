/** The shopper's side of presales (CA-4): its orders are orders like any other, so they are placed there. */
export { placeDeposit, previewDeposit } from '../orders/orders.service'
