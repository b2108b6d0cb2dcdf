import type { z } from 'zod'
import type { deliveryState } from './deliveries.contract'

export type DeliveryState = z.infer<typeof deliveryState>

/** Every change of state a delivery may make (OR-5); nothing else is ever written. */
export const transitions: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  // Straight to `pickedUp`: staff sent it off by hand.
  waiting: ['assigned', 'booked', 'pickedUp', 'cancelled'],
  // To itself: somebody else shall bring it.
  assigned: ['assigned', 'pickedUp', 'cancelled'],
  // Back to `waiting`: the carrier gave it up.
  booked: ['waiting', 'pickedUp', 'cancelled'],
  pickedUp: ['delivered', 'failed'],
  // Tried again; or for good, with the goods back where they came from.
  failed: ['assigned', 'booked', 'returned'],
  returned: [],
  delivered: [],
  cancelled: [],
}

export const mayBecome = (from: DeliveryState, to: DeliveryState): boolean => transitions[from].includes(to)

/** States staff have something to do about. */
export const OPEN = ['waiting', 'assigned', 'booked', 'pickedUp', 'failed'] as const

const TEXTS: Record<DeliveryState, string> = {
  waiting: '待安排',
  assigned: '已派店员',
  booked: '已叫配送',
  pickedUp: '配送中',
  delivered: '已送达',
  failed: '未送达',
  cancelled: '已取消',
  returned: '未送达，已退回',
}
export const stateText = (state: DeliveryState): string => TEXTS[state]

/** Wrong codes after which only a photo proves. */
export const CODE_TRIES = 5
/** A carrier not heard of for this long is asked. */
export const QUIET_MS = 30 * 60_000

/** After so long what a carrier did not hand over counts as back in the warehouse, where no desk says so. */
export const BACK_MS = 3 * 24 * 3600_000

export type CarrierStatus = 'accepted' | 'pickedUp' | 'delivered' | 'failed' | 'cancelled'

/**
 * What a carrier's news does to a delivery it is booked for: the next state on the way there, or undefined when it says
 * nothing new. Called again after each step, so that news which was overtaken by later news is made up for.
 */
export function nextBy(state: DeliveryState, said: CarrierStatus): DeliveryState | undefined {
  if (state === 'booked') {
    if (said === 'pickedUp' || said === 'delivered') return 'pickedUp'
    return said === 'accepted' ? undefined : 'waiting'
  }
  if (state !== 'pickedUp') return undefined
  if (said === 'delivered') return 'delivered'
  return said === 'failed' || said === 'cancelled' ? 'failed' : undefined
}

/** WeChat's ids of carriers (platform-apis 1.8), by the beginning of their names. */
const COMPANIES: readonly (readonly [string, string])[] = [
  ['顺丰', 'SF'],
  ['中通', 'ZTO'],
  ['圆通', 'YTO'],
  ['申通', 'STO'],
  ['韵达', 'YD'],
  ['京东', 'JD'],
  ['极兔', 'JTSD'],
  ['邮政', 'EMS'],
  ['EMS', 'EMS'],
]
export const companyOf = (carrier: string): string =>
  COMPANIES.find(([name]) => carrier.startsWith(name))?.[1] ?? 'OTHERS'

const FIRST_PAUSE_MS = 20_000
const LONGEST_PAUSE_MS = 3600_000
export const MOST_REPORTS = 12

/** How long to wait before a shipping report is tried again; undefined: given up. */
export const pauseAfter = (tries: number): number | undefined =>
  tries >= MOST_REPORTS ? undefined : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1))
