import { merchant } from './payCrypto'
import type { PayOrder, PayRefund } from './payBooked'
import { beijing } from './payments'

const STATES = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  CLOSED: '订单已关闭',
  PAYERROR: '支付失败',
}

/** A transaction as queries and notifications give it (platform-apis 2.5). */
export function transactionOf(order: PayOrder, appid: string) {
  const paid = order.paidAt !== undefined
  return {
    appid,
    mchid: merchant.mchid,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: STATES[order.state],
    payer: { openid: order.openid },
    amount: {
      total: order.total,
      currency: 'CNY',
      ...(paid ? { payer_total: order.total, payer_currency: 'CNY' } : {}),
    },
    ...(paid
      ? {
          transaction_id: order.transactionId,
          trade_type: 'JSAPI',
          bank_type: 'OTHERS',
          attach: order.attach,
          success_time: beijing(order.paidAt ?? 0),
          promotion_detail: [],
        }
      : {}),
  }
}

const common = ({ refundId, outRefundNo, order, amount, succeededAt }: PayRefund) => ({
  refund_id: refundId,
  out_refund_no: outRefundNo,
  transaction_id: order.transactionId,
  out_trade_no: order.outTradeNo,
  user_received_account: '支付用户零钱',
  ...(succeededAt === undefined ? {} : { success_time: beijing(succeededAt) }),
  amount: { total: order.total, refund: amount, payer_total: order.total, payer_refund: amount },
})

/** A refund as answers give it (2.6). */
export const refundOf = (refund: PayRefund) => ({
  ...common(refund),
  channel: 'ORIGINAL',
  create_time: beijing(refund.createdAt),
  status: refund.status,
  funds_account: 'UNSETTLED',
  amount: {
    ...common(refund).amount,
    settlement_total: refund.order.total,
    settlement_refund: refund.amount,
    discount_refund: 0,
    currency: 'CNY',
  },
  promotion_detail: [],
})

/** A refund as notifications give it (2.7): `refund_status`. */
export const refundNoticeOf = (refund: PayRefund) => ({
  ...common(refund),
  mchid: merchant.mchid,
  refund_status: refund.status,
})
