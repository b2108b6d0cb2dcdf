import { randomUUID } from 'node:crypto'
import { breathe, chance, pick } from './client'
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

export interface Campaigns {
  /** Teams of two with pieces for few of them. */
  groupBuy: { id: string; skuId: string; storeId: string }
  /** A session that runs: its items, each in one store. */
  flash: { sessionId: string; items: readonly { skuId: string; storeId: string }[] }
  event: { id: string; storeId: string }
}
export interface CampaignScene extends Campaigns {
  platform: Platform
  guides: readonly Person[]
  deeds: CampaignDeeds
  /** Orders of each person that wait for their team. */
  waiting: ReadonlyMap<Person, Set<string>>
}

interface Order {
  id: string
  status: string
}
const count = (of: Map<string, number>, at: string) => of.set(at, (of.get(at) ?? 0) + 1)
const noted = (of: Map<string, Set<string>>, at: string): Set<string> => {
  const found = of.get(at) ?? new Set<string>()
  of.set(at, found)
  return found
}
const isBack = (status: string): boolean => ['refunded', 'closed'].includes(status)

async function cancel(who: Person, id: string, { deeds }: CampaignScene): Promise<void> {
  const { status, body } = await who.call(`/orders/${id}/cancel`, {}, ['order_not_cancellable'])
  if (status === 200 && isBack((body as Order).status)) deeds.cancelled.add(id)
}

/** The goods of a paid order from the counter; two counters now and then. */
async function collect(who: Person, id: string, storeId: string, scene: CampaignScene): Promise<void> {
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

/** Asks for pieces, pays, and goes on as this shopper likes. */
async function take(
  who: Person,
  path: string,
  wanted: { skuId: string; storeId: string },
  refusals: readonly string[],
  scene: CampaignScene,
): Promise<void> {
  const { platform, deeds, waiting } = scene
  const body = { key: randomUUID(), way: 'pickup', quantity: 1, expectedTotal: PRICE, ...wanted }
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
  else if (chance(0.7)) await collect(who, id, wanted.storeId, scene)
}
/** Fen of a piece in every campaign. */
export const PRICE = 600

const TEAM_GONE = [
  ...['group_buy_sold_out', 'group_buy_limit', 'group_buy_not_open'],
  ...['team_full', 'team_over', 'team_already_in'],
]

/** A seat: of a team that can be joined, or of a new one. */
async function sit(who: Person, scene: CampaignScene): Promise<void> {
  const { id, skuId, storeId } = scene.groupBuy
  const { body } = await who.call(`/group-buys/${id}/teams`)
  const { teams } = body as { teams: { id: string }[] }
  // Those that lack the fewest stand first, and most people join them: teams that all open would take every piece.
  const team = chance(0.7) ? teams[0] : pick(teams)
  if (!team && chance(0.85)) return
  const path = team && chance(0.9) ? `/teams/${team.id}/orders` : `/group-buys/${id}/teams`
  await take(who, path, { skuId, storeId }, TEAM_GONE, scene)
}

/** Looks at an order that waited for its team: leaves it, or collects what the team got. */
async function lookAtTeam(who: Person, id: string, scene: CampaignScene): Promise<void> {
  const { status } = (await who.call(`/orders/${id}`)).body as Order
  if (status === 'grouping' && chance(0.8)) return
  scene.waiting.get(who)?.delete(id)
  if (status === 'grouping') await cancel(who, id, scene)
  else if (status === 'paid') await collect(who, id, scene.groupBuy.storeId, scene)
}

const FLASH_GONE = ['flash_sold_out', 'flash_limit', 'flash_over', 'flash_not_started']

const CLOSED = ['sign_up_closed', 'cancel_too_late']
const SEEN = ['checked_in_already', 'check_in_not_seated', 'code_unknown', 'code_stale']

/** A place at the event, and what becomes of it. Who gave one back does not come again. */
async function goToEvent(who: Person, at: number, { event, guides, deeds }: CampaignScene): Promise<void> {
  const ids = noted(deeds.signedUp, `${event.id}/${at}`)
  if (!ids.size) {
    const ask = async () => {
      const body = { mayWait: chance(0.5) }
      const answer = await who.call(`/store-events/${event.id}/sign-up`, body, ['event_full'])
      if (answer.status === 200) ids.add((answer.body as { id: string }).id)
    }
    await Promise.all(chance(0.2) ? [ask(), ask()] : [ask()])
  }
  const [id] = ids
  if (!id || deeds.givenBack.has(id)) return
  if (chance(0.2)) {
    const answer = await who.call(`/me/sign-ups/${id}/cancel`, {}, CLOSED)
    if (answer.status === 200) deeds.givenBack.add(id)
    return
  }
  const shown = await who.call(`/me/sign-ups/${id}/code`, undefined, ['sign_up_closed'])
  const { digits: code } = shown.body as { digits?: string }
  if (!code) return
  const letIn = async (by: Person) => {
    const answer = await by.call('/store-events/check-ins', { code }, SEEN)
    if (answer.status === 200) count(deeds.checkedIn, id)
  }
  const [guide, other] = guides.filter((it) => it.storeId === event.storeId) as [Person, Person]
  await Promise.all([letIn(guide), ...(chance(0.4) ? [letIn(other)] : [])])
}

/** What a shopper does next: a team, a flash sale or an event. */
export async function comeForMore(who: Person, at: number, scene: CampaignScene): Promise<void> {
  const [id] = scene.waiting.get(who) ?? []
  const { sessionId, items } = scene.flash
  const path = `/flash-sales/sessions/${sessionId}/orders`
  const deeds = [
    () => (id ? lookAtTeam(who, id, scene) : sit(who, scene)),
    () => sit(who, scene),
    () => take(who, path, pick(items), FLASH_GONE, scene),
    () => goToEvent(who, at, scene),
  ]
  await pick(deeds)()
  await breathe()
}
