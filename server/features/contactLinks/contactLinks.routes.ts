import { implement } from '../../kernel/router'
import { contactLinksContract } from './contactLinks.contract'
import { confirmCode, lookAtCode, showCode, undoLink, undoMergeOf } from './contactLinks.service'

export const contactLinksFeature = implement(contactLinksContract, {
  'POST /customers/:externalUserId/link-codes': ({ params, caller }) =>
    showCode(params.externalUserId, caller),
  'GET /link-codes/:code': ({ params, caller }) => lookAtCode(params.code, caller),
  'POST /link-codes/:code/confirm': ({ params, caller, ctx }) =>
    confirmCode(params.code, caller, String(ctx.state.requestId)),
  'POST /customers/:externalUserId/unlink': ({ params, caller, ctx }) =>
    undoLink(params.externalUserId, caller, String(ctx.state.requestId)),
  'POST /customers/:externalUserId/merges/:mergeId/undo': ({ params, caller, ctx }) =>
    undoMergeOf(params, caller, String(ctx.state.requestId)),
})
