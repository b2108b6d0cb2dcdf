import type Router from '@koa/router'
import type { Core } from './core'
import { objectOf } from './payApi'
import type { PayOrder } from './payBooked'
import { platformApi, textOr, type Body } from './platformApi'
import { refuse } from './refusals'

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,3}(Z|[+-]\d\d:\d\d)$/
const NOT_FOUND = 10060001
const NOT_SHIPPABLE = 10060004
const OTHER_PAYER = 10060031
const MOST_PARCELS = 15

function parcelsOf({
  shipping_list: given,
  logistics_type: type,
  delivery_mode: mode,
  ...body
}: Body): Body[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_PARCELS) throw refuse(47001)
  const list = given.map(objectOf)
  if (![1, 2, 3, 4].includes(Number(type)) || ![1, 2].includes(Number(mode))) throw refuse(47001)
  const isSplit = mode === 2
  if (isSplit ? type !== 1 || typeof body.is_all_delivered !== 'boolean' : list.length > 1)
    throw refuse(47001)
  for (const parcel of list) {
    const description = textOr(parcel.item_desc)
    if (!description || [...description].length > 120) throw refuse(47001)
    if (type !== 1) continue
    if (!textOr(parcel.tracking_no) || !textOr(parcel.express_company)) throw refuse(47001)
    const contact = objectOf(parcel.contact)
    const phone = textOr(contact.receiver_contact) || textOr(contact.consignor_contact)
    if (parcel.express_company === 'SF' && !/\*\d{4}$/.test(phone)) throw refuse(47001)
  }
  return list
}

/** Uploading of shipping information, and what became of an order: platform-apis 1.8, 5.4 row 12. */
export function shippingRoutes(router: Router, core: Core) {
  const { merchant, payments } = core.pay
  const spec = (name: string) => ({
    family: 'wechat' as const,
    method: 'post' as const,
    path: `/wxa/sec/order/${name}`,
    token: ['wechat' as const, 'stable' as const],
  })
  /** Right after payment WeChat does not know the order yet. */
  const known = (order: PayOrder | undefined) => {
    const ready = (order?.paidAt ?? Infinity) + core.pay.settings().shippingLagSeconds * 1000
    if (!order || ready > core.clock.now()) throw refuse(NOT_FOUND)
    return order
  }
  const byNumber = (mchid: unknown, outTradeNo: unknown) =>
    mchid === merchant.mchid ? payments.order(textOr(outTradeNo)) : undefined

  platformApi(router, core, spec('upload_shipping_info'), ({ body }) => {
    const list = parcelsOf(body)
    const key = objectOf(body.order_key)
    if (typeof body.upload_time !== 'string' || !ZONED.test(body.upload_time)) throw refuse(47001)
    const order = known(
      key.order_number_type === 2
        ? payments.byTransaction(textOr(key.transaction_id))
        : byNumber(key.mchid, key.out_trade_no),
    )
    if (objectOf(body.payer).openid !== order.openid) throw refuse(OTHER_PAYER)
    const refunded = payments.refundsOf(order).reduce((sum, { amount }) => sum + amount, 0)
    if (refunded >= order.total) throw refuse(NOT_SHIPPABLE)
    const before = order.shipping
    const uploadedAt = Date.parse(body.upload_time)
    if (before && (before.finishCount >= 2 || uploadedAt <= before.uploadedAt)) throw refuse(NOT_SHIPPABLE)
    const isFinished = body.delivery_mode === 1 || body.is_all_delivered === true
    payments.ship(order, {
      logisticsType: Number(body.logistics_type),
      deliveryMode: Number(body.delivery_mode),
      isFinished,
      finishCount: (before?.finishCount ?? 0) + (isFinished ? 1 : 0),
      list,
      uploadedAt,
    })
    core.journal.log('微信', `${order.outTradeNo} 已录入发货`)
    return { errcode: 0, errmsg: 'ok' }
  })

  platformApi(router, core, spec('get_order'), ({ body }) => {
    const id = textOr(body.transaction_id)
    const order = known(id ? payments.byTransaction(id) : byNumber(body.merchant_id, body.merchant_trade_no))
    const { shipping } = order
    return {
      errcode: 0,
      errmsg: 'ok',
      order: {
        transaction_id: order.transactionId,
        merchant_id: merchant.mchid,
        merchant_trade_no: order.outTradeNo,
        description: order.description,
        paid_amount: order.total,
        openid: order.openid,
        trade_create_time: Math.floor(order.createdAt / 1000),
        pay_time: Math.floor((order.paidAt ?? 0) / 1000),
        order_state: order.state === 'REFUND' ? 5 : shipping?.isFinished ? 2 : 1,
        in_complaint: false,
        shipping: {
          delivery_mode: shipping?.deliveryMode ?? 0,
          logistics_type: shipping?.logisticsType ?? 0,
          finish_shipping: shipping?.isFinished ?? false,
          finish_shipping_count: shipping?.finishCount ?? 0,
          goods_desc: order.description,
          shipping_list: shipping?.list ?? [],
        },
      },
    }
  })
}
