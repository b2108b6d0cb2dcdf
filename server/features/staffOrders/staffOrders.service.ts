import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { failWith } from '../../kernel/errors'
import { addressesOf } from '../addresses/addresses.service'
import { memberForStaff, openidOf } from '../members/members.service'
import { findOrder, placeForMember, viewOrder } from '../orders/orders.service'
import { staffOrdersContract } from './staffOrders.contract'

const fail = failWith(staffOrdersContract.errors)
type Route = (typeof staffOrdersContract)['routes']['POST /staff/orders']

/**
 * A guide orders for a member what the shop lacks (OR-4): sent home, or to be collected where it is. It is an order of the
 * member like any other, who pays it on the phone; the guide is written on it. The receiver stays masked for staff.
 * @throws member_not_found, member_without_wechat and the refusals of placing an order
 */
export async function orderForMember(
  { memberId, ...asked }: z.output<Route['body']>,
  caller: CallerOf<Route>,
  requestId: string,
) {
  if (!(await memberForStaff(memberId))) throw fail('member_not_found')
  const openid = await openidOf(memberId)
  if (!openid) throw fail('member_without_wechat')
  const addressId =
    asked.addressId ?? (asked.way === 'express' ? (await addressesOf(memberId))[0]?.id : undefined)
  const { guideId } = caller
  const wanted = { ...asked, ...(addressId ? { addressId } : {}) }
  const { id } = await placeForMember({ memberId, openid }, wanted, guideId)
  await audit(caller, 'order.placed', id, { memberId }, requestId)
  const order = await findOrder(id)
  if (!order) throw new Error(`order ${id} placed and not found`)
  return viewOrder(order, true)
}
