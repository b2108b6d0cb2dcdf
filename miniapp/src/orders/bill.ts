import { piecesOf, WAYS } from './words'
import type { OrderLine, Way } from './types'

export interface Billed {
  way: Way
  lines: Pick<OrderLine, 'unitPrice' | 'quantity' | 'discounts'>[]
  amounts: { goods: number; deliveryFee: number; total: number }
  /** What was taken off the delivery fee; `amounts.deliveryFee` is what is left of it. */
  deliveryDiscounts: OrderLine['discounts']
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
  if (promotionId.startsWith('cgr_')) return { text: '券', tone: 'brand' }
  if (promotionId.startsWith('shipping')) return { text: '免邮', tone: 'gold' }
  if (promotionId.startsWith('fss_')) return { text: '秒杀', tone: 'accent' }
  if (promotionId.startsWith('gbu_')) return { text: '拼团', tone: 'accent' }
  return { text: '活动', tone: 'accent' }
}

/** Each promotion once, with all it took off. */
const takenOff = (discounts: OrderLine['discounts']): BillRow[] => {
  const rows = new Map<string, BillRow>()
  for (const { promotionId, name, amount } of discounts) {
    const before = rows.get(promotionId)?.amount ?? 0
    rows.set(promotionId, { key: promotionId, name, amount: before - amount, tag: tagOf(promotionId) })
  }
  return [...rows.values()].filter((it) => it.amount !== 0)
}

/** The rows of a bill in fen: goods, each promotion by its name, delivery and what was taken off it. Their sum is the total. */
export const billOf = ({
  way,
  lines,
  amounts,
  deliveryDiscounts,
}: Billed): { rows: BillRow[]; saved: number } => {
  const offGoods = takenOff(lines.flatMap((it) => it.discounts))
  const offDelivery = takenOff(deliveryDiscounts)
  const sum = (rows: BillRow[]): number => rows.reduce((all, it) => all + it.amount, 0)
  const rows: BillRow[] = [
    { key: 'goods', name: `商品，${piecesOf(lines)} 件`, amount: amounts.goods },
    ...offGoods,
    {
      key: 'delivery',
      name: way === 'pickup' || way === 'counter' ? WAYS[way].text : '运费',
      amount: amounts.deliveryFee - sum(offDelivery),
    },
    ...offDelivery,
  ]
  return { rows, saved: 0 - sum([...offGoods, ...offDelivery]) }
}
