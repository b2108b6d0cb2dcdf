/** How long what a guide's card led to counts as theirs. */
export const WINDOW_MS = 7 * 86_400_000

/** Why an order is a guide's. */
export type Reason = 'ordered' | 'cart' | 'card' | 'chain' | 'bound'

interface Named {
  guideId: string
}
interface Facts<T> {
  /** Who placed it for the shopper (OR-4). */
  placedBy?: string | undefined
  /** Who put some of its goods into the shopper's bag last, within the window (GU-3). */
  added?: string | undefined
  /** The shopper's last look at a guide's card before the order, within the window. */
  touch?: T | undefined
  /** Who leads the chain it was ordered in (GB-2). */
  leader?: string | undefined
  /** Whose customer the shopper is. */
  boundTo?: string | undefined
}
export type Credit<T> = { guideId: string; reason: Exclude<Reason, 'card'> } | ({ reason: 'card' } & T)

/**
 * Whose an order is (GU-6): one guide's or nobody's, the nearest deed first: who placed it, who put its goods into the bag, whose card was looked at last,
 * who leads its chain, whose customer the shopper is.
 */
export function creditOf<T extends Named>({
  placedBy,
  added,
  touch,
  leader,
  boundTo,
}: Facts<T>): Credit<T> | undefined {
  if (placedBy) return { guideId: placedBy, reason: 'ordered' }
  if (added) return { guideId: added, reason: 'cart' }
  if (touch) return { reason: 'card', ...touch }
  if (leader) return { guideId: leader, reason: 'chain' }
  return boundTo ? { guideId: boundTo, reason: 'bound' } : undefined
}

/** Why, in words to the guide whose it is. */
export const reasonText: Record<Reason, string> = {
  ordered: '你替顾客下的单',
  cart: '你放进购物袋的，7 天内下单',
  card: '顾客点了你发的卡片，7 天内下单',
  chain: '你开的接龙',
  bound: '归属你的顾客',
}
/** And in words about another guide. */
export const reasonOf: Record<Reason, string> = {
  ordered: '替顾客下的单',
  cart: 'TA 放进购物袋的，7 天内下单',
  card: '顾客点了 TA 发的卡片，7 天内下单',
  chain: 'TA 开的接龙',
  bound: '归属 TA 的顾客',
}
