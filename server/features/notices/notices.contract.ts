import { z } from 'zod'
import { contract } from '../../kernel/contract'

/** 到店自提, 提货期限将到, 退款, 发货, 尾款开付, 成团, 未成团: what a shopper is told of an order, each with a template of its own. */
export const noticeKind = z.enum([
  'pickup',
  'reminder',
  'refund',
  'shipped',
  'balance',
  'teamFormed',
  'teamFailed',
])
/** Every template: of notices about orders, 到货提醒 of wishes, 到期提醒 of coupons, and 预约提醒 of appointments. */
export const templateKind = z.enum([...noticeKind.options, 'restock', 'booking', 'coupon'])

export const noticesContract = contract({
  tag: 'Notices 消息',
  errors: {},
  routes: {
    'GET /subscribe-templates': {
      summary: 'The templates of subscribe messages, for wx.requestSubscribeMessage to ask consent for',
      ids: ['OR-3', 'JO-3', 'ST-6', 'AP-1', 'GB-1'],
      auth: 'public',
      response: z.object({ templates: z.array(z.object({ kind: templateKind, id: z.string() })) }),
    },
  },
})
