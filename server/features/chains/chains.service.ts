import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { openAllotment, settleAllotment, takenBy } from '../allotments/allotments.service'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { skuOf } from '../catalog/catalog.service'
import { findLocation } from '../stores/stores.service'
import { chainsContract } from './chains.contract'
import { openList } from './chains.lists'
import { findList, writeClosesAt } from './chains.lists.model'
import { findChain, runningChains, type ChainDoc } from './chains.model'
import { chainProblem, lastChainPayment } from './chains.rules'
import { latestOf, standingsOf, viewChain, type Standing } from './chains.view'

export { beginClosing, callOffList, endChain, enterList, leaveList, writeClosed } from './chains.lists'
export {
  findList,
  mayEnter,
  unsettledLists,
  writeSettled,
  type EntryDoc,
  type ListDoc,
} from './chains.lists.model'
export { changeChain, findChain, insertChain, listChains, moveChain, type ChainDoc } from './chains.model'
export {
  chainPayBy,
  deliveryIdOf,
  groupText,
  isDirect,
  LAST_PAYMENT_MS,
  linesText,
  maskedName,
  mayOffer,
  shareKeyOf,
} from './chains.rules'
export { namedLines, phaseOf, standingsOf, viewChain, type Standing } from './chains.view'

const fail = failWith(chainsContract.errors)
const MOST = 100

/** Chains one can join now, soonest to end first (GB-2). */
export async function openChains({ storeId }: { storeId?: string | undefined }) {
  const found = await standingsOf(await runningChains(now(), storeId, MOST))
  const open = found.filter(({ list }) => list?.state === 'open')
  return { chains: await Promise.all(open.map(viewChain)) }
}

/** A chain as it stands; one that was never published is nobody's business. @throws chain_not_found */
export async function standingOf(chainId: string): Promise<Standing> {
  const found = await findChain(chainId)
  if (!found || found.status === 'draft') throw fail('chain_not_found')
  const [standing] = await standingsOf([found])
  if (!standing) throw fail('chain_not_found')
  return standing
}

/** One chain with its latest joiners (GB-2). @throws chain_not_found */
export async function chainById(chainId: string) {
  const standing = await standingOf(chainId)
  return { ...(await viewChain(standing)), joined: await latestOf(standing.list) }
}

/** Pieces a member may still take of a chain. */
export async function mayTake({ _id, perMember }: ChainDoc, memberId: string): Promise<number> {
  return Math.max(0, perMember - (await takenBy(_id, memberId)))
}

type Terms = Pick<ChainDoc, 'lines' | 'sourceId' | 'storeId' | 'perMember' | 'from' | 'until' | 'arrivesAt'>

/** What is wrong with the goods, places and times of a chain, in the shop's words; undefined when nothing is. */
export async function problemOf(terms: Terms): Promise<string | undefined> {
  const { lines, sourceId, storeId, from, until, arrivesAt } = terms
  const iso = { from: from.toISOString(), until: until.toISOString(), arrivesAt: arrivesAt.toISOString() }
  const problem = chainProblem({ ...terms, ...iso })
  if (problem) return problem
  for (const { skuId, chainPrice } of lines) {
    const sku = await skuOf(skuId)
    if (!sku) return '有商品没有找到或已下架'
    if (chainPrice > sku.price) return `${sku.name}的接龙价不能高于原价`
  }
  const store = await findLocation(storeId)
  if (store?.kind !== 'store') return '没有找到自提门店'
  if (!store.services.includes('pickup')) return `${store.name}不支持到店自提`
  return (await findLocation(sourceId)) ? undefined : '没有找到备货的门店或仓库'
}

/** What a chain sets apart, at its source. */
const placesOf = ({ lines, sourceId }: Pick<ChainDoc, 'lines' | 'sourceId'>) =>
  lines.map(({ skuId, quota }) => ({ skuId, locationId: sourceId, quota }))

/**
 * Sets the pieces of a chain apart and opens its list; again it changes nothing.
 * @returns what is in the way: the goods it lacks, or that its pieces were set apart otherwise
 */
export async function openChain(
  chain: ChainDoc,
): Promise<'open' | 'exists' | { skuId: string; available: number }> {
  const { _id: id, perMember, until } = chain
  const opened = await openAllotment({
    id,
    places: placesOf(chain),
    perMember,
    until: lastChainPayment(until),
  })
  if (opened.outcome === 'out_of_stock') return { skuId: opened.skuId, available: opened.available }
  if (opened.outcome === 'exists') return 'exists'
  // An earlier try to open it may have thought of another end.
  await settleAllotment(id, lastChainPayment(until))
  await openList(chain)
  await writeClosesAt(id, until)
  return 'open'
}

/** The pieces of a chain stay set apart at least until payments of this end may come. */
export const keepPiecesUntil = (chainId: string, until: Date): Promise<void> =>
  settleAllotment(chainId, lastChainPayment(until))

/** The list of an open chain closes by itself at another time. */
export const moveEnd = (chainId: string, until: Date): Promise<void> => writeClosesAt(chainId, until)

/** Whether somebody can join a chain at this moment. */
export async function isJoinable(chain: ChainDoc): Promise<boolean> {
  return campaignStatusAt(chain, now()) === 'live' && (await findList(chain._id))?.state === 'open'
}
