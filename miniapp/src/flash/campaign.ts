import { call } from '../api/call'
import { CallError } from '../api/client'
import type { Campaign, CampaignPlaced } from '../campaigns/types'
import type { Order } from '../orders/types'
import type { FlashItem, Session } from './types'

/** How often a crowded server is asked again by itself, and how long between, ms. */
const TURNS = 5
const PAUSE_MS = 600

const isCrowded = (error: unknown): boolean => error instanceof CallError && error.code === 'flash_busy'

/**
 * Asks for the pieces, and again by itself while too many do; the key is the same, so it is one order however often.
 * `onTurn` hears how often it was asked.
 */
export const placeInQueue = async (
  ask: () => Promise<Order>,
  onTurn: (turn: number) => void,
): Promise<Order> => {
  for (let turn = 1; ; turn++) {
    onTurn(turn)
    try {
      return await ask()
    } catch (error) {
      if (!isCrowded(error) || turn >= TURNS) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * turn))
    }
  }
}

/** An item of a session as its checkout needs it. */
export const campaignOf = (session: Session, item: FlashItem, onTurn: (turn: number) => void): Campaign => {
  const params = { sessionId: session.id }
  return {
    name: `${session.id}${item.skuId}`,
    skus: [{ ...item, campaignPrice: item.flashPrice }],
    perMember: Math.max(1, item.perMember - item.mine.taken),
    storeIdsOf: () => item.storeIds.filter((it) => it.startsWith('sto_')),
    isSent: () => item.isSent,
    leftIn: () => undefined,
    preview: (wanted) => call('POST /flash-sales/sessions/:sessionId/preview', { params, body: wanted }),
    place: (placed: CampaignPlaced) =>
      placeInQueue(
        () => call('POST /flash-sales/sessions/:sessionId/orders', { params, body: placed }),
        onTurn,
      ),
  }
}
