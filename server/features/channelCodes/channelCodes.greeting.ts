import { env } from '../../../config/env'
import { AppError } from '../../kernel/errors'
import { WELCOME_BYTES, type MessageAttachment } from '../../integrations/wecom/welcome'
import { cardForComer } from '../couponCards/couponCards.service'
import { refreshContact } from '../customers/customers.service'
import type { GuideDoc } from '../guides/guides.service'
import { findLocation } from '../stores/stores.service'
import { mediaIdOf } from './channelCodes.cards'
import type { ChannelCodeDoc } from './channelCodes.model'
import { fitBytes, welcomeText } from './channelCodes.rules'

export interface Greeting {
  text: string
  attachments: MessageAttachment[]
  cardIds: string[]
  leftOut?: string
}

/** The customer as WeCom knows them; a welcome goes out without their name rather than too late. */
const contactOf = (externalUserId: string) => refreshContact(externalUserId).catch(() => null)

/**
 * What somebody is greeted with: the text with names, and the attachments; a coupon they cannot have now is left out.
 * @param key the same again gives the same coupon cards
 */
export async function greetingOf(
  { welcome }: ChannelCodeDoc,
  guide: GuideDoc,
  externalUserId: string,
  key: string,
): Promise<Greeting> {
  const [contact, store] = await Promise.all([contactOf(externalUserId), findLocation(guide.storeId)])
  const names = { customer: contact?.name, guide: guide.name, store: store?.name ?? '' }
  const text = fitBytes(welcomeText(welcome.text, names), WELCOME_BYTES.text)
  const greeting: Greeting = { text, attachments: [], cardIds: [] }
  const mini = async (title: string, page: string, picture: 'page' | 'coupon') =>
    greeting.attachments.push({
      kind: 'miniprogram',
      title: fitBytes(title, WELCOME_BYTES.cardTitle),
      appid: env.WX_APPID,
      page,
      mediaId: await mediaIdOf(picture),
    })
  for (const it of welcome.attachments) {
    if (it.kind === 'link')
      greeting.attachments.push({
        kind: 'link',
        title: fitBytes(it.title, WELCOME_BYTES.linkTitle),
        url: it.url,
        ...(it.text ? { text: fitBytes(it.text, WELCOME_BYTES.linkText) } : {}),
      })
    else if (it.kind === 'page') await mini(it.title, htmlPage(it.page), 'page')
    else
      try {
        const memberId = contact?.memberId
        const { couponId } = it
        const card = await cardForComer({ couponId, guide, externalUserId, memberId, key })
        greeting.cardIds.push(card.cardId)
        await mini(card.message.title, card.message.page, 'coupon')
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        greeting.leftOut = error.refusal.text
      }
  }
  return greeting
}

/** A page's path as WeCom opens it: `.html` before its query. */
export const htmlPage = (page: string): string => {
  const [path, query] = page.split('?')
  return `${path}.html${query ? `?${query}` : ''}`
}
