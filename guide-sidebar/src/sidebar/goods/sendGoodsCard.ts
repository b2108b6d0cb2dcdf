import { call } from '../../api/client'
import { sendMadeCard } from '../../wecom/sendMadeCard'
import type { Place } from '../activities/sendActivity'

/**
 * Makes a card of goods and has the client put it into the chat; `before` is done in between, as words go first.
 * The same key again is the same card.
 */
export async function sendGoodsCard(
  { externalUserId, chatId }: Place,
  body: { skuId: string; key: string },
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  const made = await (chatId === undefined
    ? call('POST /customers/:externalUserId/guide-cards', { params: { externalUserId }, body })
    : call('POST /groups/:chatId/guide-cards', { params: { chatId }, body }))
  await before()
  await sendMadeCard(made)
}
