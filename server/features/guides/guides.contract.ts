import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { storeId } from '../stores/stores.contract'

export const guideId = id('gui')
export const guideRole = z.enum(['guide', 'manager'])

export const guideProfile = z.object({
  id: guideId,
  userid: z.string(),
  name: z.string(),
  avatar: z.string().optional(),
  role: guideRole,
  store: z.object({ id: storeId, name: z.string() }),
})

const signature = z.object({ timestamp: z.string(), nonceStr: z.string(), signature: z.string() })

export const guidesContract = contract({
  tag: 'Guides 导购',
  errors: {
    oauth_code_invalid: { status: 401, text: '企业微信登录没有成功，请重新打开' },
    not_a_guide: { status: 403, text: '你还没有开通导购助手，请找店长添加' },
    location_forbidden: { status: 403, text: '只能查看本店的同事' },
    url_not_trusted: { status: 403, text: '这个网址不在可信域名里' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
  },
  routes: {
    'GET /wecom/oauth': {
      summary: 'Where to send the browser to sign in a guide by WeCom OAuth',
      ids: ['GU-1'],
      auth: 'public',
      query: z.object({ redirect: z.url().max(500), state: z.string().max(128).default('') }),
      response: z.object({ url: z.string() }),
      errors: ['url_not_trusted'],
    },
    'POST /wecom/session': {
      summary: 'Sign in a guide with the code of WeCom OAuth',
      ids: ['GU-1'],
      auth: 'public',
      limit: { points: 30, seconds: 60, scope: 'shared' },
      body: z.object({ code: z.string().min(1).max(512) }),
      response: z.object({ token: z.string(), expiresAt: instant, guide: guideProfile }),
      errors: ['oauth_code_invalid', 'not_a_guide', 'platform_unavailable'],
    },
    'GET /wecom/me': {
      summary: 'The signed-in guide',
      ids: ['GU-1'],
      auth: ['guide', 'manager'],
      response: guideProfile,
      errors: ['not_a_guide'],
    },
    'GET /stores/:storeId/guides': {
      summary: 'Who works in the own store: to give somebody something to do',
      ids: ['OR-5', 'GU-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      response: z.object({
        guides: z.array(guideProfile.pick({ id: true, name: true, avatar: true, role: true })),
      }),
      errors: ['location_forbidden'],
    },
    'GET /wecom/js-config': {
      summary: 'What @wecom/jssdk needs to register: corp, agent and both signatures for a page',
      ids: ['GU-1'],
      auth: 'public',
      limit: { points: 60, seconds: 60, scope: 'local' },
      query: z.object({ url: z.url().max(1000) }),
      response: z.object({
        corpId: z.string(),
        agentId: z.string(),
        /** The mini-program whose pages the sidebar puts into chats. */
        miniProgramAppId: z.string(),
        config: signature,
        agentConfig: signature,
      }),
      errors: ['url_not_trusted', 'platform_unavailable'],
    },
  },
})
