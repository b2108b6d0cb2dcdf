/** The shopper's side of chains (GB-2): joining is an order like any other, so it is placed there. */
export { joinChain, myJoins, previewJoin } from '../orders/orders.service'
