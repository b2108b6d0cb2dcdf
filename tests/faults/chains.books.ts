import { hasTwice, KEPT, type CampaignOrder, type Count } from './campaigns.books'

interface Line {
  skuId: string
  quantity: number
}
export interface ChainRow {
  _id: string
  lines: { skuId: string; quota: number }[]
}
export interface ListRow {
  _id: string
  sourceId: string
  storeId: string
  state: string
  isSettled?: boolean
  lastNo: number
  entries: { no: number; key: string; orderId: string; lines: Line[] }[]
  gone: string[]
}
export interface TransferRow {
  _id: string
  chainId?: string
  from: string
  to: string
  lines: (Line & { shipped?: number; received?: number })[]
}
export interface ChainOrder extends CampaignOrder {
  chain?: { chainId: string; no?: number }
  transfer?: { arrivedAt?: Date }
}

/** What a run of faults left of chains; everything must be 0. */
export interface ChainDamage {
  /** Goods of a chain of which more is on its list, or paid for, than was set apart. */
  overQuota: number
  /** Lists with a number twice, above the last, or an order twice. */
  wrongNumbers: number
  /** Entries without a paid order of that number and pieces, and kept orders without an entry. */
  wrongEntries: number
  /** Chains without the one delivery of exactly the pieces on their list, or with one too many. */
  wrongDeliveries: number
  /** Orders that did not get the share of what came that is theirs by number, or got one that is not. */
  wrongShares: number
}

/** Pieces by SKU. */
function piecesOf(lines: readonly Line[]): Map<string, number> {
  const pieces = new Map<string, number>()
  for (const { skuId, quantity } of lines) pieces.set(skuId, (pieces.get(skuId) ?? 0) + quantity)
  return pieces
}
const isSame = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([skuId, quantity]) => b.get(skuId) === quantity)

/** Numbers of a brought list whose orders got their goods and should not have, or the other way round. */
function wrongShares(
  { entries }: ListRow,
  { lines }: TransferRow,
  byId: ReadonlyMap<string, ChainOrder>,
): ListRow['entries'] {
  const left = piecesOf(lines.map(({ skuId, received = 0 }) => ({ skuId, quantity: received })))
  return entries.filter(({ orderId, lines: wanted }) => {
    const isServed = wanted.every((it) => (left.get(it.skuId) ?? 0) >= it.quantity)
    if (isServed) for (const it of wanted) left.set(it.skuId, (left.get(it.skuId) ?? 0) - it.quantity)
    const order = byId.get(orderId)
    const hasGot = order?.transfer?.arrivedAt !== undefined
    return hasGot !== isServed || (!isServed && order?.status !== 'refunded')
  })
}

/** Lists against the orders that are on them, their deliveries, and what each order got of these. */
export function chainDamage(
  chains: readonly ChainRow[],
  lists: readonly ListRow[],
  orders: readonly ChainOrder[],
  transfers: readonly TransferRow[],
  count: Count,
): ChainDamage {
  const byId = new Map(orders.map((it) => [it._id, it]))
  const listed = (it: ListRow) => piecesOf(it.entries.flatMap(({ lines }) => lines))
  const keptOf = (chainId: string) =>
    orders.filter((it) => it.chain?.chainId === chainId && KEPT.includes(it.status))
  const keys = new Set(lists.flatMap(({ entries }) => entries.map((it) => it.key)))
  const deliveries = (chainId: string) => transfers.filter((it) => it.chainId === chainId)
  const brought = lists.filter((it) => it.sourceId !== it.storeId)
  return {
    overQuota: count(
      'over quota',
      chains.flatMap(({ _id, lines }) => {
        const list = lists.find((it) => it._id === _id)
        const [on, kept] = [list && listed(list), piecesOf(keptOf(_id).flatMap((it) => it.lines))]
        return lines.filter(
          ({ skuId, quota }) => (on?.get(skuId) ?? 0) > quota || (kept.get(skuId) ?? 0) > quota,
        )
      }),
    ),
    wrongNumbers: count(
      'numbers',
      lists.filter(
        ({ entries, lastNo }) =>
          hasTwice(entries.map((it) => it.no)) ||
          hasTwice(entries.map((it) => it.orderId)) ||
          entries.some((it) => it.no < 1 || it.no > lastNo),
      ),
    ),
    wrongEntries:
      count(
        'entry without its order',
        lists.flatMap(({ _id, entries, gone }) =>
          entries.filter(({ no, key, orderId, lines }) => {
            const order = byId.get(orderId)
            return (
              !order?.payment ||
              order.chain?.chainId !== _id ||
              order.chain.no !== no ||
              key !== `${orderId}/${order.round}` ||
              gone.includes(key) ||
              ![...KEPT, 'refunded'].includes(order.status) ||
              !isSame(piecesOf(order.lines), piecesOf(lines))
            )
          }),
        ),
      ) +
      count(
        'kept order that is on no list',
        orders.filter((it) => it.chain && KEPT.includes(it.status) && !keys.has(`${it._id}/${it.round}`)),
      ),
    wrongDeliveries: count(
      'delivery',
      lists.filter((it) => {
        const [delivery, ...more] = deliveries(it._id)
        if (!brought.includes(it) || !it.entries.length) return delivery !== undefined
        return more.length > 0 || !isSame(piecesOf(delivery?.lines ?? []), listed(it))
      }),
    ),
    wrongShares: count(
      'share',
      brought.flatMap((it) => deliveries(it._id).flatMap((one) => wrongShares(it, one, byId))),
    ),
  }
}

/** Orders on lists, those collected, and those whose share did not come. */
export function chainCounts(lists: readonly ListRow[], orders: readonly ChainOrder[]) {
  const listed = new Set(lists.flatMap(({ entries }) => entries.map((it) => it.orderId)))
  const own = orders.filter((it) => listed.has(it._id))
  return {
    onLists: own.length,
    chainCollected: own.filter((it) => it.status === 'completed').length,
    cameShort: own.filter((it) => it.transfer && !it.transfer.arrivedAt && it.status === 'refunded').length,
  }
}

/** Pieces deliveries brought to a stock document, less those that left it. */
export const movedTo = (transfers: readonly TransferRow[]): Map<string, number> => {
  const moved = new Map<string, number>()
  const add = (id: string, quantity: number) => moved.set(id, (moved.get(id) ?? 0) + quantity)
  for (const { from, to, lines } of transfers)
    for (const { skuId, shipped = 0, received = 0 } of lines) {
      add(`${skuId}@${from}`, -shipped)
      add(`${skuId}@${to}`, received)
    }
  return moved
}
