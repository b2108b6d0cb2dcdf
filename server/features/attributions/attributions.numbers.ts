import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import { friendsIn } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { facesOf } from '../members/members.service'
import type { attributionsContract, period } from './attributions.contract'
import { attributionsOfGuide, buyersOfStore, sumsOfStore, type Span } from './attributions.model'
import { reasonText, type Reason } from './attributions.rules'

type Routes = (typeof attributionsContract)['routes']
type Staff = CallerOf<Routes['GET /me/numbers']>
export type Period = z.output<typeof period>

const LATEST = 20
const REPURCHASE_MS = 90 * 86_400_000
export type Sum = { orders: number; amount: number }
export const plus = (a: Sum, b: Sum): Sum => ({ orders: a.orders + b.orders, amount: a.amount + b.amount })
export const nothing: Sum = { orders: 0, amount: 0 }

/** When the day began in China, and its month or the one before. */
export function timesOf(at: Date, period: Period): { day: Span; month: Span } {
  const { date } = shanghai(at)
  const first = (day: string) => `${day.slice(0, 8)}01`
  const day = { from: fromShanghai(date), until: fromShanghai(addDays(date, 1)) }
  const monthStart = fromShanghai(first(date))
  if (period === 'thisMonth') return { day, month: { from: monthStart, until: day.until } }
  const lastStart = fromShanghai(first(addDays(first(date), -1)))
  return { day, month: { from: lastStart, until: monthStart } }
}

/** The sums of a store by guide and reason in a time. */
async function sumsIn(storeId: string, span: Span) {
  const rows = await sumsOfStore(storeId, span)
  const of = (guideId: string, reason?: Reason): Sum =>
    rows
      .filter((it) => it._id.guideId === guideId && (!reason || it._id.reason === reason))
      .reduce<Sum>((sum, { orders, amount }) => plus(sum, { orders, amount }), nothing)
  return { of, guides: [...new Set(rows.map((it) => it._id.guideId))] }
}

/** What a store sold today and in a month, and who bought again, by guide. */
async function figuresOf(storeId: string, period: Period = 'thisMonth') {
  const at = now()
  const times = timesOf(at, period)
  const [day, month, buyers] = await Promise.all([
    sumsIn(storeId, times.day),
    sumsIn(storeId, times.month),
    buyersOfStore(storeId, new Date(at.getTime() - REPURCHASE_MS)),
  ])
  const repurchaseOf = (guideId: string) => {
    const { buyers: all = 0, again = 0 } = buyers.get(guideId) ?? {}
    return { buyers: all, again }
  }
  const newFriendsOf = (userid: string) => friendsIn(userid, times.month)
  return { at, day, month, repurchaseOf, newFriendsOf }
}

/** A guide's own numbers (GU-5). */
export async function numbersOf({ guideId, storeId, userid }: Staff) {
  const { at, day, month, repurchaseOf, newFriendsOf } = await figuresOf(storeId)
  const [latest, guides, newFriends] = await Promise.all([
    attributionsOfGuide(guideId, LATEST),
    guideDirectory(),
    newFriendsOf(userid),
  ])
  const faces = await facesOf(latest.map((it) => it.memberId))
  const mine = month.of(guideId)
  const better = month.guides.filter((it) => month.of(it).amount > mine.amount).length
  return {
    today: day.of(guideId),
    month: mine,
    byReason: {
      ordered: month.of(guideId, 'ordered'),
      cart: month.of(guideId, 'cart'),
      card: month.of(guideId, 'card'),
      chain: month.of(guideId, 'chain'),
      bound: month.of(guideId, 'bound'),
    },
    ...(mine.orders ? { rank: better + 1 } : {}),
    guides: guides.ofStore(storeId).length,
    newFriends,
    repurchase: repurchaseOf(guideId),
    latest: latest.map((it) => ({
      orderId: it._id,
      customer: faces.get(it.memberId)?.nickname ?? '顾客',
      amount: it.amount - it.refunded,
      reasonText: reasonText[it.reason],
      at: it.at.toISOString(),
    })),
    asOf: at.toISOString(),
  }
}

/** The numbers of a store (GU-5): of who works there, and of who left what they sold there. */
export async function storeNumbers(storeId: string, period: Period = 'thisMonth') {
  const { at, day, month, repurchaseOf, newFriendsOf } = await figuresOf(storeId, period)
  const directory = await guideDirectory()
  const here = directory.ofStore(storeId)
  const gone = month.guides
    .filter((id) => !here.some((it) => it._id === id))
    .flatMap((id) => directory.ofId(id) ?? [])
  const guides = await Promise.all(
    [...here, ...gone].map(async ({ _id: guideId, name, avatar, userid, active }) => ({
      guideId,
      name: active && here.some((it) => it._id === guideId) ? name : `${name}（已离店）`,
      ...(avatar ? { avatar } : {}),
      today: day.of(guideId),
      month: month.of(guideId),
      newFriends: active ? await newFriendsOf(userid) : 0,
      repurchase: repurchaseOf(guideId),
    })),
  )
  const sumOf = (of: (it: (typeof guides)[number]) => Sum): Sum => guides.map(of).reduce(plus, nothing)
  const countOf = (of: (it: (typeof guides)[number]) => number): number =>
    guides.reduce((sum, it) => sum + of(it), 0)
  return {
    today: sumOf((it) => it.today),
    month: sumOf((it) => it.month),
    newFriends: countOf((it) => it.newFriends),
    repurchase: {
      buyers: countOf((it) => it.repurchase.buyers),
      again: countOf((it) => it.repurchase.again),
    },
    guides: guides.sort((a, b) => b.month.amount - a.month.amount),
    asOf: at.toISOString(),
  }
}
