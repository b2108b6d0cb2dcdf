import type { Api } from '../../../server/api'
import { relativeDate } from '../ui/date.rules'

export type Bought = Api['GET /customers/:externalUserId/orders']['response']['orders'][number]

/** Whose an order is, and why (GU-6). */
export type Credit = Api['GET /customers/:externalUserId/attributions']['response']['orders'][number]

/** `业绩归你 · 顾客点了你发的卡片，7 天内下单` */
export const creditText = ({ isMine, guideName, reasonText }: Credit): string =>
  `业绩归${isMine ? '你' : guideName} · ${reasonText}`

/** How many orders stand before the fold. */
export const ORDERS_SHOWN = 3

/** What was bought: the first thing, and how many pieces when there are more. */
export const boughtTitle = ({ order }: Bought): string => {
  const [first] = order.lines
  const pieces = order.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  if (!first) return '订单'
  if (order.lines.length > 1) return `${first.name} 等 ${pieces} 件`
  return pieces > 1 ? `${first.name} ×${pieces}` : first.name
}

/** What was paid or is to be paid, in fen. */
export const boughtTotal = ({ channel, order }: Bought): number =>
  channel === 'online' ? order.amounts.total : order.total

/** Where an order's page is. */
export const boughtHref = ({ channel, order }: Bought): string =>
  channel === 'online' ? `#/order/${order.id}` : `#/pos/${order.id}`

/** Where, when and how it stands: `静安寺店 · 3 天前 · 待自提`; what waits for somebody is marked. */
export const boughtNote = (bought: Bought, now: number): { text: string; tone: 'i2' | 'warn' } => {
  if (bought.channel === 'store') {
    const { storeName, at, returned, total } = bought.order
    const back = returned === 0 ? '' : returned < total ? '部分已退' : '已退货'
    return { text: [storeName, relativeDate(at, now), back].filter(Boolean).join(' · '), tone: 'i2' }
  }
  const { order } = bought
  const waits = order.status === 'paid' || order.status === 'unpaid'
  const place = order.way === 'pickup' ? (order.store?.name ?? '小程序') : '小程序'
  const text = [place, relativeDate(order.createdAt, now), order.statusText].join(' · ')
  return { text, tone: waits ? 'warn' : 'i2' }
}
