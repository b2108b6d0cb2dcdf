import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import type { Claimed } from '../allotments/allotments.service'
import { chainOrdersContract } from '../chainOrders/chainOrders.contract'
import { chainPayBy, findChain, isJoinable, mayTake, type ChainDoc } from '../chains/chains.service'
import { chainPrice } from '../pricing/pricing.service'
import { placeCampaign, quoteCampaign } from './orders.campaign'
import { broughtForChain } from './orders.chain'
import { ordersOfChain } from './orders.chain.model'
import { findOrder } from './orders.model'
import { orderIdFor, repeated, type Body, type Buyer } from './orders.place'
import { amountsOf, linesOf, type Quote } from './orders.quote'
import { PAY_MS } from './orders.rules'
import { viewOrder } from './orders.view'

const fail = failWith(chainOrdersContract.errors)
type Routes = (typeof chainOrdersContract)['routes']
type Asked = z.output<Routes['POST /chains/:chainId/preview']['body']>
type Placed = z.output<Routes['POST /chains/:chainId/orders']['body']>

/** One that was published. @throws chain_not_found */
async function mustFind(chainId: string): Promise<ChainDoc> {
  const found = await findChain(chainId)
  if (!found || found.status === 'draft') throw fail('chain_not_found')
  return found
}
/** One that can be joined at this moment. @throws chain_not_found, chain_not_open */
async function openChainOf(chainId: string): Promise<ChainDoc> {
  const found = await mustFind(chainId)
  if (!(await isJoinable(found))) throw fail('chain_not_open')
  return found
}

/** What joining costs (GB-2): the prices of the chain first, then what always holds beside them (CA-2). */
async function quoteJoin(chain: ChainDoc, { lines }: Asked, memberId: string): Promise<Quote> {
  const prices = new Map(chain.lines.map((it) => [it.skuId, it.chainPrice]))
  if (lines.some((it) => !prices.has(it.skuId))) throw fail('sku_not_found')
  const { _id: id, storeId, sourceId: broughtFrom } = chain
  const price = chainPrice({ id, name: '接龙价', priceOf: (skuId) => prices.get(skuId) })
  return quoteCampaign(id, memberId, { lines, way: 'pickup', storeId, broughtFrom }, [price])
}

/** What joining would cost (GB-2). @throws the refusals of its contract */
export async function previewJoin(chainId: string, memberId: string, asked: Asked) {
  const chain = await openChainOf(chainId)
  const quote = await quoteJoin(chain, asked, memberId)
  const lines = linesOf(quote).map(({ line, available }) => ({
    ...line,
    available,
    isAvailable: available >= line.quantity,
  }))
  const pieces = asked.lines.reduce((sum, it) => sum + it.quantity, 0)
  const { chain_sold_out: soldOut, chain_limit: limit } = chainOrdersContract.errors
  const problem = lines.some((it) => !it.isAvailable)
    ? { code: 'chain_sold_out', text: soldOut.text }
    : pieces > (await mayTake(chain, memberId))
      ? { code: 'chain_limit', text: limit.text }
      : undefined
  return {
    lines,
    amounts: amountsOf(quote.price),
    deliveryDiscounts: quote.price.deliveryDiscounts,
    fulfilment: quote.text ?? '',
    ...(problem ? { problem } : {}),
  }
}

const bodyOf = ({ key, lines, remark }: Placed, { storeId }: ChainDoc): Body => ({
  key,
  way: 'pickup',
  lines,
  storeId,
  ...(remark ? { remark } : {}),
})

/**
 * Joins a chain (接龙, GB-2): its pieces are kept until the order is paid, 15 minutes and no longer than the chain runs; paid it
 * gets its number. The same key again is the same order.
 * @throws the refusals of its contract
 */
export async function joinChain(caller: Buyer, chainId: string, asked: Placed) {
  const { memberId } = caller
  const orderId = await orderIdFor(memberId, `${chainId}/${asked.key}`)
  const earlier = await findOrder(orderId)
  if (earlier) return repeated(earlier, bodyOf(asked, await mustFind(chainId)))
  const chain = await openChainOf(chainId)
  const quote = await quoteJoin(chain, asked, memberId)
  const { total } = quote.price
  if (asked.expectedTotal !== total) throw fail('price_changed', { total })
  const { view } = await placeCampaign({
    orderId,
    caller,
    body: bodyOf(asked, chain),
    quote,
    allotmentId: chainId,
    more: {
      chain: {
        chainId,
        title: chain.title,
        arrivesAt: chain.arrivesAt,
        ...(asked.from ? { from: asked.from } : {}),
      },
      ...broughtForChain(
        chain,
        quote.pieces.map((it) => it.key),
      ),
      payBy: chainPayBy(now(), PAY_MS, chain.until),
    },
    refuse,
    points: ['chain.claimed', 'chain.written'],
  })
  return view
}

function refuse(claimed: Exclude<Claimed, { outcome: 'claimed' }>) {
  switch (claimed.outcome) {
    case 'over':
      return fail('chain_not_open')
    case 'limit_reached':
      return fail('chain_limit')
    case 'sold_out':
      return fail('chain_sold_out', { skuId: claimed.skuId, left: claimed.left })
  }
}

/** The shopper's orders in a chain, latest first, and how many pieces they may still take (GB-2). @throws chain_not_found */
export async function myJoins(chainId: string, memberId: string) {
  const chain = await mustFind(chainId)
  const found = await ordersOfChain(chainId, memberId)
  const orders = await Promise.all(
    found.reverse().map(async (order) => ({
      orderId: order._id,
      ...(order.chain?.no === undefined ? {} : { no: order.chain.no }),
      statusText: (await viewOrder(order)).statusText,
      pieces: order.lines.reduce((sum, it) => sum + it.quantity, 0),
      total: order.amounts.total,
    })),
  )
  return { orders, may: await mayTake(chain, memberId) }
}
