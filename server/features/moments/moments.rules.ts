import type { z } from 'zod'
import type { momentPage } from './moments.contract'

export type Status = 'making' | 'open' | 'published' | 'cancelling' | 'cancelled' | 'failed'
export type TaskState = 'waiting' | 'published' | 'cannot'

/** Which status may follow which. */
export const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  making: ['open', 'cancelling', 'failed'],
  open: ['published', 'cancelling'],
  published: [],
  cancelling: ['cancelled', 'published'],
  cancelled: [],
  failed: [],
}
export const mayBecome = (from: Status, to: Status): boolean => NEXT[from].includes(to)

/** What is wrong with what a moment says, or undefined. */
export function contentProblem(
  text: string,
  shown: object | undefined,
  mostBytes: number,
): 'moment_empty' | 'moment_too_long' | undefined {
  if (!text && !shown) return 'moment_empty'
  return new TextEncoder().encode(text).length > mostBytes ? 'moment_too_long' : undefined
}

/** How a link to a page of the shop is called, and where it leads. */
export const PAGES: Readonly<Record<z.output<typeof momentPage>, { title: string; path: string }>> = {
  coupons: { title: '领券中心 · 看看你能用哪些券', path: 'pages/coupon/centre/index' },
  groupBuys: { title: '正在拼的团 · 和朋友一起买', path: 'pages/group/hall/index' },
  events: { title: '门店活动 · 先到先报名', path: 'pages/event/list/index' },
  booking: { title: '到店预约 · 试穿试妆不用等', path: 'pages/booking/book/index' },
}

/** Whether a customer sees what is for these tags: with one of them, or everybody where there is none. */
export const sees = (own: readonly string[], tags: readonly string[]): boolean =>
  tags.length === 0 || tags.some((it) => own.includes(it))

export type PictureKind = 'image/jpeg' | 'image/png'
/** What a picture is by its first bytes; WeCom takes no other kinds. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const begins = (...values: number[]) => values.every((it, at) => bytes[at] === it)
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg'
  return begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? 'image/png' : undefined
}

interface Counted {
  state: TaskState
  seen: number
  likes: number
  comments: number
}
export function sumsOf(tasks: readonly Counted[]) {
  const sum = (of: (it: Counted) => number) => tasks.reduce((all, it) => all + of(it), 0)
  return {
    published: tasks.filter((it) => it.state === 'published').length,
    seen: sum((it) => it.seen),
    likes: sum((it) => it.likes),
    comments: sum((it) => it.comments),
  }
}

/** Where a moment stands, in the manager's words. */
export function statusText(status: Status, tasks: readonly Counted[], problem: string | undefined): string {
  const can = tasks.filter((it) => it.state !== 'cannot').length
  const { published } = sumsOf(tasks)
  switch (status) {
    case 'making':
      return problem ?? '正在交给企业微信'
    case 'open':
      return published ? `${can} 位里 ${published} 位发表了` : `等 ${can} 位导购在企业微信里发表`
    case 'published':
      return `${published} 位都发表了`
    case 'cancelling':
      return problem ?? '正在取消'
    case 'cancelled':
      return published ? `已取消，之前 ${published} 位发表的还在` : '已取消，没有人发表'
    case 'failed':
      return problem ?? '企业微信没有收下'
  }
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** After so long a moment that somebody has not published is asked about no more. */
export const ASKED_FOR_MS = 30 * DAY
/** How long likes and comments are followed once everybody has published. */
export const FOLLOWED_FOR_MS = 7 * DAY

/** How long to wait before WeCom is asked again about a moment so old: no callback tells of it. */
export function waitMs(ageMs: number): number {
  if (ageMs < 10 * MINUTE) return 10_000
  if (ageMs < HOUR) return MINUTE
  return ageMs < DAY ? 10 * MINUTE : HOUR
}

const REFUSALS: Readonly<Record<number, string>> = {
  40003: '选的导购都不能发，请看他们的客户联系权限',
  40058: '企业微信不收其中一项内容',
  40201: '里面有企业微信不让发的内容',
  41064: '图片太多，企业微信最多收 9 张',
  41065: '有一项内容企业微信不支持',
  45002: '文字太长，企业微信没有收下',
  48002: '企业微信没有允许本应用调用客户联系',
  85002: '里面有企业微信不让用的词',
}
/** Why WeCom will never take a moment, by its code; undefined where asking again may help. */
export const refusalText = (code: number): string | undefined => REFUSALS[code]
