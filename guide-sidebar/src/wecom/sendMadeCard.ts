import { call } from '../api/client'
import { sendCard } from './client'

/** A card the server made, and its mini-program message. */
interface Made {
  card: { id: string }
  message: { appid: string; title: string; page: string; image: string }
}

/**
 * Has the client put a guide's card into the open chat, and tells that it is there.
 * @param picture instead of none of its own
 * @throws WeComFailure
 */
export async function sendMadeCard({ card, message }: Made, picture = ''): Promise<void> {
  const { image, ...miniprogram } = message
  await sendCard({ ...miniprogram, imgUrl: new URL(image || picture, window.location.href).href })
  // A word that is lost changes nothing for the customer: the card counts once it is opened.
  await call('POST /guide-cards/:cardId/sent', { params: { cardId: card.id } }).catch(() => undefined)
}
