import { call } from '../../api/client'
import { sendCard } from '../../wecom/client'
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
  const { card, message } = await (chatId === undefined
    ? call('POST /customers/:externalUserId/guide-cards', { params: { externalUserId }, body })
    : call('POST /groups/:chatId/guide-cards', { params: { chatId }, body }))
  await before()
  const { image, ...miniprogram } = message
  await sendCard({ ...miniprogram, imgUrl: new URL(image, window.location.href).href })
  // A word that is lost changes nothing for the customer: the card counts once it is opened.
  await call('POST /guide-cards/:cardId/sent', { params: { cardId: card.id } }).catch(() => undefined)
}
