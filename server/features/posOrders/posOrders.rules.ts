import type { z } from 'zod'
import { partOfFen } from '../../kernel/money'
import type { returnState, soldOrder } from './posOrders.contract'

type Sold = z.output<typeof soldOrder>
export type ReturnState = z.infer<typeof returnState>

/** Every change of state a return may make. */
export const transitions: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  requested: ['taken', 'declined'],
  taken: [],
  declined: [],
}

/** Whether every line and the whole add up, to the fen. */
export const addsUp = ({ lines, total }: Pick<Sold, 'lines' | 'total'>): boolean =>
  lines.every((it) => it.total === it.unitPrice * it.quantity - it.discount) &&
  total === lines.reduce((sum, it) => sum + it.total, 0)

interface Bought {
  key: string
  quantity: number
  total: number
}
interface Returned {
  state: ReturnState
  lines: readonly { key: string; quantity: number; amount: number }[]
}
type Asked = readonly { key: string; quantity: number }[]

/** Pieces of a line that came back or are asked to. */
const piecesBack = (returns: readonly Returned[], key: string): number =>
  returns
    .filter((it) => it.state !== 'declined')
    .flatMap((it) => it.lines)
    .filter((it) => it.key === key)
    .reduce((sum, it) => sum + it.quantity, 0)

/** Fen that are (to be) given back for a line. */
const fenBack = (returns: readonly Returned[], key: string): number =>
  returns
    .filter((it) => it.state !== 'declined')
    .flatMap((it) => it.lines)
    .filter((it) => it.key === key)
    .reduce((sum, it) => sum + it.amount, 0)

/**
 * What pieces are worth that shall come back: their share of what was paid, so that all pieces together are worth exactly
 * that, whatever was declined in between. Undefined when there are not so many left, or a line stands twice.
 */
export function returnOf(lines: readonly Bought[], returns: readonly Returned[], asked: Asked) {
  if (new Set(asked.map((it) => it.key)).size !== asked.length) return undefined
  const priced = []
  for (const { key, quantity } of asked) {
    const line = lines.find((it) => it.key === key)
    const left = line ? line.quantity - piecesBack(returns, key) : 0
    if (!line || quantity > left) return undefined
    priced.push({ key, quantity, amount: partOfFen(line.total - fenBack(returns, key), quantity, left) })
  }
  return priced
}

/** Fen of what came back. */
export const takenBack = (returns: readonly Returned[]): number =>
  returns
    .filter((it) => it.state === 'taken')
    .flatMap((it) => it.lines)
    .reduce((sum, it) => sum + it.amount, 0)
