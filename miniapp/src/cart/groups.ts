import type { CartLine } from './cart'

/** Lines that are ordered together: those of one store, or those to be delivered. */
export interface Group {
  key: string
  way: CartLine['way']
  store?: CartLine['store']
  lines: CartLine[]
}

export const groupKeyOf = ({ way, store }: CartLine): string =>
  way === 'pickup' ? `pickup@${store?.id ?? ''}` : 'delivery'

/** In the order of the bag; what one order can take stands together. */
export const groupsOf = (lines: CartLine[]): Group[] => {
  const groups = new Map<string, Group>()
  for (const line of lines) {
    const key = groupKeyOf(line)
    const group = groups.get(key) ?? { key, way: line.way, store: line.store, lines: [] }
    group.lines.push(line)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Still sold, and of a pickup as many as wanted are in its store; where a delivery comes from is seen at checkout. */
export const canBuy = ({ goods, stock, quantity, way }: CartLine): boolean =>
  goods !== undefined && (way === 'delivery' || stock === undefined || stock.available >= quantity)

/** A new choice after a tap: one order takes one group, so lines of another group make way. */
export const toggled = (chosen: ReadonlySet<string>, lines: CartLine[], tapped: CartLine[]): Set<string> => {
  const buyable = tapped.filter(canBuy).map((it) => it.key)
  if (buyable.length === 0) return new Set(chosen)
  if (buyable.every((it) => chosen.has(it))) return new Set([...chosen].filter((it) => !buyable.includes(it)))
  const group = tapped[0] && groupKeyOf(tapped[0])
  const same = new Set(lines.filter((it) => groupKeyOf(it) === group).map((it) => it.key))
  return new Set([...[...chosen].filter((it) => same.has(it)), ...buyable])
}

/** What is really chosen: lines that are still there and can be bought. */
export const chosenLines = (lines: CartLine[], chosen: ReadonlySet<string>): CartLine[] =>
  lines.filter((it) => chosen.has(it.key) && canBuy(it))

/** Fen and pieces before any discount. */
export const sumOf = (lines: CartLine[]): { fen: number; pieces: number } =>
  lines.reduce(
    (sum, it) => ({
      fen: sum.fen + (it.goods?.price ?? 0) * it.quantity,
      pieces: sum.pieces + it.quantity,
    }),
    { fen: 0, pieces: 0 },
  )
