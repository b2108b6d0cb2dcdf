import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import type { Claimed } from '../allotments/allotments.service'
import { skuOf } from '../catalog/catalog.service'
import { findPresale, isPayable, phaseOf, type Presale } from '../presales/presales.service'
import { presaleOrdersContract } from '../presaleOrders/presaleOrders.contract'
import { bodyOf, placeCampaign, previewOf, quoteCampaign } from './orders.campaign'
import { findOrder, type OrderPresaleDoc } from './orders.model'
import { orderIdFor, repeated, type Buyer } from './orders.place'
import { expansionOf } from './orders.presale'

const fail = failWith(presaleOrdersContract.errors)
type Routes = (typeof presaleOrdersContract)['routes']
type Asked = z.output<Routes['POST /presales/:presaleId/preview']['body']>
type Placed = z.output<Routes['POST /presales/:presaleId/orders']['body']>

/** An offer that takes deposits at this moment. @throws presale_not_found, presale_not_open */
async function openPresale(presaleId: string): Promise<Presale> {
  const presale = await findPresale(presaleId)
  if (!presale) throw fail('presale_not_found')
  if (presale.withdrawnAt || phaseOf(presale, now()) !== 'deposit') throw fail('presale_not_open')
  return presale
}

/** What a presale would cost, and where it comes from. @throws the refusals of its contract */
async function quotePresale(presale: Presale, asked: Asked, memberId: string) {
  const sku = await skuOf(presale.skuId)
  if (!sku) throw fail('sku_not_found')
  if (!isPayable(presale, sku.price)) throw fail('presale_not_open')
  const { quantity } = asked
  const goods = { ...asked, lines: [{ skuId: presale.skuId, quantity }] }
  const quote = await quoteCampaign(presale._id, memberId, goods, expansionOf(presale._id, presale))
  const { balanceFrom, balanceUntil, readyAt } = presale
  const of: OrderPresaleDoc = {
    presaleId: presale._id,
    deposit: presale.deposit * quantity,
    worth: presale.worth * quantity,
    balanceFrom,
    balanceUntil,
    readyAt,
  }
  return { quote, of }
}

/** What a deposit would buy (CA-4), and what is left to pay as promotions stand. @throws the refusals of its contract */
export async function previewDeposit(presaleId: string, memberId: string, asked: Asked) {
  const presale = await openPresale(presaleId)
  const { quote, of } = await quotePresale(presale, asked, memberId)
  return {
    ...previewOf(quote),
    deposit: of.deposit,
    worth: of.worth,
    balance: quote.price.total - of.deposit,
    balanceFrom: of.balanceFrom.toISOString(),
    balanceUntil: of.balanceUntil.toISOString(),
    readyAt: of.readyAt.toISOString(),
  }
}

/**
 * Places an order of a presale (CA-4): takes its pieces of the quota, then writes it. As with other orders the id follows
 * from shopper and key and the claim from the id; a try that is never continued leaves a claim that expires.
 * @throws the refusals of its contract
 */
export async function placeDeposit(caller: Buyer, presaleId: string, asked: Placed) {
  const { memberId } = caller
  const orderId = await orderIdFor(memberId, `${presaleId}/${asked.key}`)
  const presale = await findPresale(presaleId)
  if (!presale) throw fail('presale_not_found')
  const body = bodyOf({ ...asked, skuId: presale.skuId })
  const earlier = await findOrder(orderId)
  if (earlier) return repeated(earlier, body)
  const { quote, of } = await quotePresale(await openPresale(presaleId), asked, memberId)
  if (of.deposit !== asked.expectedDeposit) throw fail('price_changed', { deposit: of.deposit })
  const placed = await placeCampaign({
    orderId,
    caller,
    body,
    quote,
    allotmentId: presaleId,
    more: { presale: of },
    refuse,
    points: ['presale.claimed', 'presale.written'],
  })
  return placed.view
}

function refuse(claimed: Exclude<Claimed, { outcome: 'claimed' }>) {
  switch (claimed.outcome) {
    case 'over':
      return fail('presale_not_open')
    case 'limit_reached':
      return fail('presale_limit')
    case 'sold_out':
      return fail('presale_sold_out', { left: claimed.left })
  }
}
