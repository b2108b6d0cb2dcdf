import {
  metres,
  missingOf,
  needOf,
  piecesOf,
  take,
  type Missing,
  type Need,
  type Stocked,
  type Wanted,
} from './sourcing.rules'

/** A place goods may be sent from. */
export interface Sender extends Stocked {
  kind: 'store' | 'warehouse'
  isOpen: boolean
  /** Orders it still has to get ready. */
  load: number
}

export interface SourcingOptions {
  /** Metres; Infinity for anywhere. */
  within: number
  /** Only stores that are open now; warehouses always send. */
  mustBeOpen: boolean
  /** Most places one order is sent from, 1 or more. */
  mostParts: number
  warehouses: boolean
  costs?: Costs
}

/** What sourcing weighs, as metres of way (IN-4). */
export interface Costs {
  /** For every parcel after the first. */
  split: number
  /** For sending from a warehouse: goods on a store's shelf go first. */
  warehouse: number
  /** For a store that begins only when it opens. */
  closed: number
  /** For every order a place still has to get ready. */
  load: number
}
export const COSTS: Costs = { split: 20_000, warehouse: 30_000, closed: 10_000, load: 300 }

export interface Part {
  locationId: string
  lines: Wanted[]
  /** Metres. */
  distance: number
}
export type PassedOver = 'too_far' | 'closed' | 'out_of_stock'
export type DeliveryPlan =
  | { outcome: 'sourced'; parts: Part[]; reason: string }
  | {
      outcome: 'refused'
      missing: Missing[]
      reason: string
      /** Why which place cannot send anything of it. */
      passedOver: { locationId: string; why: PassedOver }[]
    }

interface Priced extends Sender {
  cost: number
}
interface Choice {
  senders: Priced[]
  cost: number
}

const isCheaper = (cost: number, parts: number, best: Choice | undefined) =>
  !best || cost < best.cost || (cost === best.cost && parts < best.senders.length)

const hasAll = (need: Need, { stock }: Pick<Stocked, 'stock'>): boolean => {
  for (const [skuId, quantity] of need) if ((stock.get(skuId) ?? 0) < quantity) return false
  return true
}

/**
 * The cheapest set of at most `mostParts` places, sorted by cost, that together have everything. Exhaustive: a place
 * that adds nothing to those before it is never part of a cheapest set, nor is one after a place that completes it.
 */
function choose(need: Need, senders: readonly Priced[], mostParts: number, split: number) {
  let best: Choice | undefined
  const look = (chosen: Priced[], rest: Need, cost: number, from: number): void => {
    for (let at = from; at < senders.length; at++) {
      const sender = senders[at] as Priced
      const more = cost + sender.cost + (chosen.length ? split : 0)
      if (!isCheaper(more, chosen.length + 1, best)) return
      if (hasAll(rest, sender)) {
        best = { senders: [...chosen, sender], cost: more }
        return
      }
      if (chosen.length + 1 === mostParts) continue
      const next = take(rest, sender)
      if (next.given.length) look([...chosen, sender], next.rest, more, at + 1)
    }
  }
  look([], need, 0, 0)
  return best
}

/** What stays missing after `mostParts` places, each time the one that has most of what is left. */
function leastRest(need: Need, senders: readonly Sender[], mostParts: number): Need {
  let rest = need
  const left = new Set(senders)
  for (let part = 0; part < mostParts; part++) {
    const rests = [...left].map((it) => ({ it, rest: take(rest, it).rest }))
    const [first, ...others] = rests
    if (!first) break
    const fullest = others.reduce((best, it) => (piecesOf(it.rest) < piecesOf(best.rest) ? it : best), first)
    rest = fullest.rest
    left.delete(fullest.it)
  }
  return rest
}

/** The same need with what is scarce first, so that a place that cannot do is seen at once. */
function scarceFirst(need: Need, senders: readonly Sender[]): Need {
  const spare = ([skuId, quantity]: [string, number]) =>
    senders.reduce((sum, { stock }) => sum + Math.min(quantity, stock.get(skuId) ?? 0), 0) / quantity
  return new Map(
    [...need]
      .map((it) => ({ it, spare: spare(it) }))
      .sort((a, b) => a.spare - b.spare)
      .map(({ it }) => it),
  )
}

const named = (it: Sender): string => `「${it.name}」`

function reasonOf({ senders }: Choice, need: Need, all: readonly Sender[]): string {
  const [only] = senders
  const canAlone = all.filter((it) => !take(need, it).rest.size)
  if (senders.length > 1 || !only) {
    const why = canAlone.length ? '分开发货更近' : '单处凑不齐'
    return `${why}，由${senders.map(named).join('、')}分 ${senders.length} 处发货`
  }
  if (only.kind === 'warehouse') {
    const why = canAlone.some((it) => it.kind === 'store') ? '门店发货更远' : '附近门店凑不齐'
    return `${why}，由${named(only)}发货`
  }
  const nearer = all.filter((it) => it.kind === 'store' && it.distance < only.distance)
  const short = nearer.filter((it) => !canAlone.includes(it)).length
  const why = [
    short ? `更近的 ${short} 家货不齐` : '',
    nearer.length > short ? `更近的 ${nearer.length - short} 家较忙或未营业` : '',
  ].filter(Boolean)
  return `由${named(only)}发货：整单有货，距您 ${metres(only.distance)}${why.map((it) => `，${it}`).join('')}`
}

/**
 * 就近发货 (IN-4): which place or places send a basket, weighed by distance, load, open hours and the cost of splitting,
 * all as metres (`Costs`); the cheapest choice there is. Stores go before warehouses of nearly the same cost. The parts
 * add up to the basket and take no more than a place has. Refused with what is missing of it
 * even from the fullest places.
 */
export function sourceDelivery(
  basket: readonly Wanted[],
  candidates: readonly Sender[],
  { within, mustBeOpen, mostParts, warehouses, costs = COSTS }: SourcingOptions,
): DeliveryPlan {
  const need = needOf(basket)
  const whyNot = (it: Sender): PassedOver | undefined => {
    if (it.distance > within) return 'too_far'
    if (it.kind === 'store' && mustBeOpen && !it.isOpen) return 'closed'
    return take(need, it).given.length ? undefined : 'out_of_stock'
  }
  const costOf = (it: Sender): number =>
    it.distance +
    it.load * costs.load +
    (it.kind === 'warehouse' ? costs.warehouse : it.isOpen ? 0 : costs.closed)
  const asked = candidates.filter((it) => warehouses || it.kind === 'store')
  const able = asked
    .filter((it) => !whyNot(it))
    .map((it) => ({ ...it, cost: costOf(it) }))
    .sort((a, b) => a.cost - b.cost || (a.id < b.id ? -1 : 1))
  const best = choose(scarceFirst(need, able), able, mostParts, costs.split)
  if (!best) {
    const rest = leastRest(need, able, mostParts)
    const missing = missingOf(need, rest)
    return {
      outcome: 'refused',
      missing,
      reason: able.length
        ? `缺 ${missing.length} 种商品共 ${piecesOf(rest)} 件，暂时送不了整单`
        : '附近没有能送这些商品的门店',
      passedOver: asked.flatMap((it) => {
        const why = whyNot(it)
        return why ? [{ locationId: it.id, why }] : []
      }),
    }
  }
  let left: Need = need
  const parts = best.senders.map((sender): Part => {
    const { given, rest: after } = take(left, sender)
    left = after
    return { locationId: sender.id, lines: given, distance: sender.distance }
  })
  return { outcome: 'sourced', parts, reason: reasonOf(best, need, able) }
}
