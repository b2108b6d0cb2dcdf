import { implement } from '../../kernel/router'
import { guidesContract } from './guides.contract'
import { guideProfileOf, guidesOfStore, jsConfig, signInGuide, signInUrl } from './guides.service'

export const guidesFeature = implement(guidesContract, {
  'GET /wecom/oauth': ({ query }) => ({ url: signInUrl(query.redirect, query.state) }),
  'POST /wecom/session': ({ body }) => signInGuide(body.code),
  'GET /wecom/me': ({ caller }) => guideProfileOf(caller.guideId),
  'GET /stores/:storeId/guides': ({ params, caller }) => guidesOfStore(params.storeId, caller.storeId),
  'GET /wecom/js-config': ({ query }) => jsConfig(query.url),
})
