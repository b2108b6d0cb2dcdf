import type { z } from 'zod'
import type { chatGroupsContract } from './chatGroups.contract'

type Routes = (typeof chatGroupsContract)['routes']
export type GroupRow = z.input<Routes['GET /groups/:chatId/members']['response']>['members'][number]
export type Show = z.output<Routes['GET /groups/:chatId/members']['query']>['show']
export type WelcomeView = z.input<Routes['PUT /groups/:chatId/welcome']['response']>

/** Somebody in a group, as WeCom stated it. */
export interface InGroup {
  /** userid of staff, external_userid of everybody else. */
  id: string
  isStaff: boolean
  name: string
  joinedAt: Date
  /** 1 invited by a member, 2 by a link, 3 by a code. */
  way: number
  invitedBy?: string
  state?: string
  memberId?: string
}
export interface Left {
  id: string
  at: Date
}

const DAY_MS = 86_400_000
export const WEEK_MS = 7 * DAY_MS
const KEPT_MS = 30 * DAY_MS
const MOST_KEPT = 500

/** Who left, seen by comparing what was known with what WeCom states now; who came back has not left. */
export function leftAfter(
  known: readonly Left[],
  before: readonly InGroup[],
  after: readonly InGroup[],
  at: Date,
): Left[] {
  const here = new Set(after.map((it) => it.id))
  const gone = before.filter((it) => !it.isStaff && !here.has(it.id)).map(({ id }) => ({ id, at }))
  const goneNow = new Set(gone.map((it) => it.id))
  return [...known.filter((it) => !goneNow.has(it.id)), ...gone]
    .filter((it) => !here.has(it.id) && at.getTime() - it.at.getTime() < KEPT_MS)
    .slice(-MOST_KEPT)
}

/** How somebody came in, in a guide's words. */
export function joinText(
  { way, invitedBy, state }: Pick<InGroup, 'way' | 'invitedBy' | 'state'>,
  nameOf: (id: string) => string | undefined,
): string {
  if (way === 3) return state ? `扫「${state}」进群` : '扫群码进群'
  if (way === 2) return '点链接进群'
  const by = invitedBy && nameOf(invitedBy)
  return by ? `${by}邀请进群` : '被邀请进群'
}

const isShown: Record<Show, (it: GroupRow) => boolean> = {
  all: () => true,
  mine: (it) => it.isMine,
  strangers: (it) => it.kind === 'customer' && it.guides.length === 0,
  repeated: (it) => it.alsoIn.length > 0,
  staff: (it) => it.kind === 'staff',
}
/** The rows a list shows, latest first. */
export const rowsOf = (rows: readonly GroupRow[], show: Show): GroupRow[] =>
  rows.filter(isShown[show]).sort((a, b) => b.joinedAt.localeCompare(a.joinedAt))

/** How many of whom. */
export function countsOf(rows: readonly GroupRow[], left: readonly Left[], at: Date) {
  const count = (is: (it: GroupRow) => boolean) => rows.filter(is).length
  const since = new Date(at.getTime() - WEEK_MS)
  return {
    all: rows.length,
    staff: count(isShown.staff),
    members: count((it) => it.kind === 'customer' && it.isMember),
    mine: count(isShown.mine),
    strangers: count(isShown.strangers),
    repeated: count(isShown.repeated),
    joined: count((it) => it.kind === 'customer' && it.joinedAt >= since.toISOString()),
    left: left.filter((it) => it.at >= since).length,
  }
}

const WELCOME_PROBLEMS: Readonly<Record<number, string>> = {
  40058: '企业微信里的入群欢迎语满了或有一项不合规定，请管理员清理后再试',
  45002: '欢迎语太长，企业微信不收',
  48002: '企业微信没有允许本应用调用客户联系',
  85002: '里面有企业微信不让用的词',
}
/** Why WeCom did not take a welcome over, for a guide; without a code it was away. */
export const welcomeProblem = (code: number | undefined): string =>
  code === undefined
    ? '企业微信暂时没有回应，会自动再试'
    : (WELCOME_PROBLEMS[code] ?? `企业微信没有收下（${code}），会自动再试`)
