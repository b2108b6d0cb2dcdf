import { randomUUID } from 'node:crypto'
import { chance } from './client'
import type { Person } from './people'
import type { Platform } from './platform'
import { payOnPhone, untilSeen } from './shopper'

/** What people were told, and nothing else. */
export interface CampaignDeeds {
  /** Order ids by the key they were placed under: one key, one order. */
  placed: Map<string, Set<string>>
  /** Orders seen paid, told cancelled, and how often a counter was told to hand one over. */
  paid: Set<string>
  cancelled: Set<string>
  redeemed: Map<string, number>
  /** Sign-ups by event and person: one person, one place. */
  signedUp: Map<string, Set<string>>
  /** Sign-ups told given back, and how often staff were told to let their guest in. */
  givenBack: Set<string>
  checkedIn: Map<string, number>
}
export const newCampaignDeeds = (): CampaignDeeds => ({
  placed: new Map(),
  paid: new Set(),
  cancelled: new Set(),
  redeemed: new Map(),
  signedUp: new Map(),
  givenBack: new Set(),
  checkedIn: new Map(),
})

/** What an order of any campaign needs around it. */
export interface OrderScene {
  platform: Platform
  guides: readonly Person[]
  deeds: CampaignDeeds
  /** Orders of each person that wait for others. */
  waiting: ReadonlyMap<Person, Set<string>>
}

export interface Order {
  id: string
  status: string
}
export const count = (of: Map<string, number>, at: string) => of.set(at, (of.get(at) ?? 0) + 1)
export const noted = (of: Map<string, Set<string>>, at: string): Set<string> => {
  const found = of.get(at) ?? new Set<string>()
  of.set(at, found)
  return found
}
const isBack = (status: string): boolean => ['refunded', 'closed'].includes(status)

export async function cancel(who: Person, id: string, { deeds }: OrderScene): Promise<void> {
  const { status, body } = await who.call(`/orders/${id}/cancel`, {}, ['order_not_cancellable'])
  if (status === 200 && isBack((body as Order).status)) deeds.cancelled.add(id)
}

/** The goods of a paid order from the counter; two counters now and then. */
export async function collect(who: Person, id: string, storeId: string, scene: OrderScene): Promise<void> {
  const { guides, deeds } = scene
  const refusals = ['pickup_done', 'pickup_refunded']
  const shown = await who.call(`/orders/${id}/pickup-code`, undefined, [...refusals, 'pickup_not_ready'])
  const { digits: code } = shown.body as { digits?: string }
  if (!code) return
  const [guide, other] = guides.filter((it) => it.storeId === storeId) as [Person, Person]
  const redeem = async (by: Person) => {
    const answer = await by.call('/pickups/redeem', { code }, refusals)
    if (answer.status === 200) count(deeds.redeemed, id)
  }
  await Promise.all([redeem(guide), ...(chance(0.2) ? [redeem(other)] : [])])
}

/** Asks for pieces of a store, pays, and goes on as this shopper likes. */
export async function take(
  who: Person,
  path: string,
  { storeId, ...wanted }: { storeId: string; expectedTotal: number } & Record<string, unknown>,
  refusals: readonly string[],
  scene: OrderScene,
): Promise<void> {
  const { platform, deeds, waiting } = scene
  const body = { key: randomUUID(), way: 'pickup', storeId, ...wanted }
  const ids = noted(deeds.placed, body.key)
  const place = async () => {
    const answer = await who.call(path, body, refusals)
    if (answer.status === 200) ids.add((answer.body as Order).id)
  }
  await Promise.all(chance(0.15) ? [place(), place()] : [place()])
  const [id] = ids
  if (!id || chance(0.08)) return
  if (chance(0.08)) return cancel(who, id, scene)
  await Promise.all([
    payOnPhone(who, platform, id),
    ...(chance(0.1) ? [payOnPhone(who, platform, id)] : []),
    ...(chance(0.05) ? [cancel(who, id, scene)] : []),
  ])
  const { status } = await untilSeen(who, id)
  if (status !== 'paid' && status !== 'grouping') return
  deeds.paid.add(id)
  if (status === 'grouping') waiting.get(who)?.add(id)
  else if (chance(0.15)) await cancel(who, id, scene)
  else if (chance(0.7)) await collect(who, id, storeId, scene)
}
