import { failWith } from '../../kernel/errors'
import { flashSalesContract } from './flashSales.contract'
import { flashSaleWrites, type FlashItemDoc, type FlashSaleDoc } from './flashSales.model'
import { planIdOf, sessionOf, stockIdOf, type Session } from './flashSales.rules'

export const fail = failWith(flashSalesContract.errors)

/** One item of one session: what is asked for in a burst. */
export interface Sale {
  plan: FlashSaleDoc
  session: Session
  item: FlashItemDoc
  stockId: string
}

const KEPT_MS = 2000
const kept = new Map<string, { plan: Promise<FlashSaleDoc | null>; until: number }>()

/** A flash sale as it was at most two seconds ago; its gates know at once when it is paused. */
function planOf(flashSaleId: string): Promise<FlashSaleDoc | null> {
  const held = kept.get(flashSaleId)
  if (held && held.until > Date.now()) return held.plan
  if (kept.size > 200) kept.clear()
  const plan = flashSaleWrites.find(flashSaleId)
  kept.set(flashSaleId, { plan, until: Date.now() + KEPT_MS })
  plan.catch(() => kept.delete(flashSaleId))
  return plan
}
/** It was changed here. */
export const forgetPlan = (flashSaleId: string): boolean => kept.delete(flashSaleId)

/** @throws session_not_found */
export async function mustFindSession(sessionId: string): Promise<{ plan: FlashSaleDoc; session: Session }> {
  const id = planIdOf(sessionId)
  const plan = id ? await planOf(id) : null
  const session = plan && plan.status !== 'draft' ? sessionOf(plan, sessionId) : undefined
  if (!plan || !session) throw fail('session_not_found')
  return { plan, session }
}

export const saleOf = (plan: FlashSaleDoc, session: Session, item: FlashItemDoc): Sale => ({
  plan,
  session,
  item,
  stockId: stockIdOf(session.id, item.skuId),
})

/** @throws session_not_found, flash_item_not_found */
export async function mustFindSale(sessionId: string, skuId: string): Promise<Sale> {
  const { plan, session } = await mustFindSession(sessionId)
  const item = plan.items.find((it) => it.skuId === skuId)
  if (!item) throw fail('flash_item_not_found')
  return saleOf(plan, session, item)
}
