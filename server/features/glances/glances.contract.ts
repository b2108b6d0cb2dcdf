import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { customersContract, ofCustomer } from '../customers/customers.contract'

export const urgentKind = z.enum([
  'followUp',
  'unpaid',
  'balance',
  'pickup',
  'afterSales',
  'appointment',
  'coupon',
  'cart',
  'birthday',
])

/** Something that presses, with what can be said about it. */
const urgent = z.object({
  kind: urgentKind,
  title: z.string(),
  text: z.string(),
  /** When it is over or due; absent where nothing ends. */
  at: instant.optional(),
  /** Within a day, or past. */
  isPressing: z.boolean(),
  /** To begin a message with. */
  words: z.string().optional(),
})

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors

export const glancesContract = contract({
  tag: 'Glances 现在要紧',
  errors: { customer_not_found, customer_not_yours, platform_unavailable },
  routes: {
    'GET /customers/:externalUserId/glance': {
      summary:
        'What presses with this customer now, soonest first; coupons near their end; what they looked at',
      ids: ['GU-1', 'CD-1'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({
        urgent: z.array(urgent),
        /** That end within seven days, soonest first. */
        coupons: z.array(
          z.object({
            id: id('cgr'),
            title: z.string(),
            big: z.string(),
            small: z.string(),
            where: z.string(),
            expiresAt: instant,
            /** e.g. `明天 23:59 到期` */
            expiryText: z.string(),
          }),
        ),
        /** Of seven days; absent while the member has not agreed to it. */
        viewed: z
          .object({
            times: z.int(),
            goods: z.array(
              z.object({
                skuId: id('sku'),
                spuId: id('spu'),
                name: z.string(),
                image: z.string(),
                price: fen,
                times: z.int(),
                lastAt: instant,
                /** Pieces in the caller's store. */
                here: z.int(),
              }),
            ),
          })
          .optional(),
        asOf: instant,
      }),
      errors: ['customer_not_found', 'customer_not_yours', 'platform_unavailable'],
    },
  },
})
