import { now } from '../../kernel/clock'
import { skuOf } from '../catalog/catalog.service'
import { openFlashSales, remindersOf, type FlashSaleDoc } from './flashSales.model'
import { mustFindSession } from './flashSales.plans'
import { sessionsBetween, type Session } from './flashSales.rules'

export { giveBackPass, lookAtGates, passGate, settlePass, type GateLook } from './flashSales.gate'
export { flashSaleWrites, type FlashItemDoc, type FlashSaleDoc } from './flashSales.model'
export { mustFindSale, mustFindSession, saleOf, type Sale } from './flashSales.plans'
export { announcePlan, giveStockBack, prepareSessions } from './flashSales.prepare'
export { remindMe, remindMeNot } from './flashSales.reminders'
export {
  clockText,
  doorOf,
  flashProblem,
  labelOf,
  limitText,
  phaseAt,
  phaseText,
  sessionsOn,
  soldOutText,
  spanOf,
  stockIdOf,
  type FlashDraft,
  type FlashOutcome,
  type Session,
} from './flashSales.rules'

/** Sessions that are not over and begin before an instant, in order of time, with their plans (SO-2). */
export async function sessionsTo(before: Date): Promise<{ plan: FlashSaleDoc; session: Session }[]> {
  const at = now()
  return (await openFlashSales(at))
    .flatMap((plan) => sessionsBetween(plan, at, before).map((session) => ({ plan, session })))
    .sort((a, b) => a.session.from.getTime() - b.session.from.getTime())
}

/** Items of sessions a member wants to be reminded of, as `session/sku`. */
export const remindedOf = async (memberId: string, sessionIds: readonly string[]): Promise<Set<string>> =>
  new Set((await remindersOf(memberId, sessionIds)).map((it) => `${it.sessionId}/${it.skuId}`))

/** Flash prices of a session by SKU (CA-2). @throws session_not_found */
export async function pricesOf(sessionId: string) {
  const { plan } = await mustFindSession(sessionId)
  const prices = plan.items.map(async ({ skuId, price }) => {
    const sku = await skuOf(skuId)
    return sku ? [{ skuId, price: sku.price, flashPrice: price }] : []
  })
  return { prices: (await Promise.all(prices)).flat() }
}
