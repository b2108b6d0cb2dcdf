import type { Stage } from '../edit/Editor'
import { localOf } from '../edit/fields.rules'

export type Status = 'draft' | 'scheduled' | 'live' | 'paused' | 'ended'
export type Step = 'schedule' | 'pause' | 'resume' | 'end'
/** `callOff` is asked for on the page of what can be called off. */
export type Action = Step | 'change' | 'copy' | 'callOff'

/** What every thing an operator makes has in common (OP-2). */
export interface Campaign {
  id: string
  title: string
  status: Status
  statusText: string
  actions: Action[]
  version: number
}

export interface StepWords {
  name: string
  /** What it means for shoppers, asked before it is done. */
  ask: string
}

/** How a kind of campaign is called, kept and spoken about. */
export interface Kind<M extends Campaign, Draft> {
  /** Its page in the console. */
  page: string
  name: string
  /** What a new one is called. */
  newName: string
  /** What it is while it is under way. */
  liveName: string
  /** Begins when it is taken into use: there is no 已排期. */
  isAtOnce?: true
  steps: Record<Step, StepWords>
  /** Notes under the stages: scheduled, live, paused, ended. */
  notes: { live: string; paused: string; ended: string; scheduled: string }
  /** What is said where most of it is locked, and where all of it is. */
  lock: { live: string; ended: string; away: string }
  read: (id: string) => Promise<M>
  create: (body: Draft) => Promise<M>
  change: (id: string, body: Draft & { version: number }) => Promise<M>
  step: (id: string, step: Step) => Promise<M>
  copy: (id: string) => Promise<M>
}

export interface Tab {
  status?: Status
  name: string
}
/** What a list is narrowed to, in the order a campaign lives. */
export const tabsOf = ({ liveName, isAtOnce }: Named): readonly Tab[] =>
  tabs(liveName).filter((it) => !isAtOnce || it.status !== 'scheduled')
interface Named {
  liveName: string
  isAtOnce?: true | undefined
}
const tabs = (liveName: string): Tab[] => [
  { name: '全部' },
  { status: 'draft', name: '草稿' },
  { status: 'scheduled', name: '已排期' },
  { status: 'live', name: liveName },
  { status: 'paused', name: '已暂停' },
  { status: 'ended', name: '已结束' },
]

export const TONES: Record<Status, string> = {
  draft: '',
  scheduled: 'gold',
  live: 'ok',
  paused: 'warn',
  ended: '',
}

/** `11/25 10:00` in Shanghai. */
export const atText = (iso: string | undefined): string =>
  iso ? localOf(iso).slice(5).replace('-', '/').replace('T', ' ') : ''

const WAY_OF_LIFE: readonly Status[] = ['draft', 'scheduled', 'live', 'ended']

/** The stages of a campaign, with what happens at each; the times are those being typed. */
export const stagesOf = (
  { notes, liveName, isAtOnce }: Pick<Kind<Campaign, never>, 'notes'> & Named,
  status: Status,
  { from, until }: { from?: string | undefined; until?: string | undefined },
): { stages: Stage[]; now: number } => {
  const isPaused = status === 'paused'
  const join = (...parts: string[]) => parts.filter(Boolean).join(' ')
  const stages: Record<string, Stage> = {
    draft: { name: '草稿', note: '顾客看不见' },
    scheduled: { name: '已排期', note: join(atText(from), notes.scheduled) },
    live: isPaused ? { name: '已暂停', note: notes.paused } : { name: liveName, note: notes.live },
    ended: { name: '已结束', note: join(atText(until), notes.ended) },
  }
  const way = WAY_OF_LIFE.filter((it) => !isAtOnce || it !== 'scheduled')
  return {
    stages: way.flatMap((it) => stages[it] ?? []),
    now: way.indexOf(isPaused ? 'live' : status),
  }
}

export interface Lock {
  /** Said once above the form. */
  notice?: string
  /** Why what was decided cannot be changed any more. */
  locked?: string
  /** Why nothing at all can be changed. */
  shut?: string
}
/** What of a campaign can still be changed, and why the rest cannot. */
export const lockOf = (
  { lock }: Pick<Kind<Campaign, never>, 'lock'>,
  campaign: Pick<Campaign, 'status' | 'actions'> | undefined,
): Lock => {
  if (!campaign || (campaign.status === 'draft' && campaign.actions.includes('change'))) return {}
  if (campaign.status === 'ended') return { notice: lock.ended, locked: '已结束', shut: '已结束' }
  if (!campaign.actions.includes('change')) return { notice: lock.away, locked: '只能查看', shut: '只能查看' }
  return { notice: lock.live, locked: '已锁定' }
}

const STEPS: readonly Action[] = ['schedule', 'pause', 'resume', 'end']
const isStep = (it: Action): it is Step => STEPS.includes(it)
/** What may be done next, in the server's order. */
export const stepsOf = ({ actions }: Pick<Campaign, 'actions'>): Step[] => actions.filter(isStep)

/** A share of a whole, e.g. `12.5%`; `—` of nothing. */
export const shareOf = (part: number, whole: number): string =>
  whole > 0 ? `${Number(((part / whole) * 100).toFixed(1))}%` : '—'
