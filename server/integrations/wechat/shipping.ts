import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { post } from './wechatApi'

/** `logistics_type` of platform-apis §1.8. */
const LOGISTICS = { express: 1, sameCity: 2, virtual: 3, pickup: 4 } as const

export interface Parcel {
  /** What is in it; cut to 120 characters. */
  description: string
  /** Express only: the waybill and the carrier's id (`get_delivery_list`). */
  trackingNo?: string
  company?: string
  /** Needed by 顺丰: sent with its middle masked. */
  receiverPhone?: string
}

const masked = (phone: string) => `${phone.slice(0, -8)}****${phone.slice(-4)}`
/** RFC 3339 with milliseconds and China's offset. */
const beijing = (at: Date) => `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, -1)}+08:00`

/**
 * Tells WeChat that a paid order was handed over, which frees its money (§1.8). Several parcels only by express, at most
 * 15. Done once more for the same order it replaces what was told, later it is refused.
 * @param shipping.outTradeNo the number it was paid under, of our merchant
 * @throws PlatformError 10060001 not found, also for up to a minute after payment: try again later; 10060004 not to be
 *   shipped, 10060031 another payer, 47001 shape; PlatformUnavailable
 */
export async function uploadShippingInfo(shipping: {
  outTradeNo: string
  openid: string
  logistics: keyof typeof LOGISTICS
  parcels: Parcel[]
}): Promise<void> {
  const { outTradeNo, openid, logistics, parcels } = shipping
  const isSplit = parcels.length > 1
  await post('/wxa/sec/order/upload_shipping_info', {
    order_key: { order_number_type: 1, mchid: env.WXPAY_MCHID, out_trade_no: outTradeNo },
    logistics_type: LOGISTICS[logistics],
    delivery_mode: isSplit ? 2 : 1,
    ...(isSplit ? { is_all_delivered: true } : {}),
    shipping_list: parcels.map(({ description, trackingNo, company, receiverPhone }) => ({
      ...(trackingNo ? { tracking_no: trackingNo } : {}),
      ...(company ? { express_company: company } : {}),
      item_desc: [...description].slice(0, 120).join(''),
      ...(receiverPhone ? { contact: { receiver_contact: masked(receiverPhone) } } : {}),
    })),
    upload_time: beijing(now()),
    payer: { openid },
  })
}
