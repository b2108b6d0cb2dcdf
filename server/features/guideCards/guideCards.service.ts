import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { env } from '../../../config/env'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { skuOf } from '../catalog/catalog.service'
import { momentWords } from '../coupons/coupons.service'
import { customerInChat } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { findLocation } from '../stores/stores.service'
import { guideCardsContract } from './guideCards.contract'
import { goodsFor } from './guideCards.goods'
import {
  cardsSent,
  findCard,
  insertCard,
  markOpened,
  markSent,
  putTouch,
  type GuideCardDoc,
} from './guideCards.model'

export { lastTouch, markBought, openersOf, type TouchDoc } from './guideCards.model'

const fail = failWith(guideCardsContract.errors)
type Routes = (typeof guideCardsContract)['routes']
type Staff = CallerOf<Routes['GET /customers/:externalUserId/goods']>
type Asked = z.output<Routes['POST /customers/:externalUserId/guide-cards']['body']>
type Shown = z.input<Routes['POST /customers/:externalUserId/guide-cards']['response']>['card']

const CARDS_SHOWN = 20

/** Goods to send into a chat. @throws not_allowed and the refusals of the chat */
export async function goodsForChat(externalUserId: string, q: string | undefined, caller: Staff) {
  const { memberId } = await customerInChat(externalUserId, caller)
  return goodsFor(memberId, caller.storeId, q)
}

function stateOf({ sentAt, openedAt, bought }: GuideCardDoc): Pick<Shown, 'state' | 'stateText'> {
  if (bought) return { state: 'bought', stateText: `${momentWords(bought.at)} 下了单` }
  if (openedAt) return { state: 'opened', stateText: `${momentWords(openedAt)} 点开了` }
  return sentAt ? { state: 'sent', stateText: '已发，还没点开' } : { state: 'made', stateText: '还没发出' }
}

async function show(card: GuideCardDoc): Promise<Shown | undefined> {
  const sku = await skuOf(card.skuId)
  if (!sku) return undefined
  const { skuId, name, image, price } = sku
  return { id: card._id, skuId, name, image, price, ...stateOf(card), madeAt: card.madeAt.toISOString() }
}

/** What the caller sent to this customer and what became of it (GU-3). @throws as `goodsForChat` */
export async function goodsSent(externalUserId: string, caller: Staff) {
  await customerInChat(externalUserId, caller)
  const cards = await Promise.all((await cardsSent(caller.guideId, externalUserId, CARDS_SHOWN)).map(show))
  return { cards: cards.filter((it) => it !== undefined) }
}

/** Goods of the caller's store to put into a group. */
export const goodsOfStore = (storeId: string, q: string | undefined) => goodsFor(undefined, storeId, q)

/** Makes the card of goods for a chat with a customer (GU-3). @throws sku_not_found and the refusals of the chat */
export async function makeGoodsCard(externalUserId: string, asked: Asked, caller: Staff, requestId: string) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const place = { chat: externalUserId, subject: memberId ?? externalUserId }
  return makeCardOfGoods(place, asked, caller, requestId)
}

/**
 * Makes the card of goods for a chat, of a customer or a group; it names guide and store, so that what is bought by it is theirs (GU-6). The same
 * key again is the same card; WeCom opens a page only by a path that ends in `.html`.
 * @param chat external_userid or chat_id
 * @param subject whom the audit names
 * @throws sku_not_found
 */
export async function makeCardOfGoods(
  { chat, subject }: { chat: string; subject: string },
  { skuId, key }: Asked,
  caller: Staff,
  requestId: string,
) {
  const sku = await skuOf(skuId)
  if (!sku) throw fail('sku_not_found')
  const name = [caller.guideId, chat, skuId, key].join('\n')
  const cardId = `gcd_${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
  const { guideId, storeId } = caller
  if (!(await findCard(cardId))) {
    await insertCard({ _id: cardId, guideId, storeId, externalUserId: chat, skuId, madeAt: now() })
    await audit(caller, 'goods.cardMade', subject, { skuId, cardId }, requestId)
  }
  const card = await findCard(cardId)
  const shown = card && (await show(card))
  if (!shown) throw fail('sku_not_found')
  return { card: shown, message: messageOf(sku, cardId) }
}

/** What a message needs to show the goods of a card. */
function messageOf(sku: NonNullable<Awaited<ReturnType<typeof skuOf>>>, cardId: string) {
  const query = new URLSearchParams({ id: sku.spuId, sku: sku.skuId, card: cardId })
  return {
    appid: env.WX_APPID,
    title: `${sku.name}${sku.optionText ? ` ${sku.optionText}` : ''}`,
    page: `pages/goods/product/index.html?${query}`,
    image: sku.image,
  }
}

/**
 * The card of goods in a mass message (GU-4): one for everybody who gets it; who looks by it and orders is told apart by
 * who they are. The same key and goods again is the same card.
 * @returns undefined for goods that are not sold
 */
export async function cardForMany(
  key: string,
  { guideId, storeId }: Pick<Staff, 'guideId' | 'storeId'>,
  skuId: string,
) {
  const sku = await skuOf(skuId)
  if (!sku) return undefined
  const cardId = `gcd_${createHash('sha256').update([guideId, key, skuId].join('\n')).digest('hex').slice(0, 32)}`
  await insertCard({ _id: cardId, guideId, storeId, skuId, madeAt: now() })
  return { cardId, message: messageOf(sku, cardId) }
}

/** The client has put a card into the chat. @throws card_not_found, for another guide's as for none */
export async function goodsCardSent(cardId: string, { guideId }: Staff): Promise<void> {
  if (!(await markSent(cardId, guideId, now()))) throw fail('card_not_found')
}

/** A shopper looks at goods by a guide's card: whose it is, and the touch that what they order counts by (GU-6). @throws card_not_found */
export async function openGoodsCard(cardId: string, memberId: string) {
  const card = await findCard(cardId)
  if (!card) throw fail('card_not_found')
  const at = now()
  const { guideId, storeId } = card
  const minute = Math.floor(at.getTime() / 60_000)
  await putTouch({ _id: `${cardId}/${memberId}/${minute}`, memberId, guideId, storeId, cardId, at })
  await markOpened(cardId, at)
  const [guides, store] = await Promise.all([guideDirectory(), findLocation(storeId)])
  const guide = guides.ofId(guideId)
  if (!guide || !store) throw fail('card_not_found')
  const { name: guideName, avatar: guideAvatar } = guide
  return { guideName, ...(guideAvatar ? { guideAvatar } : {}), storeId, storeName: store.name }
}
