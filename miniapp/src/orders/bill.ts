import { piecesOf, WAYS } from './words'
import type { OrderLine, Way } from './types'

interface Billed {
  way: Way
  lines: Pick<OrderLine, 'unitPrice' | 'quantity' | 'discounts'>[]
  amounts: { goods: number; discount: number; deliveryFee: number; total: number }
}

export interface BillRow {
  key: string
  name: string
  /** What is taken off is below zero. */
  amount: number
  tag?: { text: string; tone: 'accent' | 'gold' | 'brand' }
}

const tagOf = (promotionId: string): NonNullable<BillRow['tag']> => {
  if (promotionId.startsWith('member')) return { text: '会员', tone: 'gold' }
  if (promotionId.startsWith('coupon')) return { text: '券', tone: 'brand' }
  return { text: '活动', tone: 'accent' }
}

/**
 * The rows of a bill in fen: goods, each promotion once by its name, delivery. They add up to `amounts.total` exactly:
 * what the lines do not explain was taken off the delivery fee.
 */
export const billOf = ({ way, lines, amounts }: Billed): { rows: BillRow[]; saved: number } => {
  const byPromotion = new Map<string, BillRow>()
  for (const { promotionId, name, amount } of lines.flatMap((it) => it.discounts)) {
    const before = byPromotion.get(promotionId)
    byPromotion.set(promotionId, {
      key: promotionId,
      name,
      amount: (before?.amount ?? 0) - amount,
      tag: tagOf(promotionId),
    })
  }
  const discounts = [...byPromotion.values()].filter((it) => it.amount !== 0)
  const explained = discounts.reduce((sum, it) => sum + it.amount, amounts.goods + amounts.deliveryFee)
  const rest = amounts.total - explained
  const rows: BillRow[] = [
    { key: 'goods', name: `商品，${piecesOf(lines)} 件`, amount: amounts.goods },
    ...discounts,
    {
      key: 'delivery',
      name: way === 'pickup' || way === 'counter' ? WAYS[way].text : '运费',
      amount: amounts.deliveryFee,
    },
    ...(rest < 0 ? [{ key: 'shipping', name: '运费减免', amount: rest, tag: tagOf('member') }] : []),
  ]
  return { rows, saved: -rows.reduce((sum, it) => sum + Math.min(0, it.amount), 0) }
}
