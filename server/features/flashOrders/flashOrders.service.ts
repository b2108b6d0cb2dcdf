import { failWith } from '../../kernel/errors'
import { now } from '../../kernel/clock'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import { skuOf } from '../catalog/catalog.service'
import { mustFindSession, sessionsTo, type FlashItemDoc } from '../flashSales/flashSales.service'
import { flashOrdersContract } from './flashOrders.contract'
import { viewSessions } from './flashOrders.view'

/** The shopper's side of flash sales (SO-2): its orders are orders like any other, so they are placed there. */
export { placeFlash, previewFlash } from '../orders/orders.service'

const fail = failWith(flashOrdersContract.errors)

const endOfTomorrow = (): Date => fromShanghai(addDays(shanghai(now()).date, 2))

/** Sessions of today and tomorrow that are not over (SO-2); with a store, what can be had there or is sent. */
export async function flashSessions(storeId: string | undefined, memberId: string | undefined) {
  const isHad = ({ places }: FlashItemDoc) =>
    !storeId || places.some((it) => it.locationId === storeId || !it.locationId.startsWith('sto_'))
  const sessions = await viewSessions(await sessionsTo(endOfTomorrow()), memberId, isHad)
  return { sessions: sessions.filter((it) => it.items.length > 0) }
}

/** One session as it is at this moment (SO-2). @throws session_not_found */
export async function flashSession(sessionId: string, memberId: string | undefined) {
  const [view] = await viewSessions([await mustFindSession(sessionId)], memberId)
  if (!view) throw fail('session_not_found')
  return view
}

/** The running or next session of a product (SO-2). */
export async function flashOfProduct(spuId: string, memberId: string | undefined) {
  for (const opening of await sessionsTo(endOfTomorrow())) {
    const skus = await Promise.all(opening.plan.items.map((it) => skuOf(it.skuId)))
    const own = new Set(skus.filter((it) => it?.spuId === spuId).map((it) => it?.skuId))
    if (!own.size) continue
    const [view] = await viewSessions([opening], memberId, (it) => own.has(it.skuId))
    if (!view) continue
    const { items, ...session } = view
    return { session, items }
  }
  return { items: [] }
}
