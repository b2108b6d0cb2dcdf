import { ledgerOf, stockOf, unreconciled, untilNone, waitingEvents, withDb, wrongLive } from './books'
import type { Chain } from './chain'
import { OPENING, skuIds, storeIds } from './shelf'
import type { Burst } from './stock.burst'

/** What a run of faults left; everything but `acknowledged` must be 0. */
export interface Damage {
  acknowledged: number
  /** Acknowledged changes without a ledger entry. */
  lost: number
  /** Changes with more than one. */
  doubled: number
  /** Stock documents that are not opening stock plus what was acknowledged. */
  wrongStock: number
  /** Stock documents that are not the sum of their ledger. */
  unreconciled: number
  /** Places where the live answer is not the stock document. */
  wrongLive: number
  waitingEvents: number
  deadLetters: number
  /** Addresses that do not answer 200. */
  silent: number
}

/** Compares what was acknowledged with the database and the live answers, once no event waits any more. */
export const assess = (chain: Chain, { acknowledged }: Burst): Promise<Damage> =>
  withDb(chain, async (db) => {
    const { addresses } = chain
    const waiting = await untilNone(() => waitingEvents(db))
    const rows = await stockOf(db, skuIds)
    const { counts, sums } = await ledgerOf(db, skuIds)
    const expected = new Map<string, number>()
    for (const { stockId, delta } of acknowledged.values())
      expected.set(stockId, (expected.get(stockId) ?? OPENING) + delta)
    const pages = [
      addresses.health,
      `${addresses.api}/stores?lng=121.47&lat=31.23`,
      `${addresses.api}/stores/${storeIds[0]}/stock`,
      addresses.openapi,
    ]
    const answers = await Promise.all(pages.map((it) => fetch(it).catch(() => undefined)))
    return {
      acknowledged: acknowledged.size,
      lost: [...acknowledged.keys()].filter((key) => !counts.has(`erp/${key}`)).length,
      doubled: [...counts.values()].filter((it) => it > 1).length,
      wrongStock: rows.filter((it) => it.onHand !== (expected.get(it._id) ?? OPENING)).length,
      unreconciled: unreconciled(rows, sums).length,
      wrongLive: await wrongLive(chain, rows),
      waitingEvents: waiting,
      deadLetters: await db.collection('deadLetters').countDocuments(),
      silent: answers.filter((it) => !it?.ok).length,
    }
  })
