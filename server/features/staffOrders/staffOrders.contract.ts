import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { memberId } from '../members/members.contract'
import { addressId, ordersContract, orderView } from '../orders/orders.contract'
import { storeId } from '../stores/stores.contract'

export const staffOrdersContract = contract({
  tag: 'Orders by staff 代客下单',
  errors: {
    ...ordersContract.errors,
    member_not_found: { status: 404, text: '没有找到这位会员' },
    member_without_wechat: { status: 409, text: '这位顾客还没有用微信登录过，请先扫码进入小程序' },
  },
  routes: {
    'POST /staff/orders': {
      summary:
        'A guide orders for a member what the shop lacks: it waits among their unpaid orders to be paid on the phone',
      ids: ['OR-4', 'GU-5'],
      auth: ['guide', 'manager'],
      body: z.object({
        /** The same key of a guide for a member again is the same order. */
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        memberId,
        lines: z
          .array(z.object({ skuId, quantity: z.int().min(1).max(99) }))
          .min(1)
          .max(50)
          .refine((it) => new Set(it.map((line) => line.skuId)).size === it.length, 'each SKU once'),
        way: z.enum(['express', 'pickup']),
        /** Of pickup: the store that has it. */
        storeId: storeId.optional(),
        /** Of express: one of the member's addresses; their default one unless told. */
        addressId: addressId.optional(),
        expectedTotal: fen.optional(),
        remark: z.string().trim().max(100).optional(),
      }),
      response: orderView,
      errors: ['member_not_found', 'member_without_wechat', ...ordersContract.routes['POST /orders'].errors],
    },
  },
})
