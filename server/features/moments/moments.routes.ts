import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { momentsContract } from './moments.contract'
import {
  cancel,
  choices,
  createMoment,
  keepPicture,
  moment,
  moments,
  pictureOf,
  plan,
  remind,
} from './moments.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const momentsFeature = implement(momentsContract, {
  'GET /moment-choices': ({ caller }) => choices(caller),
  'POST /moment-choices/plan': ({ body, caller }) => plan(body, caller),
  'POST /moment-pictures': ({ body }) => keepPicture(body.picture),
  'GET /moment-pictures/:pictureId': async ({ params, ctx }) => {
    const bytes = await pictureOf(params.pictureId)
    ctx.set('Cache-Control', 'public, max-age=604800, immutable')
    return bytes
  },
  'GET /moments': ({ caller }) => moments(caller),
  'POST /moments': ({ body, caller, ctx }) => createMoment(body, caller, idOf(ctx)),
  'GET /moments/:momentId': ({ params, caller }) => moment(params.momentId, caller),
  'POST /moments/:momentId/remind': ({ params, caller }) => remind(params.momentId, caller),
  'POST /moments/:momentId/cancel': ({ params, caller, ctx }) => cancel(params.momentId, caller, idOf(ctx)),
})
