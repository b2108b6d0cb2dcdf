import type { Api } from '../../../server/api'
import { moment, waited } from '../ui/date.rules'

export type Handover = Api['POST /pickups/look']['response']
export type Order = Handover['order']
export type OrderLine = Order['lines'][number]
export type List = NonNullable<Api['GET /stores/:storeId/orders']['query']['list']>

export const CODE_LENGTH = 8
/** A redemption can be taken back this long, in ms (OR-3). */
export const UNDO_MS = 10 * 60_000
const DAY = 86_400_000

export const WAYS: Record<Order['way'], string> = {
  pickup: '到店自提',
  local1h: '1 小时达',
  city2h: '2 小时达',
  express: '快递',
  counter: '自助收银',
  voucher: '体验券',
}

/** Pieces of a line that the shopper has or will get: bought less given back. */
export const kept = ({ quantity, refundedQuantity }: OrderLine): number => quantity - refundedQuantity

export const piecesOf = ({ lines }: Order): number => lines.reduce((sum, line) => sum + kept(line), 0)

export const boughtOf = ({ lines }: Order): number =>
  lines.filter((it) => !it.exchangeOf).reduce((sum, { quantity }) => sum + quantity, 0)

type Discount = Order['deliveryDiscounts'][number]

/** What was taken off the goods, each promotion once over all lines. */
export const discountsOf = ({ lines }: Order): Discount[] => {
  const sums = new Map<string, Discount>()
  for (const it of lines.flatMap(({ discounts }) => discounts)) {
    const amount = (sums.get(it.promotionId)?.amount ?? 0) + it.amount
    sums.set(it.promotionId, { ...it, amount })
  }
  return [...sums.values()]
}

const isDigits = (code: string): boolean => /^\d{8}$/.test(code)

/** Digits as they are read aloud: `8263 1183`; the text of a QR is not for people. */
export const spoken = (code: string): string =>
  isDigits(code) ? `${code.slice(0, 4)} ${code.slice(4)}` : '扫码'

/** Digits of what was typed or pasted, at most eight; `8263 1183` and full-width digits are understood. */
export const digitsOf = (text: string): string =>
  text.normalize('NFKC').replace(/\D/g, '').slice(0, CODE_LENGTH)

/** By which code it was found: `取货码 8263 1183`, or `扫码`. */
export const foundBy = (code: string): string => (isDigits(code) ? `取货码 ${spoken(code)}` : spoken(code))

/** The order's id in the text of a QR. */
export const orderIdIn = (text: string): string | undefined => /ord_[A-Za-z0-9_-]{1,40}/.exec(text)?.[0]

/** The order's id in what was typed, with or without its prefix. */
export const orderIdOf = (typed: string): string | undefined => {
  const bare = typed.normalize('NFKC').trim()
  return orderIdIn(bare) ?? (/^[A-Za-z0-9_-]{6,40}$/.test(bare) ? `ord_${bare}` : undefined)
}

/** The end of an order's id, enough to tell two orders of one person apart. */
export const tailOf = ({ id }: Pick<Order, 'id'>): string => id.slice(-6).toUpperCase()

export interface Remark {
  text: string
  tone: 'i2' | 'warn' | 'danger' | 'ok'
}

/** What matters about a waiting order: how long it lies there, or that its time runs out. */
export const waiting = (order: Order, now: number): Remark => {
  const since = waited(order.paidAt ?? order.createdAt, now)
  const expiresAt = order.pickup?.expiresAt
  if (expiresAt) {
    const left = Date.parse(expiresAt) - now
    if (left <= 0) return { text: '已过期，货款退回中', tone: 'danger' }
    if (left < DAY) return { text: `${moment(expiresAt, now)} 过期退款`, tone: 'danger' }
    return { text: `保留到 ${moment(expiresAt, now)}`, tone: 'i2' }
  }
  const minutes = (now - Date.parse(order.paidAt ?? order.createdAt)) / 60_000
  const late = order.way === 'local1h' ? 30 : order.way === 'city2h' ? 60 : 24 * 60
  return { text: `${WAYS[order.way]} · 等了 ${since}`, tone: minutes > late ? 'danger' : 'i2' }
}

/** How an order left the store and when. */
export const handedOver = (order: Order, now: number): Remark => {
  const at = order.pickup?.redeemedAt
  if (at)
    return {
      text: `${moment(at, now)} 已取 · ${order.pickup?.redeemedBy ?? ''}`.replace(/ · $/, ''),
      tone: 'ok',
    }
  const shipped = order.delivery
  if (shipped) return { text: `${moment(shipped.shippedAt, now)} 已发 · ${shipped.carrier}`, tone: 'ok' }
  return { text: order.statusText, tone: 'i2' }
}

export interface Step {
  at: string
  text: string
  note?: string
}

const CLOSED: Record<NonNullable<Order['closeReason']>, string> = {
  unpaid: '超时未付款，已关闭',
  cancelled: '顾客取消',
  paid_late: '付款太晚，货款已退回',
  out_of_stock: '缺货，货款已退回',
}

/** What happened to an order, newest first. */
export const historyOf = (order: Order): Step[] => {
  const steps: Step[] = [{ at: order.createdAt, text: '下单' }]
  const { paidAt, pickup, delivery, closedAt, closeReason } = order
  if (paidAt) steps.push({ at: paidAt, text: '微信已付' })
  if (delivery)
    steps.push({
      at: delivery.shippedAt,
      text: '已发货',
      note: [delivery.carrier, delivery.trackingNo].filter(Boolean).join(' · '),
    })
  if (pickup?.redeemedAt)
    steps.push({
      at: pickup.redeemedAt,
      text: '已取货',
      note: pickup.redeemedBy && `核销人 ${pickup.redeemedBy}`,
    })
  if (closedAt) steps.push({ at: closedAt, text: closeReason ? CLOSED[closeReason] : '已关闭' })
  // The platforms tell time by the second: within one the steps stay in their own order.
  const second = ({ at }: Step) => at.slice(0, 19)
  return steps.reverse().sort((a, b) => second(b).localeCompare(second(a)))
}

/** Milliseconds in which a redemption can still be taken back; 0 when it cannot, also after a return or exchange. */
export const undoLeft = ({ pickup, amounts, refunds }: Order, now: number): number => {
  const at = amounts.refunded === 0 && refunds.length === 0 ? pickup?.redeemedAt : undefined
  return at ? Math.max(0, Math.min(UNDO_MS, Date.parse(at) + UNDO_MS - now)) : 0
}

/** The member's name, or a word for one who left none. */
export const nameOf = ({ memberName }: Handover): string => memberName || '顾客'

/** `4:52` of milliseconds. */
export const countdown = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Whether this store hands the order over; any store may take goods back. */
export const isOf = (order: Order, storeId: string): boolean => !order.store || order.store.id === storeId

/** Where an order stands on the desk. */
export const listOf = ({ status, way }: Order): List =>
  status !== 'paid' ? 'done' : way === 'pickup' ? 'pickup' : 'ship'

export const canRedeem = ({ status, way, transfer }: Order): boolean =>
  status === 'paid' && way === 'pickup' && !(transfer && !transfer.arrivedAt)
export const canShip = ({ status, way }: Order): boolean =>
  status === 'paid' && way !== 'pickup' && way !== 'counter'
/** Goods are with the shopper and some are not given back yet; the server has the last word. */
export const canReturn = (order: Order): boolean => order.status === 'completed' && piecesOf(order) > 0

/** Something is under way that ends by itself within moments: a payment, a refund. */
export const isMoving = ({ status, refunds }: Order): boolean =>
  status === 'unpaid' || status === 'reviving' || refunds.some(({ state }) => state === 'requested')

/** Refunds in `after` that were not in `before`. */
export const newRefunds = (before: Order, after: Order): Order['refunds'] => {
  const known = new Set(before.refunds.map(({ id }) => id))
  return after.refunds.filter(({ id }) => !known.has(id))
}
