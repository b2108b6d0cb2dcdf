import type { z } from 'zod'
import type { customerTag } from './customers.contract'

type Shown = z.input<typeof customerTag>
interface OwnTag {
  name: string
  group?: string
  by: string
  at: Date
}
interface WecomSide {
  userid: string
  since: Date
  tags: readonly { name: string; group: string }[]
}

/**
 * One list from our own tags and those the follower set in WeCom, newest first; a name stands once, with who set
 * it as we know it (`你` for the caller, `规则` for computed ones).
 */
export function tagsOf(
  own: readonly OwnTag[],
  follower: WecomSide,
  caller: { guideId: string; userid: string },
  nameOf: (guideId: string) => string | undefined,
): Shown[] {
  const shown = new Map<string, Shown>()
  const oldestFirst = [...own].sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const { name, group, by, at } of oldestFirst) {
    const rule = by === 'rule'
    const who = rule ? '规则' : by === caller.guideId ? '你' : (nameOf(by) ?? '已离职同事')
    shown.set(name, { name, by: who, rule, at: at.toISOString(), ...(group ? { group } : {}) })
  }
  for (const { name, group } of follower.tags) {
    if (shown.has(name)) continue
    const by = follower.userid === caller.userid ? '你' : '同事'
    shown.set(name, { name, group, by, rule: false, at: follower.since.toISOString() })
  }
  return [...shown.values()].sort((a, b) => b.at.localeCompare(a.at))
}

/** Rows of several lists in one order: newest first, of one instant the greater id first, as each list's paging has it. */
export const newestFirst = <T extends { at: Date; id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
