import type { z } from 'zod'
import { yuanText } from '../../kernel/money'
import { addDays, shanghai, whenWords } from '../../kernel/shanghai'
import type { urgentKind } from './glances.contract'

/** Something that presses, before it is put in order. */
export interface Urgent {
  kind: z.infer<typeof urgentKind>
  title: string
  text: string
  at?: Date
  words?: string
}

export interface OrderFacts {
  status: string
  /** e.g. `山茶唇膏 等 2 件` */
  goods: string
  /** Fen still to pay, or paid. */
  amount: number
  payBy: Date
  storeName: string
  /** While it lies in the store for its shopper: until when. */
  pickupUntil?: Date
  /** Of a presale whose balance can be paid: until when. */
  balanceUntil?: Date
  /** Fen on their way back. */
  refunding: number
}
export interface Facts {
  followUps: readonly { text: string; dueAt: Date }[]
  orders: readonly OrderFacts[]
  appointments: readonly { start: Date; service: string; storeName: string; statusText: string }[]
  coupons: readonly { title: string; expiresAt: Date; expiryText: string; where: string }[]
  /** What lies in the bag longest; pieces of it in the guide's store. */
  cart?: { name: string; since: Date; here: number; more: number } | undefined
  /** `YYYY-MM-DD` */
  birthday?: string | undefined
}

const DAY_MS = 86_400_000
const BIRTHDAY_DAYS = 7
const COUPONS_SHOWN = 2

function ofOrder(order: OrderFacts, at: Date): Urgent[] {
  const { status, goods, amount, payBy, storeName, pickupUntil, balanceUntil, refunding } = order
  const found: Urgent[] = []
  if (status === 'unpaid' && payBy > at) {
    const until = whenWords(payBy, at)
    const words = `你选的${goods}还没付款，${until}前有效，有拿不准的可以问我。`
    found.push({
      kind: 'unpaid',
      title: `下单未付 · ${goods}`,
      text: `${yuanText(amount)} · ${until} 前有效`,
      at: payBy,
      words,
    })
  }
  if (balanceUntil) {
    const until = whenWords(balanceUntil, at)
    const words = `${goods}可以付尾款了，${until}前付好就给你安排。`
    found.push({
      kind: 'balance',
      title: `待付尾款 · ${goods}`,
      text: `${until} 截止，逾期定金不退`,
      at: balanceUntil,
      words,
    })
  }
  if (pickupUntil) {
    const until = whenWords(pickupUntil, at)
    const words = `你的${goods}在${storeName}备好了，${until}前来取就行，报取货码就能拿。`
    found.push({
      kind: 'pickup',
      title: `等着取货 · ${goods}`,
      text: `${storeName} · ${until} 过期退款`,
      at: pickupUntil,
      words,
    })
  }
  if (refunding > 0)
    found.push({
      kind: 'afterSales',
      title: `退款处理中 · ${goods}`,
      text: `${yuanText(refunding)} 还没退到`,
    })
  return found
}

/** The next day of a birthday, from today on. */
export function nextBirthday(birthday: string, today: string): string {
  const ofYear = (year: number) => `${year}${birthday.slice(4)}`
  const year = Number(today.slice(0, 4))
  return ofYear(year) >= today ? ofYear(year) : ofYear(year + 1)
}

function ofBirthday(birthday: string, at: Date): Urgent[] {
  const today = shanghai(at).date
  const day = nextBirthday(birthday, today)
  if (day > addDays(today, BIRTHDAY_DAYS)) return []
  const [, month, date] = day.split('-')
  const isToday = day === today
  return [
    {
      kind: 'birthday',
      title: isToday ? '今天生日' : '快过生日了',
      text: `${Number(month)} 月 ${Number(date)} 日`,
      ...(isToday ? { words: '生日快乐！给你留了份小心意，路过店里来坐坐。' } : {}),
    },
  ]
}

/** What presses with a customer (GU-1): what ends or is due soonest first, then what ends never. */
export function urgentOf(facts: Facts, at: Date): Urgent[] {
  const { followUps, orders, appointments, coupons, cart, birthday } = facts
  const tomorrow = addDays(shanghai(at).date, 1)
  const found: Urgent[] = [
    ...followUps
      .filter(({ dueAt }) => shanghai(dueAt).date <= tomorrow)
      .map(({ text, dueAt }): Urgent => ({
        kind: 'followUp',
        title: `该跟进 · ${text}`,
        text: dueAt <= at ? `${whenWords(dueAt, at)} 就到期了` : `${whenWords(dueAt, at)} 到期`,
        at: dueAt,
      })),
    ...orders.flatMap((it) => ofOrder(it, at)),
    ...appointments
      .filter(({ start }) => start > at && shanghai(start).date <= tomorrow)
      .map(({ start, service, storeName, statusText }): Urgent => ({
        kind: 'appointment',
        title: `${whenWords(start, at)} 预约 · ${service}`,
        text: `${storeName} · ${statusText}`,
        at: start,
        words: `${whenWords(start, at)} 的${service}，我在${storeName}等你。`,
      })),
    ...coupons.slice(0, COUPONS_SHOWN).map(({ title, expiresAt, expiryText, where }): Urgent => ({
      kind: 'coupon',
      title: `${title} ${expiryText}`,
      text: `还没用过 · ${where}`,
      at: expiresAt,
      words: `你的「${title}」${expiryText}，想用在哪件上，我帮你看看。`,
    })),
    ...(birthday ? ofBirthday(birthday, at) : []),
  ]
  if (cart && at.getTime() - cart.since.getTime() >= DAY_MS) {
    const days = Math.floor((at.getTime() - cart.since.getTime()) / DAY_MS)
    const more = cart.more > 0 ? `，购物袋里另有 ${cart.more} 种` : ''
    const text = cart.here > 0 ? `本店有货 ${cart.here} 件${more}` : `本店没货，可以调${more}`
    found.push({ kind: 'cart', title: `加购 ${days} 天未付 · ${cart.name}`, text })
  }
  return found.sort((a, b) => (a.at?.getTime() ?? Infinity) - (b.at?.getTime() ?? Infinity))
}

export const isPressing = ({ at }: Urgent, moment: Date): boolean =>
  at !== undefined && at.getTime() - moment.getTime() < DAY_MS
