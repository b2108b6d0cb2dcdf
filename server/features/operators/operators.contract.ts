import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { storeId } from '../stores/stores.contract'

export const operatorId = id('opr')

/** 总部, 区域, 门店: whose stores an operator answers for (OP-6). */
export const operatorRole = z.enum(['headquarters', 'region', 'store'])

export const operatorProfile = z.object({
  id: operatorId,
  name: z.string(),
  avatar: z.string().optional(),
  role: operatorRole,
  /** e.g. `总部 · 全部门店`, `华东 · 86 家门店`, `静安寺店` */
  scopeText: z.string(),
  /** Absent for headquarters: every store. */
  storeIds: z.array(storeId).optional(),
})

export const operatorsContract = contract({
  tag: 'Operators 运营',
  errors: {
    oauth_code_invalid: { status: 401, text: '企业微信登录没有成功，请重新打开' },
    not_an_operator: { status: 403, text: '你还没有开通控制台，请联系总部运营' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
  },
  routes: {
    'POST /operators/session': {
      summary:
        'Sign in at the console with the code of WeCom OAuth; a store manager answers for the own store',
      ids: ['OP-6'],
      auth: 'public',
      limit: { points: 30, seconds: 60, scope: 'shared' },
      body: z.object({ code: z.string().min(1).max(512) }),
      response: z.object({ token: z.string(), expiresAt: instant, operator: operatorProfile }),
      errors: ['oauth_code_invalid', 'not_an_operator', 'platform_unavailable'],
    },
    'GET /operators/me': {
      summary: 'The signed-in operator',
      ids: ['OP-6'],
      auth: 'operator',
      response: operatorProfile,
      errors: ['not_an_operator'],
    },
  },
})
