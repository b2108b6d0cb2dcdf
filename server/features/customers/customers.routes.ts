import { implement } from '../../kernel/router'
import { customersContract } from './customers.contract'
import { answerCheck, ordersOfCustomer, takeEvent, viewCustomer } from './customers.service'

export const customersFeature = implement(customersContract, {
  'GET /customers/:externalUserId': ({ params, caller, ctx }) =>
    viewCustomer(params.externalUserId, caller, String(ctx.state.requestId)),
  'GET /customers/:externalUserId/orders': ({ params, query, caller, ctx }) =>
    ordersOfCustomer(params.externalUserId, query, caller, String(ctx.state.requestId)),
  'GET /wecom/callback': ({ query }) => answerCheck(query),
  'POST /wecom/callback': ({ query, raw }) => takeEvent(query, raw),
})
