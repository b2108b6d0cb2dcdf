import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const of = z.object({ orderId: z.string() })

/** Paid in time, or revived after a late payment. */
export const orderPaid = defineEvent('order.paid', of)
/** Its payment arrived after it was closed. */
export const orderPaidLate = defineEvent('order.paidLate', of)
/** Closed unpaid, by time or by the shopper. */
export const orderClosed = defineEvent('order.closed', of)
/** Its goods left the shop, into the shopper's hands or a courier's; `round` counts the times they were held. */
export const orderHandedOver = defineEvent('order.handedOver', of.extend({ round: z.int() }))
/** A delivery is in the shopper's hands (OR-5). */
export const orderReceived = defineEvent('order.received', of)
/** Goods were given in exchange for others (OR-6): they leave the stock. */
export const goodsExchanged = defineEvent('order.goodsExchanged', of.extend({ round: z.int() }))
/** A redemption was taken back: the goods are in the shop again, held under the next round. */
export const redemptionUndone = defineEvent('order.redemptionUndone', of.extend({ round: z.int() }))
export const refundRequested = defineEvent('order.refundRequested', of.extend({ refundId: z.string() }))
export const refundSucceeded = defineEvent('order.refundSucceeded', of.extend({ refundId: z.string() }))
/** What the store lacked has arrived there: it can be collected (IN-4). */
export const orderReady = defineEvent('order.ready', of)
/** The shopper gives a bought coupon back (CO-1). */
export const voucherRefundAsked = defineEvent('order.voucherRefundAsked', of)
/** A seat of a team or an entry of a chain is paid in time, or was taken after all (GB-1, GB-2). */
export const seatPaid = defineEvent('order.seatPaid', of)
/** Its shopper leaves the team before it is formed, or the chain before its list is closed. */
export const seatLeaving = defineEvent('order.seatLeaving', of)
/** A day is left to collect a paid order in the shop. */
export const pickupExpiring = defineEvent('order.pickupExpiring', of)
/** The deposit of a presale is paid in time, or was taken after all (CA-4). */
export const depositPaid = defineEvent('order.depositPaid', of)
/** The balance of a presale may be paid from now on, and is final. */
export const balanceDue = defineEvent('order.balanceDue', of)
