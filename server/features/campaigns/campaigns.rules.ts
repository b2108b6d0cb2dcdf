import type { z } from 'zod'
import type { campaignAction, campaignStatus } from './campaigns.contract'

export type CampaignStatus = z.infer<typeof campaignStatus>
export type CampaignAction = z.infer<typeof campaignAction>
export type CampaignStep = Exclude<CampaignAction, 'change' | 'copy'>

/** A campaign as it is written: `live` is never written, the clock makes it so out of `scheduled`. */
export interface Scheduled {
  status: CampaignStatus
  from: Date
  until: Date
}

/** Every change of the written status. */
const transitions: Readonly<Record<CampaignStatus, readonly CampaignStatus[]>> = {
  draft: ['scheduled'],
  scheduled: ['paused', 'ended'],
  live: ['paused', 'ended'],
  paused: ['scheduled', 'ended'],
  ended: [],
}
const words: Readonly<Record<CampaignStatus, string>> = {
  draft: '草稿',
  scheduled: '已排期',
  live: '进行中',
  paused: '已暂停',
  ended: '已结束',
}
const can: Readonly<Record<CampaignStatus, readonly CampaignAction[]>> = {
  draft: ['change', 'schedule', 'copy'],
  scheduled: ['change', 'pause', 'end', 'copy'],
  live: ['change', 'pause', 'end', 'copy'],
  paused: ['change', 'resume', 'end', 'copy'],
  ended: ['copy'],
}
const aims: Readonly<Record<CampaignStep, CampaignStatus>> = {
  schedule: 'scheduled',
  pause: 'paused',
  resume: 'scheduled',
  end: 'ended',
}

/** The status in the shop's words. */
export const campaignStatusText = (status: CampaignStatus): string => words[status]

/** What may be done with a campaign next (OP-2). */
export const campaignActions = (status: CampaignStatus): CampaignAction[] => [...can[status]]

/** The status as it is by the clock. */
export function campaignStatusAt({ status, from, until }: Scheduled, at: Date): CampaignStatus {
  if (status === 'draft' || status === 'ended') return status
  if (at >= until) return 'ended'
  return status === 'scheduled' && at >= from ? 'live' : status
}

/** The status to write for a step, or undefined when the step is refused as things stand. */
export function campaignStepTo(it: Scheduled, step: CampaignStep, at: Date): CampaignStatus | undefined {
  const to = aims[step]
  const isAllowed = can[campaignStatusAt(it, at)].includes(step) && transitions[it.status].includes(to)
  return isAllowed ? to : undefined
}

/** Campaigns of a status as it is by the clock, in the database's words. */
export function campaignFilter(
  status: CampaignStatus | undefined,
  from: string,
  until: string,
  at: Date,
): Record<string, unknown> {
  const open = { [until]: { $gt: at } }
  switch (status) {
    case undefined:
      return {}
    case 'draft':
      return { status }
    case 'scheduled':
      return { status, [from]: { $gt: at }, ...open }
    case 'live':
      return { status: 'scheduled', [from]: { $lte: at }, ...open }
    case 'paused':
      return { status, ...open }
    case 'ended':
      return { $or: [{ status }, { status: { $in: ['scheduled', 'paused'] }, [until]: { $lte: at } }] }
  }
}

/** Campaigns with this in their title, sign by sign as typed. */
export const titled = (q: string | undefined): Record<string, unknown> =>
  q ? { title: { $regex: q.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), $options: 'i' } } : {}

/** Title of a copy, within `most` characters. */
export const copyTitle = (title: string, most: number): string => `${title.slice(0, most - 3)} 副本`

/** Whether two drafts are the same but for the named fields. */
export function sameBut(before: object, after: object, open: readonly string[]): boolean {
  const rest = (it: object) =>
    JSON.stringify(sorted(Object.fromEntries(Object.entries(it).filter(([key]) => !open.includes(key)))))
  return rest(before) === rest(after)
}

/** The same value with its keys in order, so that two of them can be compared as text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, it]) => it !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, it]) => [at, sorted(it)]))
}
