import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { env } from '../../../config/env'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { activitiesOf, findActivity } from '../activities/activities.service'
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
  type About,
  type GuideCardDoc,
} from './guideCards.model'

export { choicesOf } from './guideCards.goods'
export { lastTouch, markBought, openersOf, type TouchDoc } from './guideCards.model'

const fail = failWith(guideCardsContract.errors)
type Routes = (typeof guideCardsContract)['routes']
type Staff = CallerOf<Routes['GET /customers/:externalUserId/goods']>
type Asked = z.output<Routes['POST /customers/:externalUserId/guide-cards']['body']>
type AskedActivity = z.output<Routes['POST /customers/:externalUserId/activity-cards']['body']>
type Shown = z.input<Routes['POST /customers/:externalUserId/guide-cards']['response']>['card']

type Kind = Shown['kind']

const CARDS_SHOWN = 20
const CARDS_LOOKED_AT = 200

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
  const { _id, about, madeAt } = card
  const shown = { id: _id, ...stateOf(card), madeAt: madeAt.toISOString() }
  if (about) return { ...shown, kind: about.kind as Kind, name: about.title, image: about.image }
  const sku = card.skuId && (await skuOf(card.skuId))
  if (!sku) return undefined
  const { skuId, name, image, price } = sku
  return { ...shown, kind: 'goods', skuId, name, image, price }
}

/** What the caller sent to this customer and what became of it (GU-3). @throws as `goodsForChat` */
export async function goodsSent(externalUserId: string, caller: Staff) {
  await customerInChat(externalUserId, caller)
  const cards = await Promise.all((await cardsSent(caller.guideId, externalUserId, CARDS_SHOWN)).map(show))
  return { cards: cards.filter((it) => it !== undefined) }
}

/** When the caller sent each thing of a kind to a customer last, by its id; among the newest cards. */
export async function lastSent(
  externalUserId: string,
  { guideId }: Pick<Staff, 'guideId'>,
  kind: Kind,
): Promise<Map<string, Date>> {
  const cards = await cardsSent(guideId, externalUserId, CARDS_LOOKED_AT)
  const oldestFirst = cards.reverse()
  return new Map(
    oldestFirst.flatMap(({ about, madeAt }) => (about?.kind === kind ? [[about.id, madeAt] as const] : [])),
  )
}

/** Goods of the caller's store to put into a group. */
export const goodsOfStore = (storeId: string, q: string | undefined) => goodsFor(undefined, storeId, q)

/** Whose chat a card is for, and whom the audit names. */
export interface Place {
  /** external_userid or chat_id */
  chat: string
  subject: string
}

/** What can be sent into a chat besides goods (GU-3). @throws the refusals of the chat */
export async function activitiesForChat(externalUserId: string, caller: Staff) {
  await customerInChat(externalUserId, caller)
  return activitiesToSend(caller)
}
/** What goes on in the caller's store. */
export async function activitiesToSend({ storeId }: Staff) {
  return { activities: (await activitiesOf(storeId)).map(({ page: _, query: __, ...it }) => it) }
}

/** Makes the card of an activity for a chat with a customer (GU-3). @throws activity_not_found and the refusals of the chat */
export async function makeActivityCard(
  externalUserId: string,
  asked: AskedActivity,
  caller: Staff,
  requestId: string,
) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const place = { chat: externalUserId, subject: memberId ?? externalUserId }
  return makeCardOfActivity(place, asked, caller, requestId)
}

/** Makes the card of goods for a chat with a customer (GU-3). @throws sku_not_found and the refusals of the chat */
export async function makeGoodsCard(externalUserId: string, asked: Asked, caller: Staff, requestId: string) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const place = { chat: externalUserId, subject: memberId ?? externalUserId }
  return makeCardOfGoods(place, asked, caller, requestId)
}

const idOf = (...parts: string[]): string =>
  `gcd_${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}`

/** Writes a card once, with its entry in the audit. */
async function writeCard(
  { chat, subject }: Place,
  card: Pick<GuideCardDoc, '_id' | 'skuId' | 'about'>,
  caller: Staff,
  requestId: string,
): Promise<Shown | undefined> {
  const { guideId, storeId } = caller
  if (!(await findCard(card._id))) {
    await insertCard({ ...card, guideId, storeId, externalUserId: chat, madeAt: now() })
    const { _id: cardId, skuId, about } = card
    const what = about ? `${about.kind} ${about.id}` : skuId
    await audit(caller, about ? 'activity.cardMade' : 'goods.cardMade', subject, { what, cardId }, requestId)
  }
  const written = await findCard(card._id)
  return written ? show(written) : undefined
}

/**
 * Makes the card of goods for a chat, of a customer or a group; it names guide and store, so that what is bought by it is
 * theirs (GU-6). The same key again is the same card.
 * @throws sku_not_found
 */
export async function makeCardOfGoods(place: Place, { skuId, key }: Asked, caller: Staff, requestId: string) {
  const sku = await skuOf(skuId)
  const cardId = idOf(caller.guideId, place.chat, skuId, key)
  const card = sku && (await writeCard(place, { _id: cardId, skuId }, caller, requestId))
  if (!sku || !card) throw fail('sku_not_found')
  return { card, message: messageOf(sku, cardId) }
}

/** Something with a page of its own. */
interface Paged extends About {
  kind: Exclude<Kind, 'goods'>
  /** What the card in the chat says. */
  words: string
  /** e.g. `pages/event/detail/index` */
  page: string
  query: Record<string, string>
}

/** Makes the card of something that has a page, likewise. */
export async function makeCardOfPage(
  place: Place,
  { kind, id, title, image, words, page, query }: Paged,
  key: string,
  caller: Staff,
  requestId: string,
) {
  const cardId = idOf(caller.guideId, place.chat, kind, id, key)
  const card = await writeCard(place, { _id: cardId, about: { kind, id, title, image } }, caller, requestId)
  if (!card) throw new Error(`${cardId} is not there`)
  return { card, message: asMessage(words, page, { ...query, card: cardId }, image) }
}

/** Makes the card of an activity of the caller's store. @throws activity_not_found */
export async function makeCardOfActivity(
  place: Place,
  { kind, id, key }: AskedActivity,
  caller: Staff,
  requestId: string,
) {
  const found = await findActivity(caller.storeId, { kind, id })
  if (!found) throw fail('activity_not_found')
  return makeCardOfPage(place, found, key, caller, requestId)
}

/** The client's message; WeCom opens a page only by a path that ends in `.html`. */
const asMessage = (title: string, page: string, query: Record<string, string>, image: string) => ({
  appid: env.WX_APPID,
  title,
  page: `${page}.html?${new URLSearchParams(query)}`,
  image,
})

/** What a message needs to show the goods of a card. */
const messageOf = (
  { name, optionText, spuId, skuId, image }: NonNullable<Awaited<ReturnType<typeof skuOf>>>,
  card: string,
) => {
  const title = `${name}${optionText ? ` ${optionText}` : ''}`
  return asMessage(title, 'pages/goods/product/index', { id: spuId, sku: skuId, card }, image)
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
  const cardId = idOf(guideId, key, skuId)
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
