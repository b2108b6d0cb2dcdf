import { call } from '../../api/client'
import { sendCard } from '../../wecom/client'
import cardPicture from '../cards/coupon-card.png'
import type { Activity } from './activities.rules'

/** Where a card is put: the chat with a customer, or a group. */
export type Place =
  { externalUserId: string; chatId?: undefined } | { chatId: string; externalUserId?: undefined }

/**
 * Puts the card of an activity into the chat in the guide's name (GU-6). The same key again is the same card.
 * @throws ApiFailure, WeComFailure
 */
export async function sendActivity(
  { externalUserId, chatId }: Place,
  { kind, id }: Pick<Activity, 'kind' | 'id'>,
  key: string,
): Promise<void> {
  const body = { kind, id, key }
  const { card, message } = await (chatId === undefined
    ? call('POST /customers/:externalUserId/activity-cards', { params: { externalUserId }, body })
    : call('POST /groups/:chatId/activity-cards', { params: { chatId }, body }))
  const { image, ...miniprogram } = message
  await sendCard({ ...miniprogram, imgUrl: new URL(image || cardPicture, window.location.href).href })
  // A word that is lost changes nothing for the customer: the card counts once it is opened.
  await call('POST /guide-cards/:cardId/sent', { params: { cardId: card.id } }).catch(() => undefined)
}
