import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { openAllotment, settleAllotment } from '../allotments/allotments.service'
import {
  campaignFilter,
  campaignStatusAt,
  campaignStepTo,
  copyTitle,
  sameBut,
  titled,
  type CampaignStep,
} from '../campaigns/campaigns.service'
import { skuOf } from '../catalog/catalog.service'
import { groupBuyWrites, lastPaymentOf, type GroupBuyDoc } from '../groupBuys/groupBuys.service'
import { findLocation } from '../stores/stores.service'
import { groupBuyConsoleContract } from './groupBuyConsole.contract'
import { groupBuyProblem, type GroupBuyDraft } from './groupBuyConsole.rules'
import { draftOf, mayDecide, show, showAll, type Operator } from './groupBuyConsole.view'

const fail = failWith(groupBuyConsoleContract.errors)
type Query = z.output<(typeof groupBuyConsoleContract)['routes']['GET /console/group-buys']['query']>

/** @throws group_buy_out_of_reach */
function mustReach(caller: Operator, of: Pick<GroupBuyDraft, 'places'>): void {
  if (!mayDecide(caller, of)) throw fail('group_buy_out_of_reach')
}

/** Group buys, newest first, with live results (OP-2). @throws cursor_invalid */
export async function groupBuys({ status, q, ...paging }: Query, caller: Operator) {
  const filter = { $and: [campaignFilter(status, 'from', 'until', now()), titled(q)] }
  const page = await readPage(
    paging,
    (after, count) => groupBuyWrites.list(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    groupBuys: await showAll(page.rows, caller),
    ...page.more,
  }
}

/** @throws group_buy_not_found */
async function mustFind(groupBuyId: string): Promise<GroupBuyDoc> {
  const found = await groupBuyWrites.find(groupBuyId)
  if (!found) throw fail('group_buy_not_found')
  return found
}
/** @throws group_buy_not_found */
export const groupBuy = async (groupBuyId: string, caller: Operator) =>
  show(await mustFind(groupBuyId), caller)

/** What is wrong with the goods and places. */
async function goodsProblem({ spuId, skus, places }: GroupBuyDraft): Promise<string | undefined> {
  for (const { skuId, groupPrice } of skus) {
    const sku = await skuOf(skuId)
    if (!sku) return '有商品没有找到或已下架'
    if (sku.spuId !== spuId) return '一个拼团只卖一种商品的规格'
    if (groupPrice >= sku.price) return `${sku.name}的拼团价要低于原价`
  }
  for (const { locationId } of places) if (!(await findLocation(locationId))) return '有门店或仓库没有找到'
  return undefined
}
/** @throws group_buy_invalid with what is wrong */
async function mustBeSound(draft: GroupBuyDraft): Promise<void> {
  const text = groupBuyProblem(draft) ?? (await goodsProblem(draft))
  if (text) throw fail('group_buy_invalid', { text })
}

const written = ({ formFrom, from, until, ...draft }: GroupBuyDraft) => ({
  ...draft,
  ...(formFrom === undefined ? {} : { formFrom }),
  from: new Date(from),
  until: new Date(until),
})

function newGroupBuy(draft: GroupBuyDraft, caller: Operator): GroupBuyDoc {
  const at = now()
  return {
    _id: newId('gbu'),
    ...written(draft),
    status: 'draft',
    version: 1,
    createdAt: at,
    createdBy: caller.name,
    updatedAt: at,
  }
}

/** A new draft (OP-2). @throws group_buy_invalid, group_buy_out_of_reach */
export async function create(draft: GroupBuyDraft, caller: Operator, requestId: string) {
  await mustBeSound(draft)
  mustReach(caller, draft)
  const made = newGroupBuy(draft, caller)
  await groupBuyWrites.insert(made)
  await audit(caller, 'groupBuy.created', made._id, { title: made.title }, requestId)
  return show(made, caller)
}

/** A new draft like another group buy. @throws group_buy_not_found, group_buy_out_of_reach */
export async function copy(groupBuyId: string, caller: Operator, requestId: string) {
  const before = draftOf(await mustFind(groupBuyId))
  mustReach(caller, before)
  const made = newGroupBuy({ ...before, title: copyTitle(before.title, 20) }, caller)
  await groupBuyWrites.insert(made)
  await audit(caller, 'groupBuy.created', made._id, { copyOf: groupBuyId }, requestId)
  return show(made, caller)
}

/** Whether a change of what was scheduled touches more than the name and a later end. */
const touchesLocked = (before: GroupBuyDraft, after: GroupBuyDraft): boolean =>
  Date.parse(after.from) !== Date.parse(before.from) ||
  Date.parse(after.until) < Date.parse(before.until) ||
  !sameBut(before, after, ['title', 'from', 'until'])

/**
 * Changes a group buy (OP-2): a draft in everything; once it was scheduled its name and a later end.
 * @throws group_buy_not_found, group_buy_out_of_reach, group_buy_invalid, group_buy_changed, group_buy_locked_fields
 */
export async function change(
  groupBuyId: string,
  { version, ...draft }: GroupBuyDraft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(groupBuyId)
  mustReach(caller, before)
  mustReach(caller, draft)
  await mustBeSound(draft)
  if (before.version !== version) throw fail('group_buy_changed', { version: before.version })
  const isOver = campaignStatusAt(before, now()) === 'ended'
  if (before.status !== 'draft' && (isOver || touchesLocked(draftOf(before), draft)))
    throw fail('group_buy_locked_fields')
  // First: a change that is not written then only keeps the pieces longer.
  if (before.status !== 'draft') await settleAllotment(groupBuyId, lastPaymentOf(written(draft)))
  const unset = draft.formFrom === undefined ? ['formFrom'] : []
  const after = await groupBuyWrites.change(groupBuyId, version, written(draft), unset)
  if (!after) throw fail('group_buy_changed')
  await audit(caller, 'groupBuy.changed', groupBuyId, { version }, requestId)
  return show(after, caller)
}

/** Sets the pieces of what is to be scheduled apart. @throws group_buy_invalid, out_of_stock */
async function setApart(before: GroupBuyDoc): Promise<void> {
  await mustBeSound(draftOf(before))
  if (before.until <= now()) throw fail('group_buy_invalid', { text: '结束时间已经过了' })
  const { _id: id, places, perMember } = before
  const opened = await openAllotment({ id, places, perMember, until: lastPaymentOf(before) })
  if (opened.outcome !== 'out_of_stock') {
    // An earlier try to schedule it may have thought of another end.
    if (opened.outcome === 'open') return settleAllotment(id, lastPaymentOf(before))
    throw fail('group_buy_invalid', { text: '名额已按之前的设置留出，请复制一份再排期' })
  }
  const { skuId, locationId, available } = opened
  const name = (await findLocation(locationId))?.name ?? ''
  throw fail('out_of_stock', { skuId, locationId, available, text: `${name}只剩 ${available} 件` })
}

/**
 * Takes a group buy a step further (OP-2): what is scheduled has its pieces set apart first; of what is ended, open teams
 * may still fill until their deadline, and what nobody paid for goes back after that.
 * @throws group_buy_not_found, group_buy_out_of_reach, group_buy_step_refused, group_buy_invalid, out_of_stock
 */
export async function step(groupBuyId: string, name: CampaignStep, caller: Operator, requestId: string) {
  const before = await mustFind(groupBuyId)
  mustReach(caller, before)
  const to = campaignStepTo(before, name, now())
  if (to && name === 'schedule') await setApart(before)
  // On that version: the pieces were set apart as it says.
  const moved = to ? await groupBuyWrites.change(groupBuyId, before.version, { status: to }) : null
  if (!moved) {
    const status = campaignStatusAt(await mustFind(groupBuyId), now())
    throw fail('group_buy_step_refused', { status })
  }
  if (to === 'ended') await settleAllotment(groupBuyId, lastPaymentOf({ until: now(), hours: moved.hours }))
  await audit(caller, `groupBuy.${name}`, groupBuyId, { from: before.status }, requestId)
  return show(moved, caller)
}
