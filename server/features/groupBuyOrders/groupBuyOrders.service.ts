/** The shopper's side of group buys (GB-1): a seat's order is an order like any other, so it is placed there. */
export { joinTeam, placeLeader, previewSeat } from '../orders/orders.service'
