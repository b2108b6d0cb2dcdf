import { serverNow } from '../api/serverTime'
import { dayText } from '../presales/words'
import { billText, dueText, wordsWith } from '../ui/format'
import type { IconName } from '../ui/iconNames'
import type { ListTab, Order, Way } from './types'

export const WAYS: Record<Way, { text: string; hint: string; icon: IconName }> = {
  pickup: { text: '到店自提', hint: '免运费，备好就能取', icon: 'store' },
  local1h: { text: '1 小时达', hint: '附近的店送', icon: 'bike' },
  city2h: { text: '2 小时达', hint: '同城的店送', icon: 'bike' },
  express: { text: '快递', hint: '仓库或门店发', icon: 'truck' },
  counter: { text: '自助收银', hint: '在店里付款', icon: 'scan-line' },
  voucher: { text: '体验券', hint: '付款后放进我的券', icon: 'ticket' },
}
export const DELIVERIES = ['local1h', 'city2h', 'express'] as const
export type Delivery = (typeof DELIVERIES)[number]
export const isDelivery = (way: Way): way is Delivery => DELIVERIES.some((it) => it === way)

export const TABS: [ListTab | 'all', string][] = [
  ['all', '全部'],
  ['unpaid', '待付款'],
  ['pickup', '待自提'],
  ['delivery', '配送中'],
  ['done', '已完成'],
  ['refund', '退款'],
]

const CLOSED: Record<NonNullable<Order['closeReason']>, string> = {
  unpaid: '没在 15 分钟内付款，留的货已放回',
  cancelled: '你取消了这张订单',
  paid_late: '付款来晚了，货已卖完，钱会原路退回',
  out_of_stock: '货刚刚卖完，钱会原路退回',
}

const closedText = ({ closeReason, presale }: Order): string => {
  if (presale?.isForfeited)
    return closeReason === 'cancelled' ? '你取消了，定金不退' : '尾款没按时付，定金不退'
  if (presale && closeReason === 'unpaid') return '没在 15 分钟内付定金，名额已放回'
  return closeReason ? CLOSED[closeReason] : '订单已关闭'
}

/** A presale between its two payments. */
const balanceText = (presale: Order['presale'], now: Date): string => {
  if (!presale) return '等待付尾款'
  return presale.isBalanceOpen
    ? wordsWith('尾款请付于', dueText(presale.balanceUntil, now))
    : wordsWith('尾款开付于', dueText(presale.balanceFrom, now))
}

/** Whether goods are still being brought to the store (IN-4). */
export const isOnItsWay = (it: Order): boolean => it.transfer !== undefined && !it.transfer.arrivedAt

/** Whether a pickup code is there to be shown. */
export const isCollectable = (it: Order): boolean =>
  (it.way === 'pickup' || it.way === 'counter') &&
  it.status === 'paid' &&
  !it.pickup?.redeemedAt &&
  !isOnItsWay(it)

const heldText = (it: Order, now: Date): string => {
  const what = `${it.store?.name ?? '店里'} ${piecesOf(it.lines)} 件`
  return it.pickup ? wordsWith(`${what}，保留到`, dueText(it.pickup.expiresAt, now)) : what
}

/**
 * What is said above a pickup code: title, and the line under it. Before a presale's date the goods may not be there
 * yet; staff who have them may hand them over all the same.
 */
export const collectWords = (it: Order, now: Date): [title: string, text: string] => {
  if (it.way === 'counter')
    return ['付好了', `${it.store?.name ?? '店里'} ${piecesOf(it.lines)} 件，出门给店员看一眼`]
  const readyAt = it.presale?.readyAt
  if (readyAt && new Date(readyAt) > now) return [`${dayText(readyAt)}起可取`, heldText(it, now)]
  return ['可以来取了', heldText(it, now)]
}

/** Of a coupon that is bought, until its money goes back. */
const voucherText = ({ status, voucher }: Order): string | undefined => {
  switch (voucher && status) {
    case 'unpaid':
      return '给你留着一张，付款后放进「我的券」'
    case 'paid':
      return '正在把券放进「我的券」'
    case 'completed':
      return voucher?.isReturnable ? '放进「我的券」了，到店出示券码' : '用过了，谢谢光临'
    default:
      return undefined
  }
}

/** The line under the status: what happens next, or what happened. */
export const nextText = (it: Order): string => voucherText(it) ?? goodsText(it)

const goodsText = (it: Order): string => {
  const now = new Date(serverNow())
  switch (it.status) {
    case 'unpaid':
      if (it.group) return it.group.isLeader ? '付款后就开团，叫上朋友一起' : '位子留好了，付款后才算数'
      return it.presale ? '名额留好了，付完定金就是你的' : '留好货了，付款后就是你的'
    case 'deposited':
      return balanceText(it.presale, now)
    case 'grouping':
      return '位子占好了，人齐就成团；没凑齐全额退回'
    case 'paid':
      if (it.transfer && isOnItsWay(it))
        return wordsWith(
          `正从${it.transfer.fromName}调来，预计`,
          `${dueText(it.transfer.expectedAt, now)} 前到店，到了通知你来取`,
        )
      if (it.way === 'counter') return '付好了，出门时把离店码给店员看一眼'
      if (it.presale && Date.parse(it.presale.readyAt) > now.getTime())
        return `都付清了，${dayText(it.presale.readyAt)}起${it.way === 'pickup' ? '到店取' : '发货'}`
      if (it.way !== 'pickup') return '店里在备货，发出后告诉你'
      return it.pickup
        ? wordsWith(`${it.store?.name ?? '店里'}留到`, dueText(it.pickup.expiresAt, now))
        : '店里在备货，好了告诉你'
    case 'shipped':
      return it.delivery
        ? `${it.delivery.carrier}${it.delivery.trackingNo ? ` ${it.delivery.trackingNo}` : ''}`
        : '在路上了'
    case 'completed':
      return it.way === 'pickup' || it.way === 'counter' ? '已经提走，谢谢光临' : '已经送到，谢谢光临'
    case 'closed':
      return closedText(it)
    case 'reviving':
      return '付款来得晚了些，正在看货还在不在'
    case 'refunded':
      return it.refunds.some(({ state }) => state !== 'succeeded')
        ? `${billText(it.amounts.refunded)} 正在原路退回`
        : `${billText(it.amounts.refunded)} 已原路退回`
  }
}

export const REFUND_STATES: Record<
  Order['refunds'][number]['state'],
  { text: string; tone: 'cw' | 'co' | 'cd' }
> = {
  requested: { text: '退款中', tone: 'cw' },
  succeeded: { text: '已退回', tone: 'co' },
  abnormal: { text: '退款受阻，店里在处理', tone: 'cd' },
}

/** What was bought, without what was given in exchange for it since (OR-6). */
export const bought = ({ lines }: Order): Order['lines'] => lines.filter((it) => !it.exchangeOf)

export const piecesOf = (lines: { quantity: number }[]): number =>
  lines.reduce((sum, it) => sum + it.quantity, 0)

/** A telephone number as it is shown: `138 **** 6217`. */
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)} **** ${phone.slice(-4)}`
