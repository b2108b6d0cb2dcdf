import { implement } from '../../kernel/router'
import { contentsContract } from './contents.contract'
import { contentsForChat, contentToRead, makeContentCard } from './contents.service'

export const contentsFeature = implement(contentsContract, {
  'GET /contents/:contentId': ({ params }) => contentToRead(params.contentId),
  'GET /customers/:externalUserId/contents': ({ params, caller }) =>
    contentsForChat(params.externalUserId, caller),
  'POST /customers/:externalUserId/content-cards': ({ params, body, caller, ctx }) =>
    makeContentCard(params.externalUserId, body, caller, String(ctx.state.requestId)),
})
