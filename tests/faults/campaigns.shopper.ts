import { cancel, collect, count, noted, take, type Order, type OrderScene } from './campaigns.order'
import { joinIn, lookAtChain, type OpenChain } from './chains.shopper'
import { breathe, chance, pick } from './client'
import type { Person } from './people'

export interface Campaigns {
  /** Teams of two with pieces for few of them. */
  groupBuy: { id: string; skuId: string; storeId: string }
  /** A session that runs: its items, each in one store. */
  flash: { sessionId: string; items: readonly { skuId: string; storeId: string }[] }
  event: { id: string; storeId: string }
  /** Those that can be joined, and those that are being closed. */
  chains: readonly OpenChain[]
}
export interface CampaignScene extends Campaigns, OrderScene {
  /** Orders of each person that wait for the end of a chain. */
  joined: OrderScene['waiting']
}

/** Fen of a piece in every campaign. */
export const PRICE = 600
const onePiece = (of: { skuId: string; storeId: string }) => ({ ...of, quantity: 1, expectedTotal: PRICE })

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
  await take(who, path, onePiece({ skuId, storeId }), TEAM_GONE, scene)
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

/** What a shopper does next: a team, a flash sale, an event or a chain. */
export async function comeForMore(who: Person, at: number, scene: CampaignScene): Promise<void> {
  const [id] = scene.waiting.get(who) ?? []
  const { sessionId, items } = scene.flash
  const path = `/flash-sales/sessions/${sessionId}/orders`
  const deeds = [
    () => (id ? lookAtTeam(who, id, scene) : sit(who, scene)),
    () => sit(who, scene),
    () => take(who, path, onePiece(pick(items)), FLASH_GONE, scene),
    () => goToEvent(who, at, scene),
    () => joinIn(who, pick(scene.chains), { ...scene, waiting: scene.joined }),
    () => lookAtChain(who, { ...scene, waiting: scene.joined }),
  ]
  await pick(deeds)()
  await breathe()
}
