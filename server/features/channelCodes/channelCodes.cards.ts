import { redis } from '../../kernel/redis'
import { uploadImage } from '../../integrations/wecom/welcome'
import { CARD_PICTURES } from './channelCodes.pictures'

export type CardPicture = keyof typeof CARD_PICTURES

/** WeCom keeps an upload for three days; ours is used for two and a half. */
const KEPT_SECONDS = 60 * 3600
const keyOf = (name: CardPicture) => `wecom:picture:${name}`

/** The picture of a card as WeCom knows it, uploaded when it is not there. @throws PlatformError, PlatformUnavailable */
export async function mediaIdOf(name: CardPicture): Promise<string> {
  const kept = await redis()
    .get(keyOf(name))
    .catch(() => null)
  if (kept) return kept
  const mediaId = await uploadImage(`${name}.png`, cardPicture(name))
  await redis()
    .set(keyOf(name), mediaId, 'EX', KEPT_SECONDS)
    .catch(() => undefined)
  return mediaId
}

/** The picture of a card, png. */
export const cardPicture = (name: CardPicture): Buffer => Buffer.from(CARD_PICTURES[name], 'base64')

/** WeCom has lost the pictures: they are uploaded anew. */
export const forgetPictures = async (): Promise<void> => {
  const names = Object.keys(CARD_PICTURES) as CardPicture[]
  await redis()
    .del(...names.map(keyOf))
    .catch(() => undefined)
}
