import { call } from '../../api/client'
import { sendMadeCard } from '../../wecom/sendMadeCard'
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
  const made = await (chatId === undefined
    ? call('POST /customers/:externalUserId/activity-cards', { params: { externalUserId }, body })
    : call('POST /groups/:chatId/activity-cards', { params: { chatId }, body }))
  await sendMadeCard(made, cardPicture)
}
