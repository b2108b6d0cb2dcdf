interface Fact {
  amount: number
  channel: 'store' | 'online'
  kind: 'purchase' | 'visit' | 'trial'
  at: Date
}

export interface VisitFacts {
  /** Fen, all time. */
  spendTotal: number
  /** Fen of the last twelve months; tiers follow it (ME-2). */
  spend12m: number
  orderCount: number
  visitTotal: number
  /** Share of spend made online, 0 to 1. */
  onlineShare: number
  lastVisitAt?: Date
}

/** Sums of a member's visits as of an instant; what lies after it does not count. */
export function factsOf(visits: readonly Fact[], at: Date): VisitFacts {
  const yearAgo = new Date(at)
  yearAgo.setUTCFullYear(at.getUTCFullYear() - 1)
  const facts: VisitFacts = { spendTotal: 0, spend12m: 0, orderCount: 0, visitTotal: 0, onlineShare: 0 }
  let online = 0
  for (const it of visits) {
    if (it.at > at) continue
    facts.visitTotal++
    if (it.channel === 'store' && (!facts.lastVisitAt || it.at > facts.lastVisitAt)) facts.lastVisitAt = it.at
    if (it.kind !== 'purchase') continue
    facts.orderCount++
    facts.spendTotal += it.amount
    if (it.at > yearAgo) facts.spend12m += it.amount
    if (it.channel === 'online') online += it.amount
  }
  facts.onlineShare = facts.spendTotal ? online / facts.spendTotal : 0
  return facts
}
