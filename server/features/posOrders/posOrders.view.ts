import type { z } from 'zod'
import { findLocation } from '../stores/stores.service'
import type { posOrderView } from './posOrders.contract'
import type { PosOrderDoc } from './posOrders.model'
import { takenBack } from './posOrders.rules'

/** A purchase as its shopper and staff see it. */
export async function viewPosOrder(order: PosOrderDoc): Promise<z.input<typeof posOrderView>> {
  const { _id, storeId, lines, total, returns, at } = order
  return {
    id: _id,
    storeId,
    storeName: (await findLocation(storeId))?.name ?? '',
    lines,
    total,
    returned: takenBack(returns),
    at: at.toISOString(),
    returns: returns.map((it) => ({
      id: it.id,
      state: it.state,
      lines: it.lines,
      amount: it.lines.reduce((sum, line) => sum + line.amount, 0),
      reason: it.reason,
      at: it.at.toISOString(),
    })),
  }
}
