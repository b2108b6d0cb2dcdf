import type { z } from 'zod'
import type { customerState, groupState } from './takeovers.contract'

export type CustomerState = z.output<typeof customerState>
export type GroupState = z.output<typeof groupState>

/** What may follow a state of a customer; who is done, refused or failed stays so. */
export const NEXT: Readonly<Record<CustomerState, readonly CustomerState[]>> = {
  planned: ['waiting', 'failed'],
  waiting: ['done', 'refused', 'limit', 'failed'],
  done: [],
  refused: [],
  limit: [],
  failed: [],
}

export interface Customer {
  externalUserId: string
  name: string
  state: CustomerState
  /** WeCom's code of a failure. */
  code?: number
  /** When the state began. */
  at: Date
  /** As the giver had them: what the taker is to have. */
  remark: string
  tags: { tagId: string; name: string; group: string }[]
  /** Binding, tags and remark went along. */
  carriedAt?: Date
}
export interface Chat {
  chatId: string
  name: string
  state: GroupState
  code?: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY_MS = 24 * HOUR
/** Clocks of two houses may differ so much. */
const CLOCKS_MS = 10 * MINUTE
/** WeCom has long decided; what still waits then is given up. */
const GIVEN_UP_MS = 30 * DAY_MS

/**
 * When to ask WeCom again what became of those who wait: every four hours until a day is over (refusals are told by an
 * event, which may be lost), then soon, and ever later the longer it takes.
 */
export function nextLook(createdAt: Date, at: Date): Date {
  const due = createdAt.getTime() + DAY_MS + MINUTE
  if (at.getTime() < due) return new Date(Math.min(due, at.getTime() + 4 * HOUR))
  const late = at.getTime() - due
  return new Date(at.getTime() + Math.min(6 * HOUR, Math.max(5 * MINUTE, late / 2)))
}

/** What WeCom's record says of a customer who waits; undefined: go on waiting. */
export function outcomeOf(
  result: { status: number; takenAt?: Date | undefined } | undefined,
  createdAt: Date,
  at: Date,
): Extract<CustomerState, 'done' | 'refused' | 'limit' | 'failed'> | undefined {
  const isOver = at.getTime() - createdAt.getTime() > GIVEN_UP_MS
  switch (result?.status) {
    case 1: {
      // A record of an earlier takeover between the same two.
      const isOld = result.takenAt && result.takenAt.getTime() < createdAt.getTime() - CLOCKS_MS
      return isOld ? undefined : 'done'
    }
    case 3:
      return 'refused'
    case 4:
      return 'limit'
    default:
      return isOver ? 'failed' : undefined
  }
}

const CODES: Readonly<Record<number, string>> = {
  40096: '企业微信里没有这位顾客了',
  40097: '企业微信里这位导购还没有离职',
  40098: '接替的导购还没有在企业微信实名认证',
  40099: '接替的导购客户数已满',
  40100: '这位顾客正在转给别人',
  40128: '90 天内已经转过 2 次，不能再转',
  40129: '这位顾客正在转给别人',
  40130: '不能转给同一个人',
  40131: '已经不是原导购的好友',
  40143: '接替的导购被限制加好友',
  41054: '接替的导购还没激活企业微信',
  45009: '今天转得太多，明天再转',
  48002: '企业微信没有允许本应用调用客户联系',
  60011: '有导购不在本应用的可见范围里',
  60111: '企业微信里没有找到其中的导购',
  84074: '接替的导购没有开通客户联系',
  90500: '企业微信里群主还没有离职',
  90501: '这个群已经解散，或不是客户群',
  90502: '企业微信里群主已经离职',
}
/** Why WeCom did not do it, for a manager. */
export const codeText = (code: number | undefined): string =>
  code === undefined ? '企业微信没有给出结果' : (CODES[code] ?? `企业微信没有接受（${code}）`)

/** How a customer stands, for a manager. `until`: when WeCom hands over, in words. */
export function customerText({ state, code }: Pick<Customer, 'state' | 'code'>, until: string): string {
  const texts: Record<CustomerState, string> = {
    planned: '正在告诉企业微信',
    waiting: `等待接替，${until} 前顾客没有拒绝就转过去`,
    done: '已接替',
    refused: '顾客不同意，还是原导购的客户',
    limit: '接替的导购客户数已满，没有转成',
    failed: codeText(code),
  }
  return texts[state]
}
export const chatText = ({ state, code }: Pick<Chat, 'state' | 'code'>): string =>
  state === 'failed' ? codeText(code) : state === 'done' ? '已换群主' : '正在告诉企业微信'

/** How many of whom. */
export function countsOf(customers: readonly Pick<Customer, 'state'>[]) {
  const count = (...states: CustomerState[]) => customers.filter((it) => states.includes(it.state)).length
  return {
    all: customers.length,
    waiting: count('planned', 'waiting'),
    done: count('done'),
    refused: count('refused'),
    failed: count('limit', 'failed'),
  }
}
