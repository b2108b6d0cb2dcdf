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
  beginClosing,
  callOffList,
  changeChain,
  endChain,
  findChain,
  insertChain,
  keepPiecesUntil,
  listChains,
  moveChain,
  moveEnd,
  openChain,
  problemOf,
  type ChainDoc,
} from '../chains/chains.service'
import { guideDirectory } from '../guides/guides.service'
import { chainConsoleContract } from './chainConsole.contract'
import { draftOf, mayDecide, show, showAll, type ChainDraft, type Operator } from './chainConsole.view'

const fail = failWith(chainConsoleContract.errors)
type Query = z.output<(typeof chainConsoleContract)['routes']['GET /console/chains']['query']>

/** @throws chain_out_of_reach */
function mustReach(caller: Operator, of: Pick<ChainDraft, 'storeId' | 'sourceId'>): void {
  if (!mayDecide(caller, of)) throw fail('chain_out_of_reach')
}

/** Chains, newest first, with live results (OP-2). @throws cursor_invalid */
export async function chains({ status, q, ...paging }: Query, caller: Operator) {
  const filter = { $and: [campaignFilter(status, 'from', 'until', now()), titled(q)] }
  const page = await readPage(
    paging,
    (after, count) => listChains(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return { chains: await showAll(page.rows, caller), ...page.more }
}

/** @throws chain_not_found */
async function mustFind(chainId: string): Promise<ChainDoc> {
  const found = await findChain(chainId)
  if (!found) throw fail('chain_not_found')
  return found
}
/** @throws chain_not_found */
export const chain = async (chainId: string, caller: Operator) => show(await mustFind(chainId), caller)

const written = ({ note, leaderId, chat, from, until, arrivesAt, ...draft }: ChainDraft) => ({
  ...draft,
  ...(note ? { note } : {}),
  ...(leaderId ? { leaderId } : {}),
  ...(chat ? { chat } : {}),
  from: new Date(from),
  until: new Date(until),
  arrivesAt: new Date(arrivesAt),
})

/** @throws chain_invalid with what is wrong */
async function mustBeSound(draft: ChainDraft): Promise<void> {
  const leader = draft.leaderId ? (await guideDirectory()).ofId(draft.leaderId) : undefined
  const isForeign = draft.leaderId !== undefined && leader?.storeId !== draft.storeId
  const text = (await problemOf(written(draft))) ?? (isForeign ? '团长要是自提门店的导购' : undefined)
  if (text) throw fail('chain_invalid', { text })
}

function newChain(draft: ChainDraft, caller: Operator): ChainDoc {
  const at = now()
  return {
    _id: newId('chn'),
    ...written(draft),
    status: 'draft',
    version: 1,
    createdAt: at,
    createdBy: caller.name,
    updatedAt: at,
  }
}

/** A new draft (OP-2). @throws chain_invalid, chain_out_of_reach */
export async function create(draft: ChainDraft, caller: Operator, requestId: string) {
  await mustBeSound(draft)
  mustReach(caller, draft)
  const made = newChain(draft, caller)
  await insertChain(made)
  await audit(caller, 'chain.created', made._id, { title: made.title }, requestId)
  return show(made, caller)
}

/** A new draft like another chain. @throws chain_not_found, chain_out_of_reach */
export async function copy(chainId: string, caller: Operator, requestId: string) {
  const before = draftOf(await mustFind(chainId))
  mustReach(caller, before)
  const made = newChain({ ...before, title: copyTitle(before.title, 20) }, caller)
  await insertChain(made)
  await audit(caller, 'chain.created', made._id, { copyOf: chainId }, requestId)
  return show(made, caller)
}

/** Whether a change of what was scheduled touches more than the name, the note and a later end. */
function touchesLocked(before: ChainDraft, after: ChainDraft): boolean {
  const isMoved = (of: 'from' | 'arrivesAt') => Date.parse(after[of]) !== Date.parse(before[of])
  return (
    isMoved('from') ||
    isMoved('arrivesAt') ||
    Date.parse(after.until) < Date.parse(before.until) ||
    !sameBut(before, after, ['title', 'note', 'from', 'until', 'arrivesAt'])
  )
}

/**
 * Changes a chain (OP-2): a draft in everything; once it was scheduled its name, its note and a later end.
 * @throws chain_not_found, chain_out_of_reach, chain_invalid, chain_changed, chain_locked_fields
 */
export async function change(
  chainId: string,
  { version, ...draft }: ChainDraft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(chainId)
  mustReach(caller, before)
  mustReach(caller, draft)
  await mustBeSound(draft)
  if (before.version !== version) throw fail('chain_changed', { version: before.version })
  const isDraft = before.status === 'draft'
  const isOver = campaignStatusAt(before, now()) === 'ended'
  if (!isDraft && (isOver || touchesLocked(draftOf(before), draft))) throw fail('chain_locked_fields')
  const { until } = written(draft)
  // First: a change that is not written then only keeps the pieces longer.
  if (!isDraft) await keepPiecesUntil(chainId, until)
  const unset = (['note', 'leaderId', 'chat'] as const).filter((it) => !draft[it])
  const after = await changeChain(chainId, version, written(draft), unset)
  if (!after) throw fail('chain_changed')
  if (!isDraft) await moveEnd(chainId, until)
  await audit(caller, 'chain.changed', chainId, { version }, requestId)
  return show(after, caller)
}

/** Sets the pieces of what is to be scheduled apart. @throws chain_invalid, out_of_stock */
async function setApart(before: ChainDoc): Promise<void> {
  await mustBeSound(draftOf(before))
  if (before.until <= now()) throw fail('chain_invalid', { text: '截单时间已经过了' })
  const opened = await openChain(before)
  if (opened === 'open') return
  if (opened === 'exists') throw fail('chain_invalid', { text: '份数已按之前的设置留出，请复制一份再排期' })
  const { skuId, available } = opened
  const name = (await skuOf(skuId))?.name ?? '商品'
  throw fail('out_of_stock', { skuId, available, text: `${name}只剩 ${available} 件` })
}

/**
 * Takes a chain a step further (OP-2): what is scheduled has its pieces set apart first; of what is ended the list is closed
 * and its goods set out.
 * @throws chain_not_found, chain_out_of_reach, chain_step_refused, chain_invalid, out_of_stock
 */
export async function step(chainId: string, name: CampaignStep, caller: Operator, requestId: string) {
  const before = await mustFind(chainId)
  mustReach(caller, before)
  const to = campaignStepTo(before, name, now())
  if (to && name === 'schedule') await setApart(before)
  if (to === 'ended') await beginClosing(chainId)
  const moved = to ? await moveChain(chainId, before.status, to) : null
  if (!moved) {
    const status = campaignStatusAt(await mustFind(chainId), now())
    throw fail('chain_step_refused', { status })
  }
  await audit(caller, `chain.${name}`, chainId, { from: before.status }, requestId)
  return show(moved, caller)
}

/** Calls a chain off whose list is not closed: everybody gets everything back. @throws chain_not_found, chain_out_of_reach, chain_step_refused */
export async function callOff(chainId: string, reason: string, caller: Operator, requestId: string) {
  mustReach(caller, await mustFind(chainId))
  if (!(await callOffList(chainId, reason))) throw fail('chain_step_refused')
  await endChain(chainId)
  await audit(caller, 'chain.calledOff', chainId, { reason }, requestId)
  return chain(chainId, caller)
}
