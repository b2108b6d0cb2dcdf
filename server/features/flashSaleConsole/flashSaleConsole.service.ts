import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
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
import {
  announcePlan,
  flashProblem,
  flashSaleWrites,
  giveStockBack,
  spanOf,
  type FlashDraft,
  type FlashSaleDoc,
} from '../flashSales/flashSales.service'
import { findLocation } from '../stores/stores.service'
import { flashSaleConsoleContract } from './flashSaleConsole.contract'
import { draftOf, mayDecide, show, type Operator } from './flashSaleConsole.view'

const fail = failWith(flashSaleConsoleContract.errors)
type Query = z.output<(typeof flashSaleConsoleContract)['routes']['GET /console/flash-sales']['query']>

/** @throws flash_sale_out_of_reach */
function mustReach(caller: Operator, of: Pick<FlashDraft, 'items'>): void {
  if (!mayDecide(caller, of)) throw fail('flash_sale_out_of_reach')
}

/** Flash sales, newest first, with live results (OP-2). @throws cursor_invalid */
export async function flashSales({ status, q, ...paging }: Query, caller: Operator) {
  const filter = { $and: [campaignFilter(status, 'from', 'until', now()), titled(q)] }
  const page = await readPage(
    paging,
    (after, count) => flashSaleWrites.list(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    flashSales: await Promise.all(page.rows.map((it) => show(it, caller))),
    ...page.more,
  }
}

/** @throws flash_sale_not_found */
async function mustFind(flashSaleId: string): Promise<FlashSaleDoc> {
  const found = await flashSaleWrites.find(flashSaleId)
  if (!found) throw fail('flash_sale_not_found')
  return found
}
/** @throws flash_sale_not_found */
export const flashSale = async (flashSaleId: string, caller: Operator) =>
  show(await mustFind(flashSaleId), caller)

/** What is wrong with the goods and places. */
async function goodsProblem({ items }: FlashDraft): Promise<string | undefined> {
  for (const { skuId, price, places } of items) {
    const sku = await skuOf(skuId)
    if (!sku) return '有商品没有找到或已下架'
    if (price >= sku.price) return `${sku.name}的秒杀价要低于原价`
    for (const { locationId } of places) if (!(await findLocation(locationId))) return '有门店或仓库没有找到'
  }
  return undefined
}
/** @throws flash_sale_invalid with what is wrong */
async function mustBeSound(draft: FlashDraft): Promise<void> {
  const text = flashProblem(draft) ?? (await goodsProblem(draft))
  if (text) throw fail('flash_sale_invalid', { text })
}

function newFlashSale(draft: FlashDraft, caller: Operator): FlashSaleDoc {
  const at = now()
  const _id = newId('fls')
  return {
    _id,
    ...draft,
    ...spanOf({ _id, ...draft }),
    status: 'draft',
    lacking: [],
    version: 1,
    createdAt: at,
    createdBy: caller.name,
    updatedAt: at,
  }
}

/** A new draft (OP-2). @throws flash_sale_invalid, flash_sale_out_of_reach */
export async function create(draft: FlashDraft, caller: Operator, requestId: string) {
  await mustBeSound(draft)
  mustReach(caller, draft)
  const made = newFlashSale(draft, caller)
  await flashSaleWrites.insert(made)
  await audit(caller, 'flashSale.created', made._id, { title: made.title }, requestId)
  return show(made, caller)
}

/** A new draft like another flash sale. @throws flash_sale_not_found, flash_sale_out_of_reach */
export async function copy(flashSaleId: string, caller: Operator, requestId: string) {
  const before = draftOf(await mustFind(flashSaleId))
  mustReach(caller, before)
  const made = newFlashSale({ ...before, title: copyTitle(before.title, 20) }, caller)
  await flashSaleWrites.insert(made)
  await audit(caller, 'flashSale.created', made._id, { copyOf: flashSaleId }, requestId)
  return show(made, caller)
}

/** Whether a change of what was scheduled touches more than the name and a later last day. */
function touchesLocked(before: FlashDraft, after: FlashDraft): boolean {
  const { days: was } = before
  const { days } = after
  return was.from !== days.from || days.until < was.until || !sameBut(before, after, ['title', 'days'])
}

/**
 * Changes a flash sale (OP-2): a draft in everything; once it was scheduled its name and a later last day.
 * @throws flash_sale_not_found, flash_sale_out_of_reach, flash_sale_invalid, flash_sale_changed, flash_sale_locked_fields
 */
export async function change(
  flashSaleId: string,
  { version, ...draft }: FlashDraft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(flashSaleId)
  mustReach(caller, before)
  mustReach(caller, draft)
  await mustBeSound(draft)
  if (before.version !== version) throw fail('flash_sale_changed', { version: before.version })
  const isOver = campaignStatusAt(before, now()) === 'ended'
  if (before.status !== 'draft' && (isOver || touchesLocked(draftOf(before), draft)))
    throw fail('flash_sale_locked_fields')
  const set = { ...draft, ...spanOf({ _id: flashSaleId, ...draft }) }
  const after = await flashSaleWrites.change(flashSaleId, version, set)
  if (!after) throw fail('flash_sale_changed')
  await announcePlan(after)
  await audit(caller, 'flashSale.changed', flashSaleId, { version }, requestId)
  return show(after, caller)
}

/**
 * Takes a flash sale a step further (OP-2): pieces of what is scheduled are set apart, those of what is ended go back.
 * @throws flash_sale_not_found, flash_sale_out_of_reach, flash_sale_step_refused; flash_sale_invalid for a draft that
 * cannot go live
 */
export async function step(flashSaleId: string, name: CampaignStep, caller: Operator, requestId: string) {
  const before = await mustFind(flashSaleId)
  mustReach(caller, before)
  if (name === 'schedule') {
    await mustBeSound(draftOf(before))
    if (before.until <= now()) throw fail('flash_sale_invalid', { text: '场次时间已经过了' })
  }
  const to = campaignStepTo(before, name, now())
  const moved = to ? await flashSaleWrites.move(flashSaleId, before.status, to) : null
  if (!moved)
    throw fail('flash_sale_step_refused', { status: campaignStatusAt(await mustFind(flashSaleId), now()) })
  await announcePlan(moved)
  if (to === 'ended') await giveStockBack(moved)
  await audit(caller, `flashSale.${name}`, flashSaleId, { from: before.status }, requestId)
  return show(await mustFind(flashSaleId), caller)
}
