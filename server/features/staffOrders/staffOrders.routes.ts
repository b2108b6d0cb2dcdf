import { implement } from '../../kernel/router'
import { staffOrdersContract } from './staffOrders.contract'
import { orderForMember } from './staffOrders.service'

export const staffOrdersFeature = implement(staffOrdersContract, {
  'POST /staff/orders': ({ body, caller, ctx }) => orderForMember(body, caller, String(ctx.state.requestId)),
})
