import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { fromShanghai, shanghai } from '../../kernel/shanghai'
import { friendsSince } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { facesOf } from '../members/members.service'
import type { attributionsContract } from './attributions.contract'
import { attributionsOfGuide, buyersOfStore, sumsOfStore } from './attributions.model'
import { reasonText, type Reason } from './attributions.rules'

type Routes = (typeof attributionsContract)['routes']
type Staff = CallerOf<Routes['GET /me/numbers']>

const LATEST = 20
const REPURCHASE_MS = 90 * 86_400_000
export type Sum = { orders: number; amount: number }
export const plus = (a: Sum, b: Sum): Sum => ({ orders: a.orders + b.orders, amount: a.amount + b.amount })
export const nothing: Sum = { orders: 0, amount: 0 }

/** When the day and the month began in China. */
export function begun(at: Date) {
  const { date } = shanghai(at)
  return { day: fromShanghai(date), month: fromShanghai(`${date.slice(0, 8)}01`) }
}

/** The sums of a store by guide and reason since an instant. */
async function sumsSince(storeId: string, from: Date) {
  const rows = await sumsOfStore(storeId, from)
  const of = (guideId: string, reason?: Reason): Sum =>
    rows
      .filter((it) => it._id.guideId === guideId && (!reason || it._id.reason === reason))
      .reduce<Sum>((sum, { orders, amount }) => plus(sum, { orders, amount }), nothing)
  return { of, guides: [...new Set(rows.map((it) => it._id.guideId))] }
}

/** What a store sold today and this month, and who bought again, by guide. */
async function figuresOf(storeId: string) {
  const at = now()
  const { day: dayStart, month: monthStart } = begun(at)
  const [day, month, buyers] = await Promise.all([
    sumsSince(storeId, dayStart),
    sumsSince(storeId, monthStart),
    buyersOfStore(storeId, new Date(at.getTime() - REPURCHASE_MS)),
  ])
  const repurchaseOf = (guideId: string) => {
    const { buyers: all = 0, again = 0 } = buyers.get(guideId) ?? {}
    return { buyers: all, again }
  }
  return { at, monthStart, day, month, repurchaseOf }
}

/** A guide's own numbers (GU-5). */
export async function numbersOf({ guideId, storeId, userid }: Staff) {
  const { at, monthStart, day, month, repurchaseOf } = await figuresOf(storeId)
  const [latest, guides, newFriends] = await Promise.all([
    attributionsOfGuide(guideId, LATEST),
    guideDirectory(),
    friendsSince(userid, monthStart),
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
export async function storeNumbers(storeId: string) {
  const { at, monthStart, day, month, repurchaseOf } = await figuresOf(storeId)
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
      newFriends: active ? await friendsSince(userid, monthStart) : 0,
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
