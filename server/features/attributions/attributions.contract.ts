import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { guideId } from '../guides/guides.contract'
import { customersContract, ofCustomer } from '../customers/customers.contract'
import { storeId, storesContract } from '../stores/stores.contract'

/** Which month is meant, in China. */
export const period = z.enum(['thisMonth', 'lastMonth'])
const ofPeriod = z.object({ period: period.default('thisMonth') })
const sum = z.object({ orders: z.int(), amount: fen })
/** Members who bought in the last 90 days, each once a guide, and those of them who bought more than once. */
const repurchase = z.object({ buyers: z.int(), again: z.int() })
/** Of a store and of each guide in it, the best of the month first. */
const byGuide = z.object({
  today: sum,
  month: sum,
  newFriends: z.int(),
  repurchase,
  guides: z.array(
    z.object({
      guideId,
      name: z.string(),
      avatar: z.string().optional(),
      today: sum,
      month: sum,
      newFriends: z.int(),
      repurchase,
    }),
  ),
  asOf: instant,
})
const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors

export const attributionsContract = contract({
  tag: 'Attribution 业绩归属',
  errors: {
    ...{ customer_not_found, customer_not_yours, platform_unavailable },
    store_not_found: storesContract.errors.store_not_found,
    store_out_of_reach: { status: 403, text: '只能看自己负责的门店' },
  },
  routes: {
    'GET /me/numbers': {
      summary: 'The caller’s own numbers: what counts as theirs today and this month, after refunds',
      ids: ['GU-5', 'GU-6'],
      auth: ['guide', 'manager'],
      response: z.object({
        today: sum,
        month: sum,
        /** Of the month. */
        byReason: z.object({ ordered: sum, cart: sum, card: sum, chain: sum, bound: sum }),
        /** By the month’s money, among the guides of the store; absent before the first order. */
        rank: z.int().optional(),
        guides: z.int(),
        /** Customers who became friends this month. */
        newFriends: z.int(),
        repurchase,
        latest: z.array(
          z.object({
            orderId: id('ord'),
            customer: z.string(),
            /** After refunds. */
            amount: fen,
            reasonText: z.string(),
            at: instant,
          }),
        ),
        asOf: instant,
      }),
    },
    'GET /me/store-numbers': {
      summary: 'The numbers of the manager’s store, and of each guide in it, the best of the month first',
      ids: ['GU-5', 'GU-6', 'OP-6'],
      auth: 'manager',
      response: byGuide,
    },
    'GET /console/store-sales': {
      summary:
        'What the guides of the stores the operator answers for sold, store by store, the best of the month first; at most 200, the sums over all',
      ids: ['GU-5', 'GU-6', 'OP-6'],
      auth: 'operator',
      query: ofPeriod,
      response: z.object({
        today: sum,
        month: sum,
        stores: z.array(
          z.object({
            storeId,
            name: z.string(),
            city: z.string(),
            guides: z.int(),
            today: sum,
            month: sum,
          }),
        ),
        total: z.int(),
        asOf: instant,
      }),
    },
    'GET /console/stores/:storeId/sales': {
      summary: 'One of these stores, guide by guide',
      ids: ['GU-5', 'GU-6', 'OP-6'],
      auth: 'operator',
      params: z.object({ storeId }),
      query: ofPeriod,
      response: byGuide.extend({ name: z.string() }),
      errors: ['store_not_found', 'store_out_of_reach'],
    },
    'GET /customers/:externalUserId/attributions': {
      summary: 'Whose the latest orders of this customer are, and why; at most 50',
      ids: ['GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({
        orders: z.array(
          z.object({
            orderId: id('ord'),
            isMine: z.boolean(),
            guideName: z.string(),
            reasonText: z.string(),
          }),
        ),
      }),
      errors: ['customer_not_found', 'customer_not_yours', 'platform_unavailable'],
    },
  },
})
