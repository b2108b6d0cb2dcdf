import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { failWith } from '../../kernel/errors'
import { addressOf, type Address } from '../addresses/addresses.service'
import { skuOf } from '../catalog/catalog.service'
import {
  claimPresale,
  findPresale,
  isPayable,
  phaseOf,
  dropClaim,
  type PresaleDoc,
} from '../presales/presales.service'
import { presaleOrdersContract } from '../presaleOrders/presaleOrders.contract'
import { findLocation } from '../stores/stores.service'
import { findOrder, insertOrder, type OrderPresaleDoc } from './orders.model'
import { newOrder, orderIdOf, repeated, type Body, type Buyer } from './orders.place'
import { pricePresale } from './orders.presale'
import { amountsOf, linesOf, type Quote } from './orders.quote'
import { FIRST_ROUND, HOLD_GRACE_MS, PAY_MS } from './orders.rules'
import { claimKeyOf } from './orders.stock'
import { viewOrder } from './orders.view'

const fail = failWith(presaleOrdersContract.errors)
type Routes = (typeof presaleOrdersContract)['routes']
type Asked = z.output<Routes['POST /presales/:presaleId/preview']['body']>
type Placed = z.output<Routes['POST /presales/:presaleId/orders']['body']>

/** An offer that takes deposits at this moment. @throws presale_not_found, presale_not_open */
async function openPresale(presaleId: string): Promise<PresaleDoc> {
  const presale = await findPresale(presaleId)
  if (!presale) throw fail('presale_not_found')
  if (presale.withdrawnAt || phaseOf(presale, now()) !== 'deposit') throw fail('presale_not_open')
  return presale
}

interface Source {
  locationId: string
  left: number
  storeId: string
  address?: Address
  text: string
}

/** Where an offer's pieces come from: the chosen store, or a warehouse that has enough of them. */
async function sourceOf({ places }: PresaleDoc, asked: Asked, memberId: string): Promise<Source> {
  if (asked.way === 'pickup') {
    if (!asked.storeId) throw fail('store_required')
    const place = places.find((it) => it.locationId === asked.storeId)
    const store = await findLocation(asked.storeId)
    if (!place || store?.kind !== 'store') throw fail('way_not_offered')
    return { ...place, storeId: asked.storeId, text: `${store.name}自提` }
  }
  if (!asked.addressId) throw fail('address_required')
  const address = await addressOf(memberId, asked.addressId)
  if (!address) throw fail('address_not_found')
  const senders = places.filter((it) => !it.locationId.startsWith('sto_'))
  const place = senders.find((it) => it.left >= asked.quantity) ?? senders[0]
  if (!place) throw fail('way_not_offered')
  const from = await findLocation(place.locationId)
  return { ...place, storeId: place.locationId, address, text: `${from?.name ?? ''}发货` }
}

/** What a presale would cost, and where it comes from. @throws the refusals of its contract */
async function quotePresale(presale: PresaleDoc, asked: Asked, memberId: string) {
  const sku = await skuOf(presale.skuId)
  if (!sku) throw fail('sku_not_found')
  if (!isPayable(presale, sku.price)) throw fail('presale_not_open')
  const source = await sourceOf(presale, asked, memberId)
  const { quantity, way } = asked
  const piece = { key: 'l1', sku, quantity, locationId: source.locationId, available: source.left }
  const price = await pricePresale({
    presaleId: presale._id,
    memberId,
    way,
    expansion: presale.worth - presale.deposit,
    lines: [
      {
        key: piece.key,
        skuId: sku.skuId,
        spuId: sku.spuId,
        categoryId: sku.categoryId,
        quantity,
        unitPrice: sku.price,
      },
    ],
  })
  const { storeId, address, text } = source
  const quote: Quote = { pieces: [piece], price, storeId, text, ...(address ? { address } : {}) }
  const { balanceFrom, balanceUntil, readyAt } = presale
  const of: OrderPresaleDoc = {
    presaleId: presale._id,
    deposit: presale.deposit * quantity,
    worth: presale.worth * quantity,
    balanceFrom,
    balanceUntil,
    readyAt,
  }
  return { quote, of, source }
}

/** What a deposit would buy (CA-4), and what is left to pay as promotions stand. @throws the refusals of its contract */
export async function previewDeposit(presaleId: string, memberId: string, asked: Asked) {
  const presale = await openPresale(presaleId)
  const { quote, of, source } = await quotePresale(presale, asked, memberId)
  const [shown] = linesOf(quote)
  if (!shown) throw new Error('a presale has a line')
  return {
    line: { ...shown.line, available: source.left, isAvailable: source.left >= asked.quantity },
    amounts: amountsOf(quote.price),
    deliveryDiscounts: quote.price.deliveryDiscounts,
    deposit: of.deposit,
    worth: of.worth,
    balance: quote.price.total - of.deposit,
    balanceFrom: of.balanceFrom.toISOString(),
    balanceUntil: of.balanceUntil.toISOString(),
    readyAt: of.readyAt.toISOString(),
    fulfilment: quote.text ?? '',
  }
}

/**
 * Places an order of a presale (CA-4): takes its pieces of the quota, then writes it. As with other orders the id follows
 * from shopper and key and the claim from the id; a try that is never continued leaves a claim that expires.
 * @throws the refusals of its contract
 */
export async function placeDeposit(caller: Buyer, presaleId: string, asked: Placed) {
  const { memberId } = caller
  const orderId = orderIdOf(memberId, `${presaleId}/${asked.key}`)
  const presale = await findPresale(presaleId)
  if (!presale) throw fail('presale_not_found')
  const { quantity, way, storeId, addressId, key, remark } = asked
  const body: Body = {
    key,
    way,
    lines: [{ skuId: presale.skuId, quantity }],
    ...(storeId ? { storeId } : {}),
    ...(addressId ? { addressId } : {}),
    ...(remark ? { remark } : {}),
  }
  const earlier = await findOrder(orderId)
  if (earlier) return repeated(earlier, body)
  const { quote, of } = await quotePresale(await openPresale(presaleId), asked, memberId)
  if (of.deposit !== asked.expectedDeposit) throw fail('price_changed', { deposit: of.deposit })
  const lines = linesOf(quote).map(({ line, locationId = '' }) => ({
    ...line,
    refundedQuantity: 0,
    refundedAmount: 0,
    locationId,
  }))
  await claim(orderId, memberId, presaleId, { quantity, locationId: lines[0]?.locationId ?? '' })
  crashPoint('presale.claimed')
  const order = { ...newOrder(orderId, caller, body, quote, lines), presale: of }
  const isNew = await insertOrder(order)
  crashPoint('presale.written')
  if (isNew) return viewOrder(order)
  const winner = await findOrder(orderId)
  if (!winner) throw new Error(`order ${orderId} neither written nor found`)
  // Closed already: what this try claimed for its first round is nobody's.
  if (winner.status === 'closed' || winner.round !== FIRST_ROUND)
    await dropClaim(presaleId, claimKeyOf(orderId, FIRST_ROUND))
  return repeated(winner, body)
}

async function claim(
  orderId: string,
  memberId: string,
  presaleId: string,
  wanted: { quantity: number; locationId: string },
): Promise<void> {
  const expiresAt = new Date(now().getTime() + PAY_MS + HOLD_GRACE_MS)
  const key = claimKeyOf(orderId, FIRST_ROUND)
  const claimed = await claimPresale(presaleId, { key, memberId, ...wanted, expiresAt })
  switch (claimed.outcome) {
    case 'claimed':
      return
    case 'over':
      throw fail('presale_not_open')
    case 'limit_reached':
      throw fail('presale_limit')
    case 'sold_out':
      throw fail('presale_sold_out', { left: claimed.left })
  }
}
