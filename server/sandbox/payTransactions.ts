import type Router from '@koa/router'
import type { Core } from './core'
import { notifyUrl, objectOf, payApi, textField, type PayCall } from './payApi'
import { badParam, refusePay } from './payRefusals'
import type { PayOrder } from './payBooked'
import { transactionOf } from './payShapes'
import { textOr, type Body } from './platformApi'

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const BASE = '/v3/pay/transactions'

/** Opening, query and closing of payments in the mini-program, and certificates: platform-apis 2.2, 2.4, 2.5. */
export function payTransactionRoutes(router: Router, core: Core) {
  const { merchant, payments } = core.pay
  const { appid } = core.wechat

  const checkMerchant = (mchid: unknown) => {
    if (typeof mchid !== 'string' || !mchid) throw badParam('mchid', '必填')
    if (mchid !== merchant.mchid) throw badParam('mchid', '与请求头中的商户号不一致')
  }

  const total = (body: Body) => {
    const amount = objectOf(body.amount)
    if (!Number.isInteger(amount.total) || Number(amount.total) < 1)
      throw badParam('amount.total', '须为正整数（分）')
    if (amount.currency !== undefined && amount.currency !== 'CNY')
      throw badParam('amount.currency', '只支持CNY')
    return Number(amount.total)
  }
  const expiry = ({ time_expire: given }: Body) => {
    if (given === undefined) return undefined
    if (typeof given !== 'string' || !ZONED.test(given)) throw badParam('time_expire', '须为带时区的RFC3339')
    if (Date.parse(given) <= core.clock.now()) throw badParam('time_expire', '早于当前时间')
    return Date.parse(given)
  }

  /** The same number again: the same prepay for the same content, else a refusal that says what became of it. */
  const again = (order: PayOrder, raw: string) => {
    if (order.paidAt !== undefined) throw refusePay('ORDERPAID', '该订单已支付')
    if (order.state === 'CLOSED') throw refusePay('ORDER_CLOSED', '该订单已关闭')
    if (order.body !== raw) throw refusePay('INVALID_REQUEST', '201 商户订单号重复')
    return { prepay_id: payments.prepayOf(order) }
  }

  const prepay = ({ body, raw, asked }: PayCall) => {
    if (body.appid !== appid) throw refusePay('APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
    checkMerchant(body.mchid)
    const outTradeNo = textField(body, 'out_trade_no', 32, /^[\w*-]{6,32}$/)
    const description = textField(body, 'description', 127)
    const attach = body.attach === undefined ? '' : textField(body, 'attach', 128)
    const notify = notifyUrl(body.notify_url, 255)
    const fen = total(body)
    const openid = textOr(objectOf(body.payer).openid)
    if (!core.people.byOpenid(openid)) throw badParam('payer.openid', '与appid不匹配')
    const known = payments.order(outTradeNo)
    if (known) return again(known, raw)
    const expiresAt = expiry(body)
    const terms = { outTradeNo, openid, description, attach, total: fen, notifyUrl: notify }
    const order = payments.open({ ...terms, body: raw, expiresAt, asked })
    return { prepay_id: order.prepay.id }
  }

  const found = (order: PayOrder | undefined) => {
    if (!order) throw refusePay('ORDER_NOT_EXIST', '订单不存在')
    return order
  }
  payApi(router, core, { method: 'post', path: `${BASE}/jsapi` }, prepay)
  payApi(router, core, { method: 'get', path: `${BASE}/out-trade-no/:no` }, ({ params, query }) => {
    checkMerchant(query.mchid)
    return transactionOf(found(payments.order(params.no ?? '')), appid)
  })
  payApi(router, core, { method: 'get', path: `${BASE}/id/:id` }, ({ params, query }) => {
    checkMerchant(query.mchid)
    return transactionOf(found(payments.byTransaction(params.id ?? '')), appid)
  })
  payApi(router, core, { method: 'post', path: `${BASE}/out-trade-no/:no/close` }, ({ params, body }) => {
    checkMerchant(body.mchid)
    const order = found(payments.order(params.no ?? ''))
    if (order.paidAt !== undefined) throw refusePay('ORDERPAID', '该订单已支付')
    if (order.state === 'CLOSED') throw refusePay('ORDER_CLOSED', '该订单已关闭')
    payments.close(order)
    return undefined
  })

  payApi(router, core, { method: 'get', path: '/v3/certificates' }, () => ({
    data: core.pay.keyring.published().map(({ serial, pem, validFrom, validTo }) => ({
      serial_no: serial,
      effective_time: new Date(validFrom).toISOString(),
      expire_time: new Date(validTo).toISOString(),
      encrypt_certificate: core.pay.keyring.seal(pem, 'certificate'),
    })),
  }))
}
