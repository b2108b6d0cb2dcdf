import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { flashSaleConsoleContract } from './flashSaleConsole.contract'
import { change, copy, create, step, flashSale, flashSales } from './flashSaleConsole.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const flashSaleConsoleFeature = implement(flashSaleConsoleContract, {
  'GET /console/flash-sales': ({ query, caller }) => flashSales(query, caller),
  'POST /console/flash-sales': ({ body, caller, ctx }) => create(body, caller, idOf(ctx)),
  'GET /console/flash-sales/:flashSaleId': ({ params, caller }) => flashSale(params.flashSaleId, caller),
  'PUT /console/flash-sales/:flashSaleId': ({ params, body, caller, ctx }) =>
    change(params.flashSaleId, body, caller, idOf(ctx)),
  'POST /console/flash-sales/:flashSaleId/schedule': ({ params, caller, ctx }) =>
    step(params.flashSaleId, 'schedule', caller, idOf(ctx)),
  'POST /console/flash-sales/:flashSaleId/pause': ({ params, caller, ctx }) =>
    step(params.flashSaleId, 'pause', caller, idOf(ctx)),
  'POST /console/flash-sales/:flashSaleId/resume': ({ params, caller, ctx }) =>
    step(params.flashSaleId, 'resume', caller, idOf(ctx)),
  'POST /console/flash-sales/:flashSaleId/end': ({ params, caller, ctx }) =>
    step(params.flashSaleId, 'end', caller, idOf(ctx)),
  'POST /console/flash-sales/:flashSaleId/copy': ({ params, caller, ctx }) =>
    copy(params.flashSaleId, caller, idOf(ctx)),
})
