import { now } from '../../kernel/clock'
import { addDays, shanghai } from '../../kernel/shanghai'
import type { CallerOf } from '../../kernel/auth'
import { findAllotments } from '../allotments/allotments.service'
import { campaignActions, campaignStatusAt, campaignStatusText } from '../campaigns/campaigns.service'
import { skuOf } from '../catalog/catalog.service'
import {
  lookAtGates,
  sessionsOn,
  stockIdOf,
  type FlashDraft,
  type FlashSaleDoc,
  type Session,
} from '../flashSales/flashSales.service'
import { reaches } from '../operators/operators.service'
import { campaignResults } from '../orders/orders.service'
import { findLocation } from '../stores/stores.service'
import type { flashSaleConsoleContract } from './flashSaleConsole.contract'

export type Operator = CallerOf<(typeof flashSaleConsoleContract)['routes']['POST /console/flash-sales']>

const SESSIONS = 20
const DAYS_BACK = 14

/** A flash sale as its operator wrote it. */
export const draftOf = (it: FlashSaleDoc): FlashDraft => ({
  title: it.title,
  days: { from: it.days.from, until: it.days.until },
  times: [...it.times],
  minutes: it.minutes,
  items: it.items.map(({ skuId, price, perMember, places }) => ({
    skuId,
    price,
    perMember,
    places: places.map(({ locationId, quota }) => ({ locationId, quota })),
  })),
  withMember: it.withMember,
})

/** Whether somebody may decide about a flash sale: others than headquarters where every piece is of their own stores. */
export const mayDecide = (caller: Operator, { items }: Pick<FlashDraft, 'items'>): boolean =>
  caller.kind === 'machine' ||
  reaches(
    caller,
    items.flatMap((it) => it.places.map((place) => place.locationId)),
  )

/** Sessions that have begun or whose pieces are set apart, latest first. */
function shownSessions(it: FlashSaleDoc): Session[] {
  const today = shanghai(now()).date
  return sessionsOn(it, addDays(today, -DAYS_BACK), addDays(today, 1)).reverse().slice(0, SESSIONS)
}

async function resultsOf(plan: FlashSaleDoc) {
  const sessions = plan.status === 'draft' ? [] : shownSessions(plan)
  const idsOf = (session: Session) => plan.items.map((it) => stockIdOf(session.id, it.skuId))
  const ids = sessions.flatMap(idsOf)
  const [stocks, looks, sold] = await Promise.all([
    findAllotments(ids),
    lookAtGates(ids),
    campaignResults(ids),
  ])
  const byId = new Map(stocks.map((it) => [it._id, it.places]))
  return sessions
    .filter((session) => idsOf(session).some((id) => byId.has(id)))
    .map((session) => {
      const sum = (of: (id: string) => number) => idsOf(session).reduce((all, id) => all + of(id), 0)
      const placesOf = (id: string) => byId.get(id) ?? []
      const quota = sum((id) => placesOf(id).reduce((all, it) => all + it.quota, 0))
      const left = sum((id) => placesOf(id).reduce((all, it) => all + it.left, 0))
      const paid = sum((id) => sold.get(id)?.pieces ?? 0)
      return {
        id: session.id,
        from: session.from.toISOString(),
        until: session.until.toISOString(),
        quota,
        taken: quota - left,
        unpaid: Math.max(0, quota - left - paid),
        paid,
        refused: sum((id) => looks.get(id)?.refused ?? 0),
        gmv: sum((id) => (sold.get(id)?.paid ?? 0) - (sold.get(id)?.refunded ?? 0)),
      }
    })
}

async function facesOf({ items }: FlashSaleDoc) {
  const faces = items.map(async ({ skuId, price: flashPrice }) => {
    const sku = await skuOf(skuId)
    if (!sku) return []
    const { spuId, name, image, optionText, price } = sku
    return [{ skuId, spuId, name, image, optionText, price, flashPrice }]
  })
  return (await Promise.all(faces)).flat()
}

const lackingOf = ({ lacking }: FlashSaleDoc) =>
  Promise.all(
    lacking.map(async ({ skuId, locationId, available }) => ({
      skuId,
      locationId,
      text: `${(await findLocation(locationId))?.name ?? locationId}只剩 ${available} 件，没有留出`,
    })),
  )

/** A flash sale as an operator sees it, with the results of its sessions (OP-2). */
export async function show(it: FlashSaleDoc, caller: Operator) {
  const status = campaignStatusAt(it, now())
  const [sessions, faces, lacking] = await Promise.all([resultsOf(it), facesOf(it), lackingOf(it)])
  const sum = (of: (session: (typeof sessions)[number]) => number) =>
    sessions.reduce((all, session) => all + of(session), 0)
  return {
    ...draftOf(it),
    id: it._id,
    status,
    statusText: campaignStatusText(status),
    actions: mayDecide(caller, it) ? campaignActions(status) : [],
    faces,
    lacking,
    version: it.version,
    createdAt: it.createdAt.toISOString(),
    createdBy: it.createdBy,
    updatedAt: it.updatedAt.toISOString(),
    results: {
      taken: sum((session) => session.taken),
      unpaid: sum((session) => session.unpaid),
      paid: sum((session) => session.paid),
      refused: sum((session) => session.refused),
      gmv: sum((session) => session.gmv),
    },
    sessions,
  }
}
