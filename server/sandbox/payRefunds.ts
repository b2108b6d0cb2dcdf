import type Router from '@koa/router'
import type { Core } from './core'
import { notifyUrl, objectOf, payApi, textField, type PayCall } from './payApi'
import { badParam, refusePay } from './payRefusals'
import type { PayOrder } from './payBooked'
import { refundOf } from './payShapes'
import { textOr, type Body } from './platformApi'

const BASE = '/v3/refund/domestic/refunds'
const MOST_REFUNDS = 50
const YEAR = 365 * 86_400_000

const fen = (body: Body, name: 'refund' | 'total') => {
  const value = objectOf(body.amount)[name]
  if (!Number.isInteger(value) || Number(value) < 1) throw badParam(`amount.${name}`, '须为正整数（分）')
  return Number(value)
}

/** Refunds: platform-apis 2.6, 5.4 row 9. Asking is acceptance only; how it ended comes later. */
export function payRefundRoutes(router: Router, core: Core) {
  const { payments } = core.pay

  const orderOf = (body: Body): PayOrder => {
    const byNumber = textOr(body.out_trade_no)
    const byId = textOr(body.transaction_id)
    if (Boolean(byNumber) === Boolean(byId)) throw badParam('out_trade_no', '与transaction_id二选一')
    const order = byNumber ? payments.order(byNumber) : payments.byTransaction(byId)
    if (!order) throw refusePay('RESOURCE_NOT_EXISTS', '订单不存在')
    if (order.paidAt === undefined) throw refusePay('TRADE_ERROR', '订单未支付，不能退款')
    return order
  }

  /** What the order's earlier refunds leave room for. */
  const checkRoom = (order: PayOrder, amount: number) => {
    const before = payments.refundsOf(order).filter(({ status }) => status !== 'CLOSED')
    const now = core.clock.now()
    if (now - (order.paidAt ?? 0) > YEAR) throw refusePay('INVALID_REQUEST', '订单已超过可退款期限')
    const sum = before.reduce((all, one) => all + one.amount, 0)
    if (sum + amount > order.total) throw refusePay('INVALID_REQUEST', '申请退款金额大于订单剩余可退金额')
    if (before.length >= MOST_REFUNDS) throw refusePay('RULE_LIMIT', '部分退款不能超过50次')
    const last = Math.max(...before.map(({ createdAt }) => createdAt))
    if (now - last < core.pay.settings().refundGapSeconds * 1000)
      throw refusePay('FREQUENCY_LIMITED', '同一笔订单的退款须间隔1分钟')
  }

  const ask = ({ body }: PayCall) => {
    const outRefundNo = textField(body, 'out_refund_no', 64, /^[\w|*@-]+$/)
    if (body.reason !== undefined) textField(body, 'reason', 80)
    const url = body.notify_url === undefined ? '' : notifyUrl(body.notify_url, 256)
    const amount = fen(body, 'refund')
    const total = fen(body, 'total')
    if (objectOf(body.amount).currency !== 'CNY') throw badParam('amount.currency', '只支持CNY')
    const order = orderOf(body)
    if (total !== order.total) throw refusePay('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致')
    const known = payments.refund(outRefundNo)
    if (known) {
      if (known.order !== order || known.amount !== amount)
        throw refusePay('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')
      return refundOf(known)
    }
    if (amount > total) throw badParam('amount.refund', '大于订单金额')
    checkRoom(order, amount)
    const refund = payments.openRefund({ outRefundNo, order, amount, notifyUrl: url })
    core.pay.process(refund)
    return refundOf(refund)
  }

  payApi(router, core, { method: 'post', path: BASE }, ask)
  payApi(router, core, { method: 'get', path: `${BASE}/:no` }, ({ params }) => {
    const refund = payments.refund(params.no ?? '')
    if (!refund) throw refusePay('RESOURCE_NOT_EXISTS', '退款单不存在')
    return refundOf(refund)
  })
}
