import type { Api } from '../../../../server/api'
import type { ApiFailure } from '../../api/failure'
import type { IconName } from '../../ui/icons'
import type { Advice, Refusal } from '../refusal.shapes'

export type ShownCoupon = Api['POST /coupon-codes/look']['response']

/** The text of a coupon's QR; eight digits may be either a coupon's or a pickup's. */
export const isCouponQr = (code: string): boolean => code.startsWith('HC1.')

/** Fen of what was typed in yuan, e.g. `128` or `128.5`; undefined for what is no amount. */
export function fenOf(typed: string): number | undefined {
  const [, yuan, fen = ''] = /^(\d{1,7})(?:[.。](\d{0,2}))?$/.exec(typed.normalize('NFKC').trim()) ?? []
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
}

/** What the server says of a refusal, with names, distances and times. */
export const textOf = ({ details, message }: ApiFailure): string => {
  const said = (details as { text?: unknown } | undefined)?.text
  return typeof said === 'string' && said ? said : message
}

interface Words {
  icon: IconName
  title: string
  advice: Advice[]
  say: string
  main: Refusal['main']
}

const SHOW_AGAIN: Advice = {
  icon: 'scan-line',
  tone: 'brand',
  text: '请顾客当面打开券码再扫',
  more: '我的 → 优惠券 → 去使用',
}
const OTHERS: Advice = {
  icon: 'qr-code',
  tone: 'info',
  text: '看看别的券',
  more: '顾客小程序的优惠券里，可用的排在前面',
}

const WORDS: Record<string, Words> = {
  coupon_code_stale: {
    icon: 'refresh-cw',
    title: '二维码已经刷新',
    advice: [SHOW_AGAIN],
    say: '二维码刚刚换了新的，请您重新打开券码给我扫一下。',
    main: 'rescan',
  },
  coupon_expired: {
    icon: 'calendar-x',
    title: '这张券过期了',
    advice: [OTHERS],
    say: '这张券已经过期了，我帮您看看还有没有别的能用。',
    main: 'next',
  },
  coupon_not_yet: {
    icon: 'calendar-x',
    title: '这张券还没到时间',
    advice: [OTHERS],
    say: '这张券还没到可以用的日子，到时候欢迎您再来。',
    main: 'next',
  },
  coupon_used: {
    icon: 'badge-check',
    title: '这张券已经用过了',
    advice: [
      { icon: 'undo-2', tone: 'warn', text: '核错了：10 分钟内请店长撤销', more: '写明原因，券回到顾客卡包' },
      OTHERS,
    ],
    say: '系统里这张券已经用过了，我帮您看看是什么时候用的。',
    main: 'next',
  },
  coupon_locked: {
    icon: 'receipt-text',
    title: '这张券被一张订单占着',
    advice: [
      { icon: 'smartphone', tone: 'brand', text: '请顾客付款或取消那张订单', more: '我的订单 → 待付款' },
    ],
    say: '这张券正用在一张还没付款的订单里，您取消那张单就能在这里用。',
    main: 'again',
  },
  coupon_online_only: {
    icon: 'smartphone',
    title: '这张券线上用',
    advice: [
      { icon: 'shopping-bag', tone: 'brand', text: '请顾客在小程序下单、到店自提', more: '结算时自动用上' },
    ],
    say: '这张券是小程序下单用的，您现在下单，我马上给您拿货。',
    main: 'next',
  },
  coupon_other_store: {
    icon: 'store',
    title: '这张券不在本店用',
    advice: [
      { icon: 'map-pin', tone: 'warn', text: '请顾客去能用的门店', more: '券上写着门店和距离' },
      OTHERS,
    ],
    say: '这张券要在别的门店用，我把地址告诉您。',
    main: 'next',
  },
  coupon_threshold: {
    icon: 'banknote',
    title: '还没到使用门槛',
    advice: [OTHERS],
    say: '还差一点就能用券了，要不要再看看别的？',
    main: 'again',
  },
}

/** The words for a refused coupon: what happened, why, and what to do now (CO-3). */
export function couponRefusalOf(failure: ApiFailure): Refusal | undefined {
  const words = WORDS[failure.code]
  if (!words) return undefined
  const { icon, title, advice, say, main } = words
  const text = textOf(failure)
  return {
    icon,
    title,
    text,
    why: [
      { good: true, text: '券是真的' },
      { good: false, text },
    ],
    advice,
    say,
    main,
  }
}
