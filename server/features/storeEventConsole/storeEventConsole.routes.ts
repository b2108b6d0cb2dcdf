import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { storeEventConsoleContract } from './storeEventConsole.contract'
import { change, copy, create, step, storeEvent, storeEvents } from './storeEventConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const storeEventConsoleFeature = implement(storeEventConsoleContract, {
  'GET /console/store-events': ({ query, caller }) => storeEvents(query, caller),
  'POST /console/store-events': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/store-events/:eventId': ({ params, caller }) => storeEvent(params.eventId, caller),
  'PUT /console/store-events/:eventId': ({ params, body, caller, ctx }) =>
    change(params.eventId, body, caller, idOf(ctx)),
  'POST /console/store-events/:eventId/schedule': ({ params, caller, ctx }) =>
    step(params.eventId, 'schedule', caller, idOf(ctx)),
  'POST /console/store-events/:eventId/pause': ({ params, caller, ctx }) =>
    step(params.eventId, 'pause', caller, idOf(ctx)),
  'POST /console/store-events/:eventId/resume': ({ params, caller, ctx }) =>
    step(params.eventId, 'resume', caller, idOf(ctx)),
  'POST /console/store-events/:eventId/end': ({ params, caller, ctx }) =>
    step(params.eventId, 'end', caller, idOf(ctx)),
  'POST /console/store-events/:eventId/copy': ({ params, caller, ctx }) =>
    copy(params.eventId, caller, idOf(ctx)),
})
