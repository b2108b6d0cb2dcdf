import type { z } from 'zod'
import { yuanText } from '../../kernel/money'
import { shanghai } from '../../kernel/shanghai'
import type { noticeKind } from './notices.contract'

export type NoticeKind = z.infer<typeof noticeKind>
export type Channel = 'subscribe' | 'sms'

/**
 * `claimed` is being sent, by one process; `sent` was taken by the platform; `refused` was not, or has no more use, and
 * says why; `waiting` found no platform and is tried again. `unsure`: its process died while sending, so that it may
 * have gone out; it is not sent again.
 */
export type NoticeState = 'claimed' | 'sent' | 'refused' | 'waiting' | 'unsure'

/** Every change of state a notice may make. */
export const transitions: Readonly<Record<NoticeState, readonly NoticeState[]>> = {
  claimed: ['sent', 'refused', 'waiting', 'unsure'],
  waiting: ['claimed'],
  sent: [],
  refused: [],
  unsure: [],
}

/** A claim of which nothing became for this long belonged to a process that died. */
export const CLAIM_MS = 2 * 60_000
export const MOST_TRIES = 12
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 3600_000

/** How long to wait after so many tries found no platform; undefined: given up. */
export const pauseAfter = (tries: number): number | undefined =>
  tries >= MOST_TRIES ? undefined : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1))

/** What messages are made of. */
export interface NoticeFacts {
  orderId: string
  goods: string
  storeName: string
  digits?: string
  expiresAt?: Date
  /** Of a presale that is paid before its goods are there: from when they can be collected. */
  readyAt?: Date
  /** Of a presale: what is left to pay in fen, and until when. */
  balance?: { amount: number; until: Date }
  refund?: { amount: number; reason: string; isByItself: boolean }
  shipped?: { carrier: string; trackingNo?: string; at: Date }
  /** How the team of its seat ended (GB-1); fen that were paid, or that go back. */
  team?: { kind: 'teamFormed' | 'teamFailed'; amount: number; at: Date; isCollected: boolean }
}

export interface NoticeMessage {
  /** Values by the keys of the template. */
  data: Record<string, string>
  /** Where a tap on it leads in the mini-program. */
  page: string
  /** Of kinds that are also told by text message. */
  sms?: { template: string; params: Record<string, string> }
}

/** A `thing` of a template: 1 to 20 characters. */
const thing = (text: string): string => {
  const all = [...text]
  return all.length > 20 ? `${all.slice(0, 19).join('')}…` : text || '无'
}

/** `2026年10月01日 09:05` in China. */
export function clockText(at: Date): string {
  const { date, minute } = shanghai(at)
  const [year, month, day] = date.split('-')
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}年${month}月${day}日 ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/**
 * The words of a notice, under the keys its template must have; undefined when the facts give none: nothing to collect,
 * to give back or on its way.
 */
export function messageOf(kind: NoticeKind, facts: NoticeFacts): NoticeMessage | undefined {
  const { orderId, goods, storeName, digits, expiresAt, readyAt, refund, shipped } = facts
  const page = `pages/order/detail/index?id=${orderId}`
  if (kind === 'refund') return refund && refundMessage(refund, orderId, page)
  if (kind === 'shipped')
    return (
      shipped && {
        page,
        data: {
          thing1: thing(goods),
          thing2: thing(shipped.carrier),
          character_string3: shipped.trackingNo ?? orderId,
          time4: clockText(shipped.at),
        },
      }
    )
  if (kind === 'balance') return balanceMessage(facts, page)
  if (kind === 'teamFormed' || kind === 'teamFailed') return teamMessage(kind, facts, page)
  if (!digits || !expiresAt) return undefined
  const until = clockText(expiresAt)
  const isReminder = kind === 'reminder'
  return {
    page: `pages/order/pickup/index?id=${orderId}`,
    data: {
      character_string1: digits,
      thing2: thing(storeName),
      thing3: thing(goods),
      time4: until,
      thing5: isReminder ? '明天到期，逾期自动退款' : pickupText(readyAt),
    },
    sms: {
      template: isReminder ? 'pickup_reminder' : 'pickup_ready',
      params: { code: digits, store: storeName, until },
    },
  }
}

const pickupText = (readyAt: Date | undefined): string => {
  const [, month, day] = readyAt ? shanghai(readyAt).date.split('-') : []
  return month && day ? `${Number(month)}月${Number(day)}日起到店出示提货码` : '到店出示提货码即可取货'
}

function balanceMessage({ balance, goods }: NoticeFacts, page: string): NoticeMessage | undefined {
  if (!balance) return undefined
  const amount = yuanText(balance.amount)
  const until = clockText(balance.until)
  return {
    page,
    data: { thing1: thing(goods), amount2: amount, time3: until, thing4: '逾期不付，定金不退' },
    sms: { template: 'balance_due', params: { amount, until } },
  }
}

function teamMessage(
  kind: 'teamFormed' | 'teamFailed',
  { team, goods }: NoticeFacts,
  page: string,
): NoticeMessage | undefined {
  if (team?.kind !== kind) return undefined
  const formed = team.isCollected ? '拼成了，凭取货码到店取货' : '拼成了，商品会尽快发出'
  return {
    page,
    data: {
      thing1: thing(goods),
      amount2: yuanText(team.amount),
      time3: clockText(team.at),
      thing4: kind === 'teamFormed' ? formed : '人数没满，货款原路退回中',
    },
  }
}

function refundMessage(
  { amount, reason, isByItself }: NonNullable<NoticeFacts['refund']>,
  orderId: string,
  page: string,
): NoticeMessage {
  const money = yuanText(amount)
  return {
    page,
    data: { amount1: money, thing2: thing(reason), character_string3: orderId },
    ...(isByItself ? { sms: { template: 'refunded', params: { amount: money, reason } } } : {}),
  }
}
