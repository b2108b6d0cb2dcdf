import { serverNow } from '../api/serverTime'
import type { FlashItem, Session } from './types'

export type ItemState = 'remind' | 'reminded' | 'buy' | 'won' | 'had' | 'soldOut' | 'over' | 'paused'

/** What a shopper can do with an item at this moment. */
export const stateOf = (
  { phase, isPaused }: Pick<Session, 'phase' | 'isPaused'>,
  { left, mine }: Pick<FlashItem, 'left' | 'mine'>,
): ItemState => {
  if (mine.orderId && mine.outcome === 'won') return 'won'
  if (phase === 'over') return 'over'
  if (phase === 'coming') return mine.isReminded ? 'reminded' : 'remind'
  if (isPaused) return 'paused'
  if (mine.outcome === 'limit' || mine.outcome === 'won') return 'had'
  return left > 0 ? 'buy' : 'soldOut'
}

export const BUTTONS: Record<ItemState, string> = {
  remind: '提醒我',
  reminded: '已设提醒',
  buy: '马上抢',
  won: '看订单',
  had: '已抢过',
  soldOut: '已抢光',
  over: '已结束',
  paused: '稍后再来',
}

/** Under an item: how much is gone, or what became of the shopper's asking. */
export const itemText = (session: Pick<Session, 'phase'>, it: FlashItem): string => {
  if (it.mine.outcome !== 'none' && it.mine.text) return it.mine.text
  if (session.phase === 'coming') return `${it.quota} 件，每人限 ${it.perMember} 件`
  if (it.left > 0 && it.takenPercent === 0) return `${it.left} 件，先到先得`
  if (it.left > 0) return it.takenPercent >= 90 ? `仅剩 ${it.left} 件` : `已抢 ${it.takenPercent}%`
  return it.unpaid > 0 ? `还有 ${it.unpaid} 件待付款，没付会放出来` : '全部抢完'
}

/** The session to begin with: the wanted one, else the one that runs, else the next, else the last. */
export const firstSession = (sessions: Session[], wanted: string | undefined): Session | undefined =>
  sessions.find((it) => it.id === wanted) ??
  sessions.find((it) => it.phase === 'running') ??
  sessions.find((it) => it.phase === 'coming') ??
  sessions.at(-1)

/** Whether a session has begun by the server's clock, whatever it was when it was read. */
export const hasBegun = ({ from }: Pick<Session, 'from'>): boolean => Date.parse(from) <= serverNow()
