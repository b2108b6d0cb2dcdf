import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { presaleWithdrawn } from '../presales/presales.events'
import { teamFailed, teamFormed } from '../groupBuys/groupBuys.events'
import { chainMoved } from '../chains/chains.events'
import { transferMoved } from '../transfers/transfers.events'
import { followTransfer } from './orders.arrivals'
import {
  depositPaid,
  goodsExchanged,
  orderClosed,
  orderHandedOver,
  orderPaid,
  orderPaidLate,
  redemptionUndone,
  refundRequested,
  seatLeaving,
  seatPaid,
  voucherRefundAsked,
} from './orders.events'
import { followDelivery } from './orders.chainArrival'
import { settleChain, settleChains } from './orders.chainEnd'
import { settleGathered, settleLeft } from './orders.gathering'
import { settleTeam, settleTeams } from './orders.group'
import { lookAfterLocks } from './orders.coupons'
import { lookAfterReserved, settleVoucherBack } from './orders.voucher'
import { runRefund } from './orders.refunds'
import {
  announceExpiring,
  askRefunds,
  closeOverdue,
  closeOverdueBalances,
  openBalances,
  recordPurchase,
  refundUnclaimed,
  revive,
  settleClosed,
  settleDeposited,
  settleHandedOver,
  settlePaid,
  settleUndone,
  settleWithdrawn,
} from './orders.saga'

const SECONDS = 1000

export const ordersJobs: JobSet = {
  listeners: [
    listen(orderPaid, 'orders.keepGoods', ({ orderId }) => settlePaid(orderId)),
    listen(orderPaid, 'orders.recordPurchase', ({ orderId }) => recordPurchase(orderId)),
    listen(depositPaid, 'orders.keepClaim', ({ orderId }) => settleDeposited(orderId)),
    listen(seatPaid, 'orders.keepSeat', ({ orderId }) => settleGathered(orderId)),
    listen(seatLeaving, 'orders.leaveTeam', ({ orderId }) => settleLeft(orderId)),
    listen(chainMoved, 'orders.settleChain', ({ chainId }) => settleChain(chainId)),
    listen(teamFormed, 'orders.teamFormed', ({ teamId }) => settleTeam(teamId)),
    listen(teamFailed, 'orders.teamFailed', ({ teamId }) => settleTeam(teamId)),
    listen(presaleWithdrawn, 'orders.refundPresale', ({ presaleId }) => settleWithdrawn(presaleId)),
    listen(orderPaidLate, 'orders.revive', ({ orderId }) => revive(orderId)),
    listen(orderClosed, 'orders.releaseGoods', ({ orderId }) => settleClosed(orderId)),
    listen(goodsExchanged, 'orders.sellExchanged', ({ orderId, round }) => settleHandedOver(orderId, round)),
    listen(orderHandedOver, 'orders.sellGoods', ({ orderId, round }) => settleHandedOver(orderId, round)),
    listen(transferMoved, 'orders.followTransfer', ({ orderId }) =>
      orderId ? followTransfer(orderId) : Promise.resolve(),
    ),
    listen(transferMoved, 'orders.followDelivery', ({ chainId }) =>
      chainId ? followDelivery(chainId) : Promise.resolve(),
    ),
    listen(redemptionUndone, 'orders.unsellGoods', ({ orderId, round }) => settleUndone(orderId, round)),
    listen(voucherRefundAsked, 'orders.voucherBack', ({ orderId }) => settleVoucherBack(orderId)),
    listen(refundRequested, 'orders.refund', ({ orderId, refundId }) => runRefund(orderId, refundId)),
    listen(refundRequested, 'orders.correctPurchase', ({ orderId }) => recordPurchase(orderId)),
  ],
  schedules: [
    { name: 'orders.closeOverdue', everyMs: 5 * SECONDS, run: closeOverdue },
    { name: 'orders.openBalances', everyMs: 10 * SECONDS, run: openBalances },
    { name: 'orders.closeOverdueBalances', everyMs: 10 * SECONDS, run: closeOverdueBalances },
    { name: 'orders.settleTeams', everyMs: 30 * SECONDS, run: settleTeams },
    { name: 'orders.settleChains', everyMs: 10 * SECONDS, run: settleChains },
    { name: 'orders.refundUnclaimed', everyMs: 60 * SECONDS, run: refundUnclaimed },
    { name: 'orders.announceExpiring', everyMs: 60 * SECONDS, run: announceExpiring },
    { name: 'orders.lookAfterLocks', everyMs: 30 * SECONDS, run: lookAfterLocks },
    { name: 'orders.lookAfterReserved', everyMs: 30 * SECONDS, run: lookAfterReserved },
    { name: 'orders.askRefunds', everyMs: 30 * SECONDS, run: askRefunds },
  ],
}
