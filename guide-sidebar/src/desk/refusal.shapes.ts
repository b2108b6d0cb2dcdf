import type { IconName } from '../ui/icons'

export interface Why {
  good: boolean
  text: string
  note?: string
  more?: string
}
export interface Advice {
  icon: IconName
  tone: 'brand' | 'info' | 'warn'
  text: string
  more: string
}
/** What staff are told when a pickup code is refused: what happened, why, and what to do now. */
export interface Refusal {
  icon: IconName
  title: string
  text: string
  why: Why[]
  advice: Advice[]
  /** A sentence to say to the shopper. */
  say?: string
  /** The one main action. */
  main: 'again' | 'retype' | 'rescan' | 'next'
  orderId?: string
}
