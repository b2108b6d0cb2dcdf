import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant } from '../../kernel/shapes'
import { customersContract, ofCustomer } from '../customers/customers.contract'
import { membersContract, mergeId } from '../members/members.contract'

const ofCode = z.object({ code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/) })

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const { merge_not_found, merge_too_old } = membersContract.errors
const ofChat = ['customer_not_found', 'customer_not_yours', 'platform_unavailable'] as const

/** What the shopper is asked: whose chat, and which friend in it they would be. */
const link = z.object({
  state: z.enum(['open', 'linked']),
  guideName: z.string(),
  guideAvatar: z.string().optional(),
  storeName: z.string(),
  /** As the guide knows them. */
  friendName: z.string(),
  friendAvatar: z.string().optional(),
  expiresAt: instant,
})

export const contactLinksContract = contract({
  tag: 'Contact links 扫码对上',
  errors: {
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    merge_not_found,
    merge_too_old,
    link_code_unknown: { status: 404, text: '这个码过期了，请导购再出示一次' },
    contact_taken: { status: 409, text: '这位微信好友已经对上另一位会员，请店长看一下' },
    contact_differs: { status: 409, text: '这位微信好友是另一个微信号，请本人用自己的微信扫码' },
    contact_linked: { status: 409, text: '这位顾客已经对上会员，不用再扫' },
    link_not_undoable: { status: 409, text: '这位顾客不是扫码对上的，或者已过 7 天，不能撤销' },
  },
  routes: {
    'POST /customers/:externalUserId/link-codes': {
      summary:
        'A mini-program code for the person in this chat to scan in the shop: it binds the contact to who confirms it. Five minutes, once',
      ids: ['ME-1', 'GU-1'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      limit: { points: 20, seconds: 60, scope: 'shared' },
      response: z.object({
        /** `data:image/png;base64,…` */
        picture: z.string(),
        expiresAt: instant,
      }),
      errors: [...ofChat, 'contact_linked'],
    },
    'GET /link-codes/:code': {
      summary: 'What a scanned code asks to confirm',
      ids: ['ME-1'],
      auth: 'member',
      params: ofCode,
      limit: { points: 30, seconds: 60, scope: 'shared' },
      response: link,
      errors: ['link_code_unknown'],
    },
    'POST /link-codes/:code/confirm': {
      summary: 'It is me: binds the contact to this member. The same again changes nothing',
      ids: ['ME-1'],
      auth: 'member',
      params: ofCode,
      limit: { points: 30, seconds: 60, scope: 'shared' },
      response: link,
      errors: ['link_code_unknown', 'contact_taken', 'contact_differs'],
    },
    'POST /customers/:externalUserId/unlink': {
      summary: 'Takes a binding by scan back, within seven days; audited',
      ids: ['ME-1', 'OP-6'],
      auth: 'manager',
      params: ofCustomer,
      errors: [...ofChat, 'link_not_undoable'],
    },
    'POST /customers/:externalUserId/merges/:mergeId/undo': {
      summary: 'Takes a merge of two members into this one back, within seven days; audited',
      ids: ['ME-1', 'OP-6'],
      auth: 'manager',
      params: ofCustomer.extend({ mergeId }),
      errors: [...ofChat, 'merge_not_found', 'merge_too_old'],
    },
  },
})
