import type { z } from 'zod'
import { env } from '../../../config/env'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import {
  findCoupons,
  grantsOfCodes,
  momentWords,
  offersToGive,
  showCoupon,
  type CouponDoc,
  type GrantDoc,
} from '../coupons/coupons.service'
import { customerInChat } from '../customers/customers.service'
import { findLocation } from '../stores/stores.service'
import { tokenOf } from './couponCards.claim'
import { couponCardsContract } from './couponCards.contract'
import {
  cardsSent,
  findCard,
  insertCard,
  markAllSent,
  markSent,
  type CouponCardDoc,
} from './couponCards.model'
import { cardExpiry, cardStateAt } from './couponCards.rules'

export { claimCard, lookAtCard } from './couponCards.claim'

const fail = failWith(couponCardsContract.errors)
type Routes = (typeof couponCardsContract)['routes']
type Staff = CallerOf<Routes['POST /customers/:externalUserId/coupon-cards']>
type Asked = z.output<Routes['POST /customers/:externalUserId/coupon-cards']['body']>
type Sendable = Awaited<ReturnType<typeof offersToGive>>[number]

const CARDS_SHOWN = 20

async function stateWords(card: CouponCardDoc, grant: GrantDoc | undefined): Promise<string> {
  const { use } = grant ?? {}
  switch (cardStateAt(card, grant && { isUsed: grant.status === 'used' }, now())) {
    case 'used': {
      const store = use?.storeId && (await findLocation(use.storeId))
      return use ? `${momentWords(use.at)} 在${store ? store.name : '小程序'}用了` : '用了'
    }
    case 'claimed':
      return `${momentWords(grant?.claimedAt ?? card.madeAt)} 领了`
    case 'expired':
      return '没有领，已过期'
    case 'sent':
      return '已发，还没领'
    case 'made':
      return '还没发出'
  }
}

async function show(card: CouponCardDoc, coupon: CouponDoc, grant: GrantDoc | undefined) {
  return {
    id: card._id,
    coupon: await showCoupon(coupon),
    state: cardStateAt(card, grant && { isUsed: grant.status === 'used' }, now()),
    stateText: await stateWords(card, grant),
    madeAt: card.madeAt.toISOString(),
    expiresAt: card.expiresAt.toISOString(),
  }
}

async function showAll(cards: readonly CouponCardDoc[]) {
  const [coupons, grants] = await Promise.all([
    findCoupons([...new Set(cards.map((it) => it.couponId))]),
    grantsOfCodes(cards.map((it) => it._id)),
  ])
  const couponOf = new Map(coupons.map((it) => [it._id, it]))
  const grantOf = new Map(grants.map((it) => [it.code, it]))
  const shown = cards.map((card) => {
    const coupon = couponOf.get(card.couponId)
    return coupon ? show(card, coupon, grantOf.get(card._id)) : undefined
  })
  return (await Promise.all(shown)).filter((it) => it !== undefined)
}

/** How a coupon stands for the customer, in words a guide reads before sending it. */
function textOf({ state, claimed, text }: Sendable['offer']['mine'], left: number): string {
  if (state === 'claimable') return `剩 ${left.toLocaleString('zh-CN')} 张`
  return state === 'claimed' ? `顾客已领 ${claimed} 张，领满了` : text
}

/**
 * What a guide may send into this chat now: coupons that are given by guides, taken in their own store, as they stand
 * for the customer; and what became of those they sent (CO-2, GU-3).
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function cardsForChat(externalUserId: string, caller: Staff) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const [offers, cards] = await Promise.all([
    offersToGive('guide', caller.storeId, memberId),
    cardsSent(caller.guideId, externalUserId, CARDS_SHOWN),
  ])
  const coupons = offers.map(
    ({ offer: { mine, claimUntil, claimFrom: _, claimedPercent: __, ...face }, left }) => ({
      ...face,
      canSend: mine.state === 'claimable',
      text: textOf(mine, left),
      left,
      claimUntil,
    }),
  )
  coupons.sort((a, b) => Number(b.canSend) - Number(a.canSend))
  return { coupons, cards: await showAll(cards) }
}

/** @throws coupon_not_sendable, and why the customer could not claim it */
function mustBeSendable(found: Sendable | undefined): asserts found is Sendable {
  if (!found) throw fail('coupon_not_sendable')
  const { state, text, limit } = found.offer.mine
  if (state === 'claimed') throw fail('coupon_limit_reached', { limit })
  if (state === 'soldOut') throw fail('coupon_sold_out')
  if (state === 'soldOutToday') throw fail('coupon_sold_out_today')
  if (state === 'notForYou') throw fail('coupon_not_for_you', { text })
  if (state === 'notYet') throw fail('coupon_not_live')
}

/** What the client's message needs; WeCom opens a page only by a path that ends in `.html`. */
const messageOf = (card: CouponCardDoc, face: Awaited<ReturnType<typeof showCoupon>>) => ({
  appid: env.WX_APPID,
  title: `送你一张券：${face.title}，${face.kind === 'gift' ? face.small : `${face.big} ${face.small}`}`,
  page: `pages/coupon/card/index.html?card=${tokenOf(card)}`,
})

interface CardFor {
  couponId: string
  guide: { guideId: string; storeId: string }
  externalUserId: string
  memberId: string | undefined
  key: string
}
/**
 * Writes the card of a coupon for one customer of a guide, unless it is there: it carries guide, store, coupon and
 * customer under a signature, and is claimed once, within three days (CO-2). The same key again is the same card.
 * @throws coupon_not_sendable and the refusals of a claim that are known before
 */
async function writeCard({ couponId, guide, externalUserId, memberId, key }: CardFor) {
  const { guideId, storeId } = guide
  const cardId = keyedId('ccd', guideId, externalUserId, couponId, key)
  const isNew = !(await findCard(cardId))
  if (isNew) {
    const offers = await offersToGive('guide', storeId, memberId)
    const found = offers.find((it) => it.offer.couponId === couponId)
    mustBeSendable(found)
    const madeAt = now()
    await insertCard({
      ...{ _id: cardId, couponId, guideId, storeId, externalUserId, madeAt },
      ...(memberId ? { forMemberId: memberId } : {}),
      expiresAt: cardExpiry(madeAt, new Date(found.offer.claimUntil)),
    })
  }
  const card = await findCard(cardId)
  const [shown] = card ? await showAll([card]) : []
  if (!card || !shown) throw fail('coupon_not_found')
  return { isNew, cardId, answer: { card: shown, message: messageOf(card, shown.coupon) } }
}

/**
 * Makes the card of a coupon for a chat (CO-2, GU-3). The same key again is the same card.
 * @throws coupon_not_sendable, the refusals of a claim that are known before, and those of the chat
 */
export async function makeCard(
  externalUserId: string,
  { couponId, key }: Asked,
  caller: Staff,
  requestId: string,
) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const { isNew, cardId, answer } = await writeCard({
    ...{ couponId, externalUserId, memberId, key },
    guide: caller,
  })
  if (isNew)
    await audit(caller, 'coupon.cardMade', memberId ?? externalUserId, { couponId, cardId }, requestId)
  return answer
}

/** The card of a coupon in the welcome of a guide's new customer (JO-3). @throws as `makeCard`, but for the chat */
export async function cardForComer(
  it: Omit<CardFor, 'guide'> & { guide: { _id: string; storeId: string } },
): Promise<{ cardId: string; message: ReturnType<typeof messageOf> }> {
  const { _id: guideId, storeId } = it.guide
  const { cardId, answer } = await writeCard({ ...it, guide: { guideId, storeId } })
  return { cardId, message: answer.message }
}

/** Cards of a guide that went out with a welcome are in the chat. */
export const cardsAreSent = async (cardIds: readonly string[], guideId: string): Promise<void> => {
  if (cardIds.length) await markAllSent(cardIds, guideId, now())
}

/** How many of some cards were claimed. */
export const claimedOf = async (cardIds: readonly string[]): Promise<number> =>
  cardIds.length ? (await grantsOfCodes([...cardIds])).length : 0

/** The client has put a card into the chat (GU-3). @throws card_not_found, for another guide's as for none */
export async function cardSent(cardId: string, caller: Staff) {
  const card = await markSent(cardId, caller.guideId, now())
  const [shown] = card ? await showAll([card]) : []
  if (!shown) throw fail('card_not_found')
  return shown
}
