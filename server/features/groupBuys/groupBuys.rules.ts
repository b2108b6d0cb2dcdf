import type { z } from 'zod'
import type { groupBuyStatus, teamState } from './groupBuys.contract'

export type GroupBuyStatus = z.infer<typeof groupBuyStatus>
export type TeamState = z.infer<typeof teamState>

/** Every change of state a team may make. */
export const teamTransitions: Readonly<Record<TeamState, readonly TeamState[]>> = {
  opening: ['open', 'abandoned'],
  open: ['formed', 'failed', 'abandoned'],
  // The leader's payment came late: the team opens after all.
  abandoned: ['opening'],
  formed: [],
  failed: [],
}
export const teamMayBecome = (from: TeamState, to: TeamState): boolean => teamTransitions[from].includes(to)

const HOUR_MS = 3600_000

/** Until when a team that opens at an instant may fill. */
export const deadlineOf = (openedAt: Date, hours: number): Date =>
  new Date(openedAt.getTime() + hours * HOUR_MS)

/** When the last payment of a campaign may come: the end of a team that opens in its last moment. */
export const lastPaymentOf = ({ until, hours }: { until: Date; hours: number }): Date =>
  deadlineOf(until, hours)

/** What a team is at its deadline: formed where 自动成团 counts so many paid seats as enough. */
export const atDeadline = ({ paid, formFrom }: { paid: number; formFrom?: number }): 'formed' | 'failed' =>
  formFrom !== undefined && paid >= formFrom ? 'formed' : 'failed'

/** How long an order of a seat may stay unpaid: no longer than its team, but long enough to pay. */
export const payByOf = (at: Date, payMs: number, deadline?: Date): Date => {
  const usual = at.getTime() + payMs
  const end = deadline ? Math.min(usual, deadline.getTime()) : usual
  return new Date(Math.max(end, at.getTime() + MOMENT_MS))
}
const MOMENT_MS = 90_000

/** A campaign in the shopper's words. */
export const shownStatus = (status: GroupBuyStatus, left: number): string => {
  if (status === 'ended') return '已结束'
  if (status === 'paused') return '暂停参团'
  if (status !== 'live') return '即将开始'
  return left > 0 ? '拼团中' : '已抢完'
}
/** A team in the shop's words. */
export function teamText(state: TeamState, left: number): string {
  switch (state) {
    case 'opening':
      return '等团长付款'
    case 'open':
      return left > 0 ? `还差 ${left} 人成团` : '坐满了，等付款成团'
    case 'formed':
      return '已成团'
    case 'failed':
      return '未成团，已全额退款'
    case 'abandoned':
      return '已取消'
  }
}

/** A name as people outside see it: its first sign. */
export const maskedName = (name: string): string => `${[...name][0] ?? '友'}**`
