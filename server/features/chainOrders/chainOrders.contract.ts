import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { chainErrors, myJoin, ofChain } from '../chains/chains.contract'
import { amounts, orderLine, ordersContract, orderView } from '../orders/orders.contract'

const wanted = z.object({
  lines: z
    .array(z.object({ skuId, quantity: z.int().min(1).max(99) }))
    .min(1)
    .max(20)
    .refine((it) => new Set(it.map((line) => line.skuId)).size === it.length, 'each SKU once'),
})
const refusals = ['chain_not_found', 'chain_not_open', 'sku_not_found', 'way_not_offered'] as const

export const chainOrdersContract = contract({
  tag: 'Chains 接龙',
  errors: {
    ...ordersContract.errors,
    ...chainErrors,
    chain_not_open: { status: 409, text: '这个接龙现在不能参加' },
    chain_sold_out: { status: 409, text: '来晚一步，份数不够了' },
    chain_limit: { status: 409, text: '已达到每人限购份数' },
  },
  routes: {
    'GET /chains/:chainId/mine': {
      summary: "The shopper's orders in a chain, and how many pieces they may still take",
      ids: ['GB-2'],
      auth: 'member',
      params: ofChain,
      response: z.object({
        orders: z.array(myJoin),
        /** Pieces they may still take. */
        may: z.int(),
      }),
      errors: ['chain_not_found'],
    },
    'POST /chains/:chainId/preview': {
      summary: 'What joining costs with every difference explained',
      ids: ['GB-2', 'CA-2'],
      auth: 'member',
      params: ofChain,
      body: wanted,
      response: z.object({
        lines: z.array(
          orderLine
            .omit({ refundedQuantity: true, refundedAmount: true })
            .extend({ isAvailable: z.boolean(), available: z.int() }),
        ),
        amounts: amounts.omit({ paid: true, refunded: true }),
        deliveryDiscounts: orderLine.shape.discounts,
        /** e.g. `静安寺店自提` */
        fulfilment: z.string(),
        /** Why it cannot be ordered as it is. */
        problem: z.object({ code: z.string(), text: z.string() }).optional(),
      }),
      errors: refusals,
    },
    'POST /chains/:chainId/orders': {
      summary:
        'Join a chain (接龙): its pieces are kept until the order is paid; paid it gets its number. Safe to repeat by key',
      ids: ['GB-2', 'IN-3'],
      auth: 'member',
      params: ofChain,
      body: wanted.extend({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        /** What the shopper saw; another price is refused. */
        expectedTotal: fen,
        remark: z.string().trim().max(100).optional(),
        /** Who shared the card the shopper came by, by their invite code: the `from` of the link. */
        from: z.string().max(40).optional(),
      }),
      response: orderView,
      errors: [...refusals, 'chain_sold_out', 'chain_limit', 'price_changed', 'key_reused'],
    },
  },
})
