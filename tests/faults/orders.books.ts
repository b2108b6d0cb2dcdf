import type { PlatformRefund } from './platform'

export interface OrderRow {
  _id: string
  status: string
  round: number
  lines: { key: string; skuId: string; locationId: string; quantity: number }[]
  amounts: { total: number; paid: number; refunded: number }
  payment?: { amount: number }
  pickup?: { redeemedAt?: Date }
  refunds: {
    id: string
    key: string
    amount: number
    stock: 'held' | 'returned'
    storeId?: string
    lines: { key: string; quantity: number }[]
  }[]
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, it) => all + it, 0)
export const isHandedOver = (it: OrderRow): boolean => Boolean(it.pickup?.redeemedAt)
const placeOf = (it: { skuId: string; locationId: string }) => `${it.skuId}@${it.locationId}`

/** Pieces per stock document by what orders say of them: gone, brought back and waiting, with the holds of these. */
export function piecesOf(orders: readonly OrderRow[]) {
  const [left, back, held] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const add = (to: Map<string, number>, at: string, quantity: number) =>
    to.set(at, (to.get(at) ?? 0) + quantity)
  const holds = new Set<string>()
  for (const order of orders) {
    for (const line of order.lines) {
      if (isHandedOver(order)) add(left, placeOf(line), line.quantity)
      if (order.status !== 'paid') continue
      add(held, placeOf(line), line.quantity)
      holds.add(`${order._id}/${line.key}/${order.round}`)
    }
    for (const { stock, storeId, lines } of order.refunds)
      for (const { key, quantity } of stock === 'returned' ? lines : []) {
        const line = order.lines.find((it) => it.key === key)
        if (line) add(back, placeOf({ ...line, locationId: storeId ?? line.locationId }), quantity)
      }
  }
  return { left, back, held, holds }
}

/** What went back of an order at the platform, and whether that is exactly what the order asked for, once. */
export function moneyOf(order: OrderRow, refunds: readonly PlatformRefund[]) {
  const asked = order.refunds.filter((it) => it.amount > 0)
  const isWrong =
    refunds.length !== asked.length ||
    new Set(order.refunds.map((it) => it.key)).size !== order.refunds.length ||
    refunds.some((it) => asked.find(({ id }) => id === it.outRefundNo)?.amount !== it.amount)
  const back = sum(refunds.filter((it) => it.status === 'SUCCESS').map((it) => it.amount))
  return { isWrong: isWrong || back > order.amounts.total || back !== order.amounts.refunded, back }
}
