import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { campaignActions, campaignStatusAt, campaignStatusText } from '../campaigns/campaigns.service'
import { teamResults, viewGroupBuys, type GroupBuyDoc } from '../groupBuys/groupBuys.service'
import { reaches } from '../operators/operators.service'
import { campaignResults } from '../orders/orders.service'
import type { groupBuyConsoleContract } from './groupBuyConsole.contract'
import type { GroupBuyDraft } from './groupBuyConsole.rules'

export type Operator = CallerOf<(typeof groupBuyConsoleContract)['routes']['POST /console/group-buys']>

/** A group buy as its operator wrote it. */
export const draftOf = (it: GroupBuyDoc): GroupBuyDraft => ({
  title: it.title,
  spuId: it.spuId,
  skus: it.skus.map(({ skuId, groupPrice }) => ({ skuId, groupPrice })),
  size: it.size,
  hours: it.hours,
  ...(it.formFrom === undefined ? {} : { formFrom: it.formFrom }),
  perMember: it.perMember,
  from: it.from.toISOString(),
  until: it.until.toISOString(),
  ways: [...it.ways],
  pickupAt: it.pickupAt,
  places: it.places.map(({ skuId, locationId, quota }) => ({ skuId, locationId, quota })),
})

/** Whether somebody may decide about a group buy: others than headquarters where every piece is of their own stores. */
export const mayDecide = (caller: Operator, { places }: Pick<GroupBuyDraft, 'places'>): boolean =>
  caller.kind === 'machine' ||
  reaches(
    caller,
    places.map((it) => it.locationId),
  )

/** Group buys as an operator sees them, with live results (OP-2). */
export async function showAll(groupBuys: readonly GroupBuyDoc[], caller: Operator) {
  const ids = groupBuys.map((it) => it._id)
  const [faces, teams, orders] = await Promise.all([
    viewGroupBuys(groupBuys),
    teamResults(ids),
    campaignResults(ids),
  ])
  return groupBuys.flatMap((it, at) => {
    const face = faces[at]
    const status = campaignStatusAt(it, now())
    const none = { opened: 0, formed: 0, failed: 0 }
    const { paid: gmv = 0, refunded = 0, orders: count = 0, pieces = 0 } = orders.get(it._id) ?? {}
    return face
      ? [
          {
            ...draftOf(it),
            id: it._id,
            status,
            statusText: campaignStatusText(status),
            actions: mayDecide(caller, it) ? campaignActions(status) : [],
            face,
            version: it.version,
            createdAt: it.createdAt.toISOString(),
            createdBy: it.createdBy,
            updatedAt: it.updatedAt.toISOString(),
            results: { ...none, ...teams.get(it._id), orders: count, pieces, gmv, refunded },
          },
        ]
      : []
  })
}

export async function show(groupBuy: GroupBuyDoc, caller: Operator) {
  const [shown] = await showAll([groupBuy], caller)
  if (!shown) throw new Error(`group buy ${groupBuy._id} has no view`)
  return shown
}
