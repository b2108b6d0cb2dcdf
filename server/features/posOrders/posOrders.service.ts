import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { newId } from '../../kernel/ids'
import { emit } from '../../kernel/outbox'
import { isSame as isSamePerson } from '../../kernel/oneId'
import type { posOrdersContract } from './posOrders.contract'
import { posReturnTaken } from './posOrders.events'
import { findPosOrder, listPosOrders, putReturns, type PosOrderDoc, type PosReturn } from './posOrders.model'
import { returnOf, transitions } from './posOrders.rules'
import { fail } from './posOrders.take'
import { viewPosOrder } from './posOrders.view'

export { pageOfPosOrders, posOrderForStaff, storePosOrders } from './posOrders.staff'
export { memberCodeOf, settleReturn, settleTaken, takePosOrders } from './posOrders.take'
export { viewPosOrder } from './posOrders.view'

type Routes = (typeof posOrdersContract)['routes']
type ReturnRoute = Routes['POST /pos/orders/:posOrderId/returns']
type Asked = z.output<ReturnRoute['body']>

const MAX_TRIES = 20
const MOST = 100

/** The shopper's own purchases in shops, newest first (OR-7). */
export const myPosOrders = async (memberId: string) => ({
  orders: await Promise.all((await listPosOrders({ memberId }, undefined, MOST)).map(viewPosOrder)),
})

/** @throws pos_order_not_found, to a shopper also of somebody else's and to a till of another machine's */
async function mustFind(posOrderId: string, caller: CallerOf<ReturnRoute>): Promise<PosOrderDoc> {
  const order = await findPosOrder(posOrderId)
  const isForeign =
    (caller.kind === 'member' && !isSamePerson(order?.memberId, caller.memberId)) ||
    (caller.kind === 'machine' && order?.source !== caller.name)
  if (!order || isForeign) throw fail('pos_order_not_found')
  return order
}

/** Who takes pieces back, and where; a shopper only asks. */
function takerOf(caller: CallerOf<ReturnRoute>, order: PosOrderDoc) {
  if (caller.kind === 'member') return { by: caller.memberId, state: 'requested' as const }
  if (caller.kind === 'machine') return { by: caller.name, state: 'taken' as const, storeId: order.storeId }
  return { by: caller.guideId, state: 'taken' as const, storeId: caller.storeId }
}

const isSame = (earlier: PosReturn, { lines }: Asked): boolean =>
  earlier.lines.length === lines.length &&
  lines.every((it) => earlier.lines.some((have) => have.key === it.key && have.quantity === it.quantity))

/**
 * Gives pieces of an in-store purchase back (OR-6): a shopper asks online, staff of any store and the till take them at
 * once. Never more than were bought, what is asked for counted in; the same key is one return.
 * @throws pos_order_not_found, return_too_many, key_reused, order_busy
 */
export async function askReturn(posOrderId: string, asked: Asked, caller: CallerOf<ReturnRoute>) {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const order = await mustFind(posOrderId, caller)
    const earlier = order.returns.find((it) => it.key === asked.key)
    if (earlier) {
      if (!isSame(earlier, asked)) throw fail('key_reused')
      return viewPosOrder(order)
    }
    const lines = returnOf(order.lines, order.returns, asked.lines)
    if (!lines) throw fail('return_too_many')
    const { key, reason } = asked
    const fresh: PosReturn = { id: newId('prt'), key, reason, lines, at: now(), ...takerOf(caller, order) }
    const after = await putReturns(order, [...order.returns, fresh], eventOf(order, fresh))
    if (after) return viewPosOrder(after)
  }
  throw fail('order_busy')
}

const eventOf = ({ _id: posOrderId }: PosOrderDoc, { id: returnId, state }: PosReturn) =>
  state === 'taken' ? emit(posReturnTaken, { posOrderId, returnId }) : undefined

type SettleRoute = Routes['POST /pos/orders/:posOrderId/returns/:returnId/settle']

/**
 * A store takes the pieces of an asked return, or declines it, once (OR-6).
 * @throws pos_order_not_found, return_not_found, return_settled, order_busy
 */
export async function settleAsked(
  posOrderId: string,
  returnId: string,
  { outcome }: z.output<SettleRoute['body']>,
  caller: CallerOf<SettleRoute>,
) {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const order = await mustFind(posOrderId, caller)
    const asked = order.returns.find((it) => it.id === returnId)
    if (!asked) throw fail('return_not_found')
    if (!transitions[asked.state].includes(outcome)) throw fail('return_settled')
    const settled: PosReturn = {
      ...asked,
      state: outcome,
      by: caller.guideId,
      ...(outcome === 'taken' ? { storeId: caller.storeId } : {}),
    }
    const returns = order.returns.map((it) => (it.id === returnId ? settled : it))
    const after = await putReturns(order, returns, eventOf(order, settled))
    if (after) return viewPosOrder(after)
  }
  throw fail('order_busy')
}
