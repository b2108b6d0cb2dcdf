import type { z } from 'zod'
import { crashPoint } from '../../kernel/crashPoint'
import { AppError, failWith } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import { now } from '../../kernel/clock'
import type { Claimed } from '../allotments/allotments.service'
import { flashOrdersContract } from '../flashOrders/flashOrders.contract'
import {
  clockText,
  giveBackPass,
  limitText,
  lookAtGates,
  mustFindSale,
  passGate,
  phaseAt,
  settlePass,
  soldOutText,
  type Sale,
} from '../flashSales/flashSales.service'
import { flashPrice } from '../pricing/pricing.service'
import { bodyOf, placeCampaign, previewOf, quoteCampaign } from './orders.campaign'
import { findOrder } from './orders.model'
import { orderIdFor, repeated, type Buyer } from './orders.place'
import type { Quote } from './orders.quote'

const fail = failWith(flashOrdersContract.errors)
type Routes = (typeof flashOrdersContract)['routes']
type Asked = z.output<Routes['POST /flash-sales/sessions/:sessionId/preview']['body']>
type Placed = z.output<Routes['POST /flash-sales/sessions/:sessionId/orders']['body']>

/** What pieces of a session cost (SO-2): the flash price first, then what always holds beside it (CA-2, ME-2). */
function quoteFlash({ plan, session, item, stockId }: Sale, asked: Asked, memberId: string): Promise<Quote> {
  const { skuId, quantity } = asked
  const price = flashPrice({
    id: session.id,
    name: `${clockText(session.from)} 场秒杀价`,
    price: item.price,
    withMember: plan.withMember,
  })
  return quoteCampaign(stockId, memberId, { ...asked, lines: [{ skuId, quantity }] }, [price])
}

/** What a piece would cost, and where it would come from (SO-2). @throws the refusals of its contract */
export async function previewFlash(sessionId: string, memberId: string, asked: Asked) {
  const sale = await mustFindSale(sessionId, asked.skuId)
  return { ...previewOf(await quoteFlash(sale, asked, memberId)), perMember: sale.item.perMember }
}

/** The gate's door for what is asked. @throws store_required, address_required, way_not_offered */
function doorOfAsked({ item }: Sale, { way, storeId, addressId }: Asked): string {
  if (way === 'pickup') {
    if (!storeId) throw fail('store_required')
    if (!item.places.some((it) => it.locationId === storeId)) throw fail('way_not_offered')
    return storeId
  }
  if (!addressId) throw fail('address_required')
  if (item.places.every((it) => it.locationId.startsWith('sto_'))) throw fail('way_not_offered')
  return 'sent'
}

/** While Redis is away: who may ask at all, as the clock says. @throws flash_not_started, flash_over, flash_paused */
function judgeByClock({ plan, session }: Sale): 'again' {
  const phase = phaseAt(session, now())
  if (phase === 'over' || plan.status === 'ended') throw fail('flash_over')
  if (phase === 'coming') throw fail('flash_not_started', { from: session.from.toISOString() })
  if (plan.status === 'paused') throw fail('flash_paused')
  return 'again'
}

/** Asks the gate. @returns whether the order may stand already @throws what the gate says, in the shop's words */
async function ask(sale: Sale, asking: Parameters<typeof passGate>[1]): Promise<'go' | 'again'> {
  if (sale.plan.status !== 'scheduled') judgeByClock(sale)
  const passed = await passGate(sale, asking).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    logger.warn({ stockId: sale.stockId, error: String(error) }, 'asked without the gate')
    return { outcome: judgeByClock(sale) }
  })
  switch (passed.outcome) {
    case 'go':
    case 'again':
      return passed.outcome
    case 'early':
      throw fail('flash_not_started', { from: sale.session.from.toISOString() })
    case 'over':
      throw fail('flash_over')
    case 'paused':
      throw fail('flash_paused')
    case 'limit':
      throw fail('flash_limit', { text: limitText(sale.item.perMember) })
    case 'soldOut':
      throw fail('flash_sold_out', { text: soldOutText(passed.unpaid), unpaid: passed.unpaid })
  }
}

/**
 * Asks for pieces of a flash sale (SO-2): who is let through claims them of the session's own stock and has 15 minutes to
 * pay; everybody else hears at once that there is nothing left, or that they have their share. The same key again is the
 * same order.
 * @throws the refusals of its contract
 */
export async function placeFlash(caller: Buyer, sessionId: string, asked: Placed) {
  const { memberId } = caller
  const { quantity, skuId, expectedTotal } = asked
  const sale = await mustFindSale(sessionId, skuId)
  const orderId = await orderIdFor(memberId, `${sessionId}/${asked.key}`)
  const door = doorOfAsked(sale, asked)
  const isFirst = (await ask(sale, { memberId, door, quantity, orderId })) === 'go'
  crashPoint('flash.passed')
  const body = bodyOf(asked)
  const earlier = isFirst ? null : await findOrder(orderId)
  if (earlier) return repeated(earlier, body)
  try {
    const quote = await quoteFlash(sale, asked, memberId)
    const { total } = quote.price
    if (expectedTotal !== undefined && expectedTotal !== total) throw fail('price_changed', { total })
    const { view, isMine } = await placeCampaign({
      orderId,
      caller,
      body,
      quote,
      allotmentId: sale.stockId,
      more: {},
      refuse: (claimed) => refusalOf(claimed, sale),
      points: ['flash.claimed', 'flash.written'],
    })
    await (isMine ? settlePass : giveBackPass)(sale.stockId, orderId)
    return view
  } catch (error) {
    await giveBackPass(sale.stockId, orderId)
    if (!(error instanceof AppError) || error.code !== 'flash_sold_out') throw error
    const unpaid = (await lookAtGates([sale.stockId])).get(sale.stockId)?.unpaid ?? 0
    throw fail('flash_sold_out', { text: soldOutText(unpaid), unpaid })
  }
}

function refusalOf(claimed: Exclude<Claimed, { outcome: 'claimed' }>, { item }: Sale): AppError {
  switch (claimed.outcome) {
    case 'over':
      return fail('flash_over')
    case 'limit_reached':
      return fail('flash_limit', { text: limitText(item.perMember) })
    case 'sold_out':
      return fail('flash_sold_out')
  }
}
