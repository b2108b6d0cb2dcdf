import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { skuOf } from '../catalog/catalog.service'
import { availableOfSku, findStock } from '../inventory/inventory.service'
import { templateOf } from '../notices/notices.service'
import { findLocation } from '../stores/stores.service'
import { claimMessage, findWish, moveWish, waitingFor, type WishDoc } from './wishes.model'
import { messageOf } from './wishes.rules'
import { cancelTasks, putTask } from './wishes.tasks.model'

/*
 * What follows a wish, or a change of stock. Each step reads the wish and the stock as they stand, so that it may run
 * twice, late or after others.
 */

const BATCH = 200

/** Tells everybody who waits for a SKU that is there again in a location, each once (ST-6). */
export async function tellWaiting({
  skuId,
  locationId,
  available,
}: {
  skuId: string
  locationId: string
  available: number
}): Promise<void> {
  if (available <= 0) return
  for (let last = ''; ;) {
    const waiting = await waitingFor(skuId, locationId, last, BATCH)
    // The event may be late: what the stock says now decides.
    if (!waiting.length || !(await isThere(skuId, locationId))) return
    for (const wish of waiting) await tell(wish)
    last = waiting.at(-1)?._id ?? ''
  }
}

const isThere = async (skuId: string, locationId: string | null): Promise<boolean> =>
  locationId
    ? ((await findStock(skuId, locationId))?.available ?? 0) > 0
    : (await availableOfSku(skuId)).some((it) => it.available > 0)

const tell = (wish: WishDoc) => moveWish(wish, 'told', { toldAt: now() })

/** A wish was made or taken back: who is waited for may be there already, and a store has its task or not. */
export async function settleWish(wishId: string): Promise<void> {
  for (;;) {
    const wish = await findWish(wishId)
    if (!wish) return
    const { kind, storeId, status, round, skuId } = wish
    if (kind === 'notify') {
      if (status === 'waiting' && (await isThere(skuId, storeId))) await tell(wish)
      return
    }
    const isWaiting = status === 'waiting'
    if (isWaiting && storeId) await putTask(wish, storeId)
    await cancelTasks(wishId, isWaiting ? round - 1 : round)
    // Taken back meanwhile: the task that was just written must not stay.
    if ((await findWish(wishId))?.version === wish.version) return
  }
}

/** A guide put the goods by: the wish of that round is fulfilled. */
export async function fulfilByTask(wishId: string, round: number): Promise<void> {
  for (;;) {
    const wish = await findWish(wishId)
    if (wish?.status !== 'waiting' || wish.round !== round || (await tell(wish))) return
  }
}

/**
 * Sends the message of a fulfilled wish (ST-6): at most once for each round, however often and at once this runs. What the
 * platform refuses is logged and ends it.
 */
export async function sendTold(wishId: string, round: number): Promise<void> {
  const wish = await claimMessage(wishId, round)
  if (!wish) return
  const { openid, kind, storeId, skuId } = wish
  const [sku, store] = [await skuOf(skuId), storeId ? await findLocation(storeId) : undefined]
  try {
    await sendSubscribeMessage({
      openid,
      templateId: templateOf('restock'),
      page: `pages/goods/product/index?id=${sku?.spuId ?? ''}&sku=${skuId}`,
      data: messageOf(kind, sku?.name ?? '', store?.name),
    })
  } catch (error) {
    logger.warn({ wishId, error: String(error) }, 'wish told without a message')
  }
}
