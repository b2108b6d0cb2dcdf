import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { readPage } from '../../kernel/cursor'
import { digestOf, keyedId } from '../../kernel/ids'
import { hasSku } from '../catalog/catalog.service'
import { findLocation } from '../stores/stores.service'
import type { transfersContract } from './transfers.contract'
import { insertTransfer, listTransfers, openTransfersOf, shippedTo } from './transfers.model'
import {
  approveTransfer,
  cancelTransfer,
  fail,
  mustFind,
  receiveTransfer,
  shipTransfer,
  type Mover,
} from './transfers.moves'
import { actsFor, inTransitOf, isErrand } from './transfers.rules'
import { viewTransfer } from './transfers.view'

export { statusText as transferText } from './transfers.rules'
export { bringForChain, bringForOrder, callOffForOrder, transferForOrder } from './transfers.orders'

type Routes = (typeof transfersContract)['routes']
type Caller = CallerOf<Routes['GET /transfers']>
type Counted = z.output<Routes['POST /transfers/:transferId/ship']['body']>['lines']

const moverOf = (caller: Caller): Mover =>
  caller.kind === 'machine' ? { kind: 'machine', by: caller.name } : { ...caller, by: caller.guideId }

/**
 * Asks another location for goods (IN-5, GU-5). The id follows from who asks and their key, so that a repetition is the
 * same transfer.
 * @throws sku_not_found, location_not_found, same_location, key_reused
 */
export async function requestTransfer(
  { key, from, lines, reason }: z.output<Routes['POST /transfers']['body']>,
  { guideId, storeId: to }: CallerOf<Routes['POST /transfers']>,
) {
  if (from === to) throw fail('same_location')
  if (!(await findLocation(from))) throw fail('location_not_found')
  for (const { skuId } of lines) if (!(await hasSku(skuId))) throw fail('sku_not_found', { skuId })
  const _id = keyedId('tra', guideId, key)
  const asked = digestOf(JSON.stringify([from, to, lines.map((it) => [it.skuId, it.quantity])]))
  const made = await insertTransfer({ _id, from, to, lines, reason, asked, status: 'requested' }, guideId)
  const transfer = made ?? (await mustFind(_id))
  if (transfer.asked !== asked) throw fail('key_reused')
  return viewTransfer(transfer)
}

export const approve = async (transferId: string, caller: Caller) =>
  viewTransfer(await approveTransfer(transferId, moverOf(caller)))
export const ship = async (transferId: string, lines: Counted, caller: Caller) =>
  viewTransfer(await shipTransfer(transferId, moverOf(caller), lines))
export const receive = async (transferId: string, lines: Counted, caller: Caller) =>
  viewTransfer(await receiveTransfer(transferId, moverOf(caller), lines))
export const cancel = async (transferId: string, reason: string, caller: Caller) =>
  viewTransfer(await cancelTransfer(transferId, moverOf(caller), reason))

/** One transfer, for both ends and for systems. @throws transfer_not_found, transfer_forbidden */
export async function showTransfer(transferId: string, caller: Caller) {
  const transfer = await mustFind(transferId)
  const isTheirs = actsFor(moverOf(caller), transfer.from) || actsFor(moverOf(caller), transfer.to)
  if (caller.kind !== 'machine' && !isTheirs) throw fail('transfer_forbidden')
  return viewTransfer(transfer)
}

/** Transfers into or out of a location, newest first. @throws location_forbidden, cursor_invalid */
export async function transfersOf(
  { storeId, direction, status, ...paging }: z.output<Routes['GET /transfers']['query']>,
  caller: Caller,
) {
  if (caller.kind !== 'machine' && caller.storeId !== storeId) throw fail('location_forbidden')
  const ends = direction === 'in' ? { to: storeId } : { from: storeId }
  const page = await readPage(
    paging,
    (after, count) => listTransfers({ ...ends, ...(status ? { status } : {}) }, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    transfers: await Promise.all(page.rows.map(viewTransfer)),
    ...page.more,
  }
}

/** Pieces of a SKU on the way to and from a location (IN-1, IN-5). */
export async function inTransitAt(skuId: string, locationId: string) {
  const moving = await openTransfersOf(skuId, ['shipped'])
  const sum = (end: 'from' | 'to') =>
    moving
      .filter((it) => it[end] === locationId)
      .flatMap((it) => it.lines)
      .filter((it) => it.skuId === skuId)
      .reduce((pieces, it) => pieces + inTransitOf(it), 0)
  return { incoming: sum('to'), outgoing: sum('from') }
}

/** Pieces on the way to a location's shelves, by SKU; not those a shopper waits for. */
export async function incomingAt(locationId: string): Promise<Map<string, number>> {
  const pieces = new Map<string, number>()
  const forShelves = (await shippedTo(locationId)).filter((it) => !isErrand(it))
  for (const line of forShelves.flatMap((it) => it.lines))
    pieces.set(line.skuId, (pieces.get(line.skuId) ?? 0) + inTransitOf(line))
  return pieces
}
