import type { Api } from '../../../../server/api'

export type PosHandover = Api['GET /staff/pos-orders/:posOrderId']['response']
export type PosOrder = PosHandover['order']
export type PosLine = PosOrder['lines'][number]

/** Pieces of a line that are neither given back nor asked back. */
export const keptOf = (line: PosLine, { returns }: PosOrder): number =>
  returns
    .filter(({ state }) => state !== 'declined')
    .flatMap(({ lines }) => lines)
    .filter(({ key }) => key === line.key)
    .reduce((left, { quantity }) => left - quantity, line.quantity)

export const piecesOf = ({ lines }: PosOrder): number => lines.reduce((sum, it) => sum + it.quantity, 0)

/** What the first goods are called, and how many pieces there are when there are more kinds. */
export const titleOf = (order: PosOrder): string => {
  const [first] = order.lines
  if (!first) return '门店小票'
  return order.lines.length > 1 ? `${first.name} 等 ${piecesOf(order)} 件` : first.name
}

export const RETURN_STATES: Record<PosOrder['returns'][number]['state'], { text: string; tone: string }> = {
  requested: { text: '顾客申请退货', tone: 'warn' },
  taken: { text: '已退货', tone: 'ok' },
  declined: { text: '没有退', tone: 'i2' },
}
