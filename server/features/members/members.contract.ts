import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { storeId } from '../stores/stores.contract'

export const memberId = id('mem')
export const tier = z.enum(['normal', 'silver', 'gold'])

export const consents = z.object({
  personalised: z.boolean(),
  massMessage: z.boolean(),
  phone: z.boolean(),
})

export const profile = z.object({
  id: memberId,
  nickname: z.string(),
  avatar: z.string().optional(),
  /** Masked, e.g. `138****6021`; absent until the shopper gave it. */
  phone: z.string().optional(),
  tier,
  points: z.int(),
  homeStoreId: storeId.optional(),
  consents,
  joinedAt: instant,
})

export const mergeId = id('mrg')

/** A merge as staff see it. */
export const mergeView = z.object({
  id: mergeId,
  at: instant,
  /** e.g. `同一手机号，本人确认` */
  text: z.string(),
  mayUndo: z.boolean(),
})

const session = z.object({ token: z.string(), expiresAt: instant, member: profile })

export const membersContract = contract({
  tag: 'Members 会员',
  errors: {
    login_code_invalid: { status: 401, text: '登录没有成功，请再试一次' },
    phone_code_invalid: { status: 422, text: '没有拿到手机号，请再授权一次' },
    phone_taken: { status: 409, text: '门店确认过这个手机号属于另一位会员，请联系门店' },
    phone_of_other: { status: 409, text: '这个手机号之前绑定过另一个账号，确认是你本人就可以合并' },
    merge_ticket_unknown: { status: 404, text: '时间过了，请再授权一次手机号' },
    merge_not_found: { status: 404, text: '这次合并不存在，或已经撤销' },
    merge_too_old: { status: 409, text: '合并已过 7 天，不能撤销' },
    platform_unavailable: { status: 503, text: '微信暂时没有回应，请稍后再试' },
    store_not_found: { status: 404, text: '没有找到这家门店' },
    account_refused: { status: 403, text: '这个微信号暂时不能登录' },
  },
  routes: {
    'POST /session': {
      summary: 'Sign in a shopper with the code of wx.login (code2Session); a new one becomes a member',
      ids: ['ME-1'],
      auth: 'public',
      // Many shoppers share one address behind a carrier's or a shop's network.
      limit: { points: 120, seconds: 60, scope: 'shared' },
      body: z.object({ code: z.string().min(1).max(256), storeId: storeId.optional() }),
      response: session,
      errors: ['login_code_invalid', 'platform_unavailable', 'account_refused'],
    },
    'DELETE /session': {
      summary: 'Sign out',
      ids: ['ME-1'],
      auth: ['member', 'guide', 'manager', 'operator'],
    },
    'GET /me': {
      summary: "The signed-in shopper's profile",
      ids: ['ME-1'],
      auth: 'member',
      response: profile,
    },
    'PATCH /me': {
      summary: 'Change nickname, home store or consents',
      ids: ['ME-1', 'TR-2'],
      auth: 'member',
      body: z
        .object({
          nickname: z.string().trim().min(1).max(20),
          homeStoreId: storeId,
          consents: consents.partial(),
        })
        .partial()
        .strict(),
      response: profile,
      errors: ['store_not_found'],
    },
    'POST /me/phone': {
      summary: 'Bind the phone number with the code of getPhoneNumber',
      ids: ['ME-1'],
      auth: 'member',
      limit: { points: 10, seconds: 60, scope: 'shared' },
      body: z.object({ code: z.string().min(1).max(256) }),
      response: profile,
      errors: ['phone_code_invalid', 'phone_taken', 'phone_of_other', 'platform_unavailable'],
    },
    'POST /me/merges': {
      summary:
        'It is me: makes this member and the one who has the verified phone one. `ticket` is of the refusal phone_of_other',
      ids: ['ME-1', 'OP-6'],
      auth: 'member',
      limit: { points: 10, seconds: 60, scope: 'shared' },
      body: z.object({ ticket: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{24}$/) }),
      response: profile,
      errors: ['merge_ticket_unknown', 'phone_taken'],
    },
    'POST /members/:memberId/merges/:mergeId/undo': {
      summary: 'Headquarters takes a merge back within seven days; audited',
      ids: ['ME-1', 'OP-6'],
      auth: 'operator',
      params: z.object({ memberId, mergeId }),
      errors: ['merge_not_found', 'merge_too_old'],
    },
  },
})
