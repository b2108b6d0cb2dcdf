/** How long what a guide's card led to counts as theirs. */
export const WINDOW_MS = 7 * 86_400_000

/** Why an order is a guide's. */
export type Reason = 'ordered' | 'card' | 'chain' | 'bound'

interface Named {
  guideId: string
}
interface Facts<T> {
  /** Who placed it for the shopper (OR-4). */
  placedBy?: string | undefined
  /** The shopper's last look at a guide's card before the order, within the window. */
  touch?: T | undefined
  /** Who leads the chain it was ordered in (GB-2). */
  leader?: string | undefined
  /** Whose customer the shopper is. */
  boundTo?: string | undefined
}
export type Credit<T> = { guideId: string; reason: Exclude<Reason, 'card'> } | ({ reason: 'card' } & T)

/**
 * Whose an order is (GU-6): one guide's or nobody's, the nearest deed first: who placed it, whose card was looked at last,
 * who leads its chain, whose customer the shopper is.
 */
export function creditOf<T extends Named>({
  placedBy,
  touch,
  leader,
  boundTo,
}: Facts<T>): Credit<T> | undefined {
  if (placedBy) return { guideId: placedBy, reason: 'ordered' }
  if (touch) return { reason: 'card', ...touch }
  if (leader) return { guideId: leader, reason: 'chain' }
  return boundTo ? { guideId: boundTo, reason: 'bound' } : undefined
}

/** Why, in words to the guide whose it is. */
export const reasonText: Record<Reason, string> = {
  ordered: '你替顾客下的单',
  card: '顾客点了你发的卡片，7 天内下单',
  chain: '你开的接龙',
  bound: '归属你的顾客',
}
/** And in words about another guide. */
export const reasonOf: Record<Reason, string> = {
  ordered: '替顾客下的单',
  card: '顾客点了 TA 发的卡片，7 天内下单',
  chain: 'TA 开的接龙',
  bound: '归属 TA 的顾客',
}
