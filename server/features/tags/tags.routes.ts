import { implement } from '../../kernel/router'
import { tagsContract } from './tags.contract'
import { changeRemark, changeTags, makeTag, tagChoicesOf } from './tags.service'

export const tagsFeature = implement(tagsContract, {
  'GET /customers/:externalUserId/tags': ({ params, caller }) => tagChoicesOf(params.externalUserId, caller),
  'POST /customers/:externalUserId/tags': ({ params, body, caller, ctx }) =>
    changeTags(params.externalUserId, body.changes, caller, String(ctx.state.requestId)),
  'POST /customers/:externalUserId/tags/new': ({ params, body, caller, ctx }) =>
    makeTag(params.externalUserId, body, caller, String(ctx.state.requestId)),
  'PUT /customers/:externalUserId/remark': ({ params, body, caller, ctx }) =>
    changeRemark(params.externalUserId, body.remark, caller, String(ctx.state.requestId)),
})
