import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { logger } from '../../kernel/logger'
import {
  findList,
  insertList,
  mayEnter,
  moveList,
  overdueLists,
  pushEntry,
  strikeEntry,
  writeClosesAt,
  type EntryDoc,
} from './chains.lists.model'
import { findChain, moveChain, type ChainDoc } from './chains.model'

/*
 * Who is on the list of a chain (GB-2). A paid order is written down by one conditional update that gives it its number;
 * the list decides who is in when it closes. What follows for the orders is told by its outbox.
 */

const TRIES = 60
const BATCH = 100

/** The list of a chain whose pieces are set apart. */
export async function openList({ _id, sourceId, storeId, until }: ChainDoc): Promise<void> {
  await insertList({ _id, sourceId, storeId, closesAt: until })
}

/** Writes a paid order down, once. @returns its number; undefined when the list is closed to it */
export async function enterList(chainId: string, entry: Omit<EntryDoc, 'no'>): Promise<number | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await findList(chainId)
    if (!before || before.state === 'calledOff') return undefined
    const found = before.entries.find((it) => it.key === entry.key)
    if (found) return found.no
    if (!mayEnter(before) || before.gone.includes(entry.key)) return undefined
    if (await pushEntry(before, entry)) return before.lastNo + 1
  }
  throw new Error(`entry ${entry.key} of ${chainId} found no quiet moment`)
}

/**
 * A shopper leaves a chain before its list is closed: never on it again under this key.
 * @returns false when the list is closed with them
 */
export const leaveList = (chainId: string, key: string): Promise<boolean> => strikeEntry(chainId, key)

/** Nobody can join any more; payments under way are waited for. @returns false when it was not open */
export async function beginClosing(chainId: string): Promise<boolean> {
  const moved = await moveList(chainId, 'open', 'closing')
  crashPoint('chain.closing')
  return moved !== null
}

/** The list is final. @returns false when it was not closing */
export const writeClosed = async (chainId: string): Promise<boolean> =>
  (await moveList(chainId, 'closing', 'closed')) !== null

/** Calls a chain off whose list is not closed: everybody gets everything back. @returns false when it was too late */
export async function callOffList(chainId: string, reason: string): Promise<boolean> {
  for (const from of ['open', 'closing'] as const)
    if (await moveList(chainId, from, 'calledOff', { reason })) return true
  return false
}

/** A list that is no longer open belongs to a chain that has ended. */
export async function endChain(chainId: string): Promise<void> {
  for (const from of ['scheduled', 'paused'] as const) if (await moveChain(chainId, from, 'ended')) return
}

/** Begins to close lists whose time is over. */
export async function closeOverdueLists(): Promise<void> {
  const at = now()
  for (const { _id: chainId } of await overdueLists(at, BATCH)) {
    const chain = await findChain(chainId)
    // It was moved to a later end by somebody who died before the list heard of it.
    if (chain && chain.status !== 'ended' && chain.until > at) await writeClosesAt(chainId, chain.until)
    else if (await beginClosing(chainId)) logger.info({ chainId }, 'the time of a chain is over')
  }
}
