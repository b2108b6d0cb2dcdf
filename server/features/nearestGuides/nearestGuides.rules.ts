import type { z } from 'zod'
import type { standing } from './nearestGuides.contract'

export type Standing = z.infer<typeof standing>

/** What is known of a store at an instant. */
export interface Candidate {
  open: {
    state: 'open' | 'closingSoon' | 'closed' | 'paused'
    label: string
    detail: string
    /** ISO instant. */
    changesAt?: string | undefined
  }
  hasCode: boolean
  /** Guides who work there. */
  onDuty: number
}

const isOpen = ({ open }: Candidate): boolean => open.state === 'open' || open.state === 'closingSoon'

export function standingOf(it: Candidate): Standing {
  if (!it.hasCode) return 'noCode'
  if (it.onDuty === 0) return 'nobody'
  return isOpen(it) ? 'ready' : 'closed'
}

/** Why a store is, or is not, the one to lead to, in the shopper's words. */
export function standingText(it: Candidate): string {
  const { label, detail } = it.open
  switch (standingOf(it)) {
    case 'ready':
      return `${label}，${detail}`
    case 'closed':
      return `${label}，${detail}`
    case 'nobody':
      return '店里现在没有导购可以加'
    case 'noCode':
      return '这家店还没有导购码'
  }
}

export interface Lead<T> {
  /** The first that is ready. */
  led?: T
  /** Those before it, or all where none is. */
  passed: T[]
  /** Where none is ready: the one that opens first, of several the nearest. */
  next?: { of: T; opensAt: string }
  /** Those behind it that are ready. */
  others: T[]
}

/** Whom to lead to, of stores in order of distance (GU-6b). */
export function leadTo<T extends Candidate>(candidates: readonly T[]): Lead<T> {
  const ready = candidates.filter((it) => standingOf(it) === 'ready')
  const [led, ...others] = ready
  if (led) return { led, passed: candidates.slice(0, candidates.indexOf(led)), others }
  let next: Lead<T>['next']
  for (const of of candidates) {
    const opensAt = of.open.changesAt
    if (standingOf(of) !== 'closed' || !opensAt) continue
    if (!next || Date.parse(opensAt) < Date.parse(next.opensAt)) next = { of, opensAt }
  }
  return { passed: [...candidates], others: [], ...(next ? { next } : {}) }
}
