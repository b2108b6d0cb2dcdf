import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { groupBuyErrors, groupBuyWay, ofGroupBuy, ofTeam, teamId } from '../groupBuys/groupBuys.contract'
import { addressId, amounts, orderLine, ordersContract, orderView } from '../orders/orders.contract'
import { storeId } from '../stores/stores.contract'

const wanted = z.object({
  skuId,
  quantity: z.int().min(1).max(99),
  way: groupBuyWay,
  /** Of pickup: a store that has its pieces; a team that collects at its leader's needs none. */
  storeId: storeId.optional(),
  /** Of express: one of the shopper's addresses. */
  addressId: addressId.optional(),
})
const placed = wanted.extend({
  key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  /** What the shopper saw; another price is refused. */
  expectedTotal: fen,
  remark: z.string().trim().max(100).optional(),
  /** Who shared the card the shopper came by, by their invite code: the `from` of the link. */
  from: z.string().max(40).optional(),
})

const refusals = [
  'group_buy_not_found',
  'group_buy_not_open',
  'sku_not_found',
  'store_required',
  'address_required',
  'address_not_found',
  'way_not_offered',
] as const
const placing = ['group_buy_sold_out', 'group_buy_limit', 'price_changed', 'key_reused'] as const

export const groupBuyOrdersContract = contract({
  tag: 'Group buys 拼团',
  errors: {
    ...ordersContract.errors,
    ...groupBuyErrors,
    group_buy_not_open: { status: 409, text: '这个拼团现在不能参加' },
    group_buy_sold_out: { status: 409, text: '拼团名额抢完了' },
    group_buy_limit: { status: 409, text: '已达到每人限购件数' },
    team_full: { status: 409, text: '来晚一步，这个团已经满员，开个新团吧' },
    team_over: { status: 409, text: '这个团已经结束，开个新团吧' },
    team_already_in: { status: 409, text: '你已经在这个团里了' },
  },
  routes: {
    'POST /group-buys/:groupBuyId/preview': {
      summary: 'What a seat costs with every difference explained: of a new team, or of one to be joined',
      ids: ['GB-1', 'CA-2'],
      auth: 'member',
      params: ofGroupBuy,
      body: wanted.extend({ teamId: teamId.optional() }),
      response: z.object({
        line: orderLine
          .omit({ refundedQuantity: true, refundedAmount: true })
          .extend({ isAvailable: z.boolean(), available: z.int() }),
        amounts: amounts.omit({ paid: true, refunded: true }),
        deliveryDiscounts: orderLine.shape.discounts,
        /** e.g. `静安寺店自提` */
        fulfilment: z.string(),
        /** Why it cannot be ordered as it is. */
        problem: z.object({ code: z.string(), text: z.string() }).optional(),
      }),
      errors: [...refusals, 'team_not_found'],
    },
    'POST /group-buys/:groupBuyId/teams': {
      summary:
        'Open a team (开团): its seat and pieces are kept for 15 minutes, and it opens when this order is paid. Safe to repeat by key',
      ids: ['GB-1', 'IN-3'],
      auth: 'member',
      params: ofGroupBuy,
      body: placed,
      response: orderView,
      errors: [...refusals, ...placing],
    },
    'POST /teams/:teamId/orders': {
      summary:
        'Join a team (参团): the seat and pieces are kept for 15 minutes until the order is paid. Safe to repeat by key',
      ids: ['GB-1', 'IN-3'],
      auth: 'member',
      params: ofTeam,
      body: placed,
      response: orderView,
      errors: [...refusals, ...placing, 'team_not_found', 'team_full', 'team_over', 'team_already_in'],
    },
  },
})
