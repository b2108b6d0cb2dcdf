import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { serviceConsoleContract } from './serviceConsole.contract'
import { change, copy, create, step, service, services } from './serviceConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const serviceConsoleFeature = implement(serviceConsoleContract, {
  'GET /console/services': ({ query, caller }) => services(query, caller),
  'POST /console/services': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/services/:serviceId': ({ params, caller }) => service(params.serviceId, caller),
  'PUT /console/services/:serviceId': ({ params, body, caller, ctx }) =>
    change(params.serviceId, body, caller, idOf(ctx)),
  'POST /console/services/:serviceId/schedule': ({ params, caller, ctx }) =>
    step(params.serviceId, 'schedule', caller, idOf(ctx)),
  'POST /console/services/:serviceId/pause': ({ params, caller, ctx }) =>
    step(params.serviceId, 'pause', caller, idOf(ctx)),
  'POST /console/services/:serviceId/resume': ({ params, caller, ctx }) =>
    step(params.serviceId, 'resume', caller, idOf(ctx)),
  'POST /console/services/:serviceId/end': ({ params, caller, ctx }) =>
    step(params.serviceId, 'end', caller, idOf(ctx)),
  'POST /console/services/:serviceId/copy': ({ params, caller, ctx }) =>
    copy(params.serviceId, caller, idOf(ctx)),
})
