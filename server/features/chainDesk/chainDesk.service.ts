import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { digestOf, keyedId } from '../../kernel/ids'
import { skuOf } from '../catalog/catalog.service'
import {
  beginClosing,
  callOffList,
  endChain,
  findChain,
  insertChain,
  listChains,
  mayOffer,
  openChain,
  problemOf,
  standingOf,
  standingsOf,
  type ChainDoc,
  type Standing,
} from '../chains/chains.service'
import { guideDirectory } from '../guides/guides.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { arrivalOf } from '../sourcing/sourcing.service'
import { findLocation, warehousesFrom } from '../stores/stores.service'
import { chainDeskContract } from './chainDesk.contract'
import { viewDesk, viewDeskWhole } from './chainDesk.view'

const fail = failWith(chainDeskContract.errors)
type Routes = (typeof chainDeskContract)['routes']
type Staff = CallerOf<Routes['POST /staff/chains']>
type Opened = z.output<Routes['POST /staff/chains']['body']>

const DAY_MS = 24 * 3600_000
/** How long after its end a chain is still looked after. */
const CURRENT_MS = 14 * DAY_MS

/** Chains of one's own store, newest first (GB-2). @throws cursor_invalid */
export async function chains(
  { list, chatId, ...paging }: z.output<Routes['GET /staff/chains']['query']>,
  { storeId }: Staff,
) {
  const filter = {
    storeId,
    status: { $ne: 'draft' },
    ...(list === 'current' ? { until: { $gt: new Date(now().getTime() - CURRENT_MS) } } : {}),
    ...(chatId ? { 'chat.id': chatId } : {}),
  }
  const page = await readPage(
    paging,
    (after, count) => listChains(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return { chains: await viewDesk(await standingsOf(page.rows)), ...page.more }
}

/** One of the own store. @throws chain_not_found, chain_forbidden */
async function ownChain(chainId: string, { storeId }: Staff): Promise<Standing> {
  const standing = await standingOf(chainId)
  if (standing.chain.storeId !== storeId) throw fail('chain_forbidden')
  return standing
}

/** Who joined a chain and how far it is (GB-2). @throws chain_not_found, chain_forbidden */
export const chain = async (chainId: string, caller: Staff) => viewDeskWhole(await ownChain(chainId, caller))

/** Where the goods of a new chain can come from (GB-2): the own store and the warehouses, nearest first. */
export async function sources(skuIds: readonly string[], { storeId }: Staff) {
  const own = await findLocation(storeId)
  if (!own) return { sources: [] }
  const at = now()
  const warehouses = await warehousesFrom(own.position, at)
  const ids = [storeId, ...warehouses.map((it) => it.id)]
  const grid = await readLiveGrid(skuIds, ids)
  const availableAt = (id: string) =>
    skuIds.map((skuId) => ({ skuId, available: Math.max(0, grid.get(id)?.get(skuId) ?? 0) }))
  return {
    sources: [
      {
        id: storeId,
        name: own.name,
        kind: 'store' as const,
        arrivesAt: at.toISOString(),
        available: availableAt(storeId),
      },
      ...[...warehouses]
        .sort((a, b) => a.distance - b.distance)
        .map(({ id, name, distance }) => ({
          id,
          name,
          kind: 'warehouse' as const,
          arrivesAt: arrivalOf(at, distance).toISOString(),
          available: availableAt(id),
        })),
    ],
  }
}

function docOf({ key, ...terms }: Opened, { guideId, storeId }: Staff, name: string): ChainDoc {
  const at = now()
  const { title, note, lines, sourceId, perMember, until, arrivesAt, chat } = terms
  return {
    _id: keyedId('chn', guideId, key),
    title,
    ...(note ? { note } : {}),
    lines,
    sourceId,
    storeId,
    perMember,
    from: at,
    until: new Date(until),
    arrivesAt: new Date(arrivesAt),
    leaderId: guideId,
    ...(chat ? { chat } : {}),
    asked: digestOf(JSON.stringify(terms)),
    status: 'scheduled',
    version: 1,
    createdAt: at,
    createdBy: name,
    updatedAt: at,
  }
}

/** What is wrong with a chain a guide wants to open, in the shop's words. */
async function problemFor(wanted: ChainDoc, { kind, storeId }: Staff): Promise<string | undefined> {
  const { sourceId, lines } = wanted
  if (sourceId !== storeId && (await findLocation(sourceId))?.kind === 'store') return '备货只能选本店或仓库'
  const problem = await problemOf(wanted)
  if (problem) return problem
  for (const { skuId, chainPrice } of lines) {
    const sku = await skuOf(skuId)
    if (sku && !mayOffer(kind, chainPrice, sku.price))
      return `${sku.name}的接龙价太低，请${kind === 'guide' ? '店长' : '总部'}来定`
  }
  return undefined
}

/**
 * Opens a chain of the own store, live at once (GB-2): its pieces are set apart, or none are. The same key again is the same
 * chain.
 * @throws chain_invalid, out_of_stock, key_reused
 */
export async function open(body: Opened, caller: Staff, requestId: string) {
  const name = (await guideDirectory()).ofId(caller.guideId)?.name ?? ''
  const wanted = docOf(body, caller, name)
  const { _id: id } = wanted
  const earlier = await findChain(id)
  if (earlier && earlier.asked !== wanted.asked) throw fail('key_reused')
  if (!earlier) {
    const text = await problemFor(wanted, caller)
    if (text) throw fail('chain_invalid', { text })
    const opened = await openChain(wanted)
    if (opened === 'exists') throw fail('key_reused')
    if (opened !== 'open') throw fail('out_of_stock', await shortText(opened))
    if (await insertChain(wanted)) await audit(caller, 'chain.opened', id, { title: wanted.title }, requestId)
  }
  return view(id)
}

/** What is too little, in the shop's words. */
async function shortText({ skuId, available }: { skuId: string; available: number }) {
  const sku = await skuOf(skuId)
  return { skuId, available, text: `${sku?.name ?? '商品'}只剩 ${available} 件` }
}

async function view(chainId: string) {
  const [shown] = await viewDesk([await standingOf(chainId)])
  if (!shown) throw new Error(`chain ${chainId} has no view`)
  return shown
}

/** Closes a chain before its time (提前截单, GB-2). @throws chain_not_found, chain_forbidden, chain_step_refused */
export async function close(chainId: string, caller: Staff, requestId: string) {
  await ownChain(chainId, caller)
  if (!(await beginClosing(chainId))) throw fail('chain_step_refused')
  await endChain(chainId)
  await audit(caller, 'chain.closed', chainId, {}, requestId)
  return view(chainId)
}

/** Calls a chain off whose list is not closed (GB-2). @throws chain_not_found, chain_forbidden, chain_step_refused */
export async function callOff(chainId: string, reason: string, caller: Staff, requestId: string) {
  await ownChain(chainId, caller)
  if (!(await callOffList(chainId, reason))) throw fail('chain_step_refused')
  await endChain(chainId)
  await audit(caller, 'chain.calledOff', chainId, { reason }, requestId)
  return view(chainId)
}
