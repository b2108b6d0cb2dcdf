import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { fieldIndex } from '../../kernel/fieldCrypto'
import { digestOf, keyedId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { skuOf, skuOfBarcode } from '../catalog/catalog.service'
import { applyFeed, takeBack } from '../inventory/inventory.service'
import { memberForStaff, memberIdOf } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { importVisits } from '../visits/visits.service'
import { posOrdersContract, type soldOrder } from './posOrders.contract'
import { posOrderTaken } from './posOrders.events'
import { findPosOrder, insertPosOrder, markSold, type PosLine, type PosOrderDoc } from './posOrders.model'
import { addsUp, takenBack } from './posOrders.rules'

type Sold = z.output<typeof soldOrder>
type Route = (typeof posOrdersContract)['routes']['POST /pos/orders']
type Row = z.input<Route['response']>['rows'][number]
type Code = Extract<keyof typeof posOrdersContract.errors, string>

export const fail = failWith(posOrdersContract.errors)

const codeSignature = (memberId: string) => fieldIndex('memberCode', memberId).slice(0, 10)
const CODE = /^HDM\.(mem_[A-Za-z0-9_-]{1,40})\.([A-Za-z0-9_-]{10})$/

/** What the barcode of a member's code says; it does not change, as tills may tell of purchases late. */
export const memberCodeOf = (memberId: string): string => `HDM.${memberId}.${codeSignature(memberId)}`

/** Who bought. @returns undefined for nobody named, null for somebody unknown */
async function buyerOf({ memberCode, memberId, phone }: Sold): Promise<string | undefined | null> {
  if (memberCode !== undefined) {
    const [, named = '', signature] = CODE.exec(memberCode) ?? []
    return named && signature === codeSignature(named) ? named : null
  }
  if (memberId) return (await memberForStaff(memberId)) ? memberId : null
  return phone ? ((await memberIdOf('phone', phone)) ?? null) : undefined
}

async function linesOf({ lines }: Sold): Promise<PosLine[] | undefined> {
  const found = await Promise.all(
    lines.map(async ({ skuId, barcode, ...sold }, at) => {
      const id = skuId ?? (barcode ? await skuOfBarcode(barcode) : undefined)
      const sku = id ? await skuOf(id) : undefined
      return sku && { key: `l${at + 1}`, skuId: sku.skuId, name: sku.name, image: sku.image, ...sold }
    }),
  )
  const known = found.flatMap((it) => (it ? [it] : []))
  return known.length === lines.length ? known : undefined
}

/** Reads a purchase as a till tells of it, or why it cannot be one. */
async function read(sold: Sold, source: string): Promise<PosOrderDoc | { code: Code }> {
  if (!addsUp(sold)) return { code: 'sum_wrong' }
  if ((await findLocation(sold.storeId))?.kind !== 'store') return { code: 'store_not_found' }
  const memberId = await buyerOf(sold)
  if (memberId === null) return { code: 'member_not_found' }
  const lines = await linesOf(sold)
  if (!lines) return { code: 'sku_not_found' }
  const { key, storeId, total } = sold
  const _id = keyedId('pos', source, key)
  return {
    _id,
    source,
    key,
    asked: digestOf(JSON.stringify([storeId, memberId ?? '', total, lines])),
    storeId,
    ...(memberId ? { memberId } : {}),
    lines,
    total,
    at: sold.at ? new Date(sold.at) : now(),
    stockProblems: [],
    returns: [],
    version: 1,
    outbox: [emit(posOrderTaken, { posOrderId: _id })],
  }
}

async function take(sold: Sold, source: string): Promise<Omit<Row, 'row' | 'key'>> {
  const order = await read(sold, source)
  if ('code' in order)
    return { outcome: 'refused', code: order.code, message: posOrdersContract.errors[order.code].text }
  const isNew = await insertPosOrder(order)
  const stands = isNew ? order : await findPosOrder(order._id)
  if (stands?.asked !== order.asked)
    return { outcome: 'refused', code: 'key_reused', message: posOrdersContract.errors.key_reused.text }
  // The event does the same: what cannot be done now is done then.
  await settleTaken(order._id).catch((error: unknown) =>
    logger.warn({ posOrderId: order._id, error: String(error) }, 'purchase not settled yet'),
  )
  const { stockProblems = [] } = (await findPosOrder(order._id)) ?? {}
  return {
    outcome: isNew ? 'applied' : 'repeated',
    posOrderId: order._id,
    ...(stockProblems.length ? { stockProblems } : {}),
  }
}

/** Takes in purchases of a till and answers row by row; the same key is one purchase (OR-7). */
export async function takePosOrders(orders: readonly Sold[], source: string) {
  const rows: Row[] = []
  for (const [at, sold] of orders.entries())
    rows.push({ row: at + 1, key: sold.key, ...(await take(sold, source)) })
  const count = (outcome: Row['outcome']) => rows.filter((it) => it.outcome === outcome).length
  return { applied: count('applied'), repeated: count('repeated'), refused: count('refused'), rows }
}

/** A purchase leaves the stock, once per line, and stands in the member's history. May run twice and late. */
export async function settleTaken(posOrderId: string): Promise<void> {
  const order = await findPosOrder(posOrderId)
  if (!order) return
  if (!order.soldAt) await sell(order)
  await recordPurchase(posOrderId)
}

async function sell({ _id, lines, storeId, source }: PosOrderDoc): Promise<void> {
  const { rows } = await applyFeed(
    lines.map(({ key, skuId, quantity }) => ({
      key: `${_id}/${key}`,
      skuId,
      locationId: storeId,
      kind: 'sale' as const,
      quantity,
    })),
    source,
  )
  const problems = rows.flatMap(({ row, code = '', message = '', outcome }) =>
    outcome === 'refused' ? [{ line: `l${row}`, code, message }] : [],
  )
  await markSold(_id, now(), problems)
  if (problems.length) logger.warn({ posOrderId: _id, problems }, 'sold in the shop without stock')
}

/** The purchase in the member's history, worth what did not come back (ME-2). */
async function recordPurchase(posOrderId: string): Promise<void> {
  const order = await findPosOrder(posOrderId)
  if (!order?.memberId) return
  const { memberId, storeId, lines, total, returns, at } = order
  await importVisits([
    {
      _id: `vis_${posOrderId}`,
      memberId,
      storeId,
      channel: 'store',
      kind: 'purchase',
      amount: total - takenBack(returns),
      lines: lines.map(({ skuId, name, image, quantity, unitPrice }) => ({
        skuId,
        name,
        image,
        quantity,
        price: unitPrice,
      })),
      at,
    },
  ])
}

/** Pieces came back: onto the shelf of the store that took them, and out of the member's spend. May run twice and late. */
export async function settleReturn(posOrderId: string, returnId: string): Promise<void> {
  const order = await findPosOrder(posOrderId)
  const returned = order?.returns.find((it) => it.id === returnId)
  if (!order || returned?.state !== 'taken') return
  for (const { key, quantity } of returned.lines) {
    const line = order.lines.find((it) => it.key === key)
    if (line)
      await takeBack(
        {
          skuId: line.skuId,
          locationId: returned.storeId ?? order.storeId,
          key: `${returnId}/${key}`,
          quantity,
          reason: returned.reason,
        },
        returned.by,
      )
  }
  await recordPurchase(posOrderId)
}
