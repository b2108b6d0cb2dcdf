import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, instant } from '../../kernel/shapes'
import { addressId, amounts, orderLine, ordersContract, orderView } from '../orders/orders.contract'
import { ofPresale } from '../presales/presales.contract'
import { storeId } from '../stores/stores.contract'

const wanted = z.object({
  quantity: z.int().min(1).max(99),
  way: z.enum(['pickup', 'express']),
  /** Of pickup: a store that gives it out. */
  storeId: storeId.optional(),
  /** Of express: one of the shopper's addresses. */
  addressId: addressId.optional(),
})

const refusals = [
  'presale_not_found',
  'presale_not_open',
  'sku_not_found',
  'store_required',
  'address_required',
  'address_not_found',
  'way_not_offered',
] as const

export const presaleOrdersContract = contract({
  tag: 'Presales 预售',
  errors: {
    ...ordersContract.errors,
    presale_not_found: { status: 404, text: '没有找到这个预售活动' },
    presale_not_open: { status: 409, text: '现在不在付定金的时间' },
    presale_sold_out: { status: 409, text: '预售名额已经订满了' },
    presale_limit: { status: 409, text: '已达到每人限购件数' },
  },
  routes: {
    'POST /presales/:presaleId/preview': {
      summary: 'What the deposit of a presale is, what it counts for, and what is left to pay',
      ids: ['CA-4', 'CA-2'],
      auth: 'member',
      params: ofPresale,
      body: wanted,
      response: z.object({
        line: orderLine
          .omit({ refundedQuantity: true, refundedAmount: true })
          .extend({ isAvailable: z.boolean(), available: z.int() }),
        amounts: amounts.omit({ paid: true, refunded: true }),
        deliveryDiscounts: orderLine.shape.discounts,
        deposit: fen,
        worth: fen,
        /** As promotions stand; final when its window opens. */
        balance: fen,
        balanceFrom: instant,
        balanceUntil: instant,
        readyAt: instant,
        fulfilment: z.string(),
      }),
      errors: [...refusals],
    },
    'POST /presales/:presaleId/orders': {
      summary:
        'Order a presale: its pieces are taken of the quota for 15 minutes until the deposit is paid. Safe to repeat by key',
      ids: ['CA-4', 'IN-3'],
      auth: 'member',
      params: ofPresale,
      body: wanted.extend({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        /** What the shopper saw; another deposit is refused. */
        expectedDeposit: fen,
        /** The shopper agreed that the deposit is not given back once paid (定金不退). */
        agreed: z.literal(true),
        remark: z.string().trim().max(100).optional(),
      }),
      response: orderView,
      errors: [...refusals, 'presale_sold_out', 'presale_limit', 'price_changed', 'key_reused'],
    },
  },
})
