import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { AppError, failWith } from '../../kernel/errors'
import { fieldIndex } from '../../kernel/fieldCrypto'
import { isSame } from '../../kernel/oneId'
import { giveByCode, grantsOfCodes, momentWords, offerOf, viewGrant } from '../coupons/coupons.service'
import { isMemberOfContact } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { findLocation } from '../stores/stores.service'
import { couponCardsContract } from './couponCards.contract'
import { findCard, letGoOfCard, takeCard, type CouponCardDoc } from './couponCards.model'
import { signedPart } from './couponCards.rules'

const fail = failWith(couponCardsContract.errors)

/** What the card in the chat carries. */
export const tokenOf = (card: CouponCardDoc): string =>
  `${card._id}.${fieldIndex('couponCard', signedPart(card)).slice(0, 16)}`

/** @throws card_not_found, also for a token that was not signed here */
async function cardOf(token: string): Promise<CouponCardDoc> {
  const card = await findCard(token.slice(0, token.indexOf('.')))
  if (!card || tokenOf(card) !== token) throw fail('card_not_found')
  return card
}

/** Why a card that gave nothing yet is not for this person now; undefined when it is. */
async function refusalOf(card: CouponCardDoc, memberId: string): Promise<AppError | undefined> {
  const isTheirs = card.forMemberId
    ? isSame(card.forMemberId, memberId)
    : await isMemberOfContact(card.externalUserId, memberId)
  if (isTheirs === false) return fail('card_not_yours')
  if (card.takenBy && !isSame(card.takenBy, memberId)) return fail('card_taken')
  return now() >= card.expiresAt ? fail('card_expired') : undefined
}

/**
 * A card as who opens it sees it (CO-2, GU-3). What it gave is told to who has it alone.
 * @throws card_not_found, coupon_not_found
 */
export async function lookAtCard(token: string, memberId: string) {
  const card = await cardOf(token)
  const [offer, [grant], guides, store] = await Promise.all([
    offerOf(card.couponId, memberId),
    grantsOfCodes([card._id]),
    guideDirectory(),
    findLocation(card.storeId),
  ])
  const guide = guides.ofId(card.guideId)
  const guideName = guide?.name ?? '导购'
  const shown = {
    guideName,
    ...(guide?.avatar ? { guideAvatar: guide.avatar } : {}),
    storeName: store?.name ?? '',
    expiresAt: card.expiresAt.toISOString(),
    offer,
  }
  if (isSame(grant?.memberId, memberId) && grant)
    return { ...shown, state: 'claimed' as const, text: '已经放进你的券包', grantId: grant._id }
  const refusal = grant ? fail('card_taken') : await refusalOf(card, memberId)
  if (refusal) return { ...shown, state: 'refused' as const, text: refusal.refusal.text }
  if (offer.mine.state !== 'claimable') return { ...shown, state: 'refused' as const, text: offer.mine.text }
  const text = `${guideName}送你的，${momentWords(card.expiresAt)} 前领`
  return { ...shown, state: 'open' as const, text }
}

/**
 * Claims the coupon of a card (CO-2): one for the card and one person, however many devices ask at once; the same person
 * again has the same one, and a refusal by quota or limit leaves the card open.
 * @throws card_not_found, card_not_yours, card_taken, card_expired and the refusals of a claim
 */
export async function claimCard(token: string, memberId: string) {
  const card = await cardOf(token)
  const [given] = await grantsOfCodes([card._id])
  if (given && !isSame(given.memberId, memberId)) throw fail('card_taken')
  const refusal = given ? undefined : await refusalOf(card, memberId)
  if (refusal) throw refusal
  if (!(await takeCard(card._id, memberId))) throw fail('card_taken')
  crashPoint('couponCard.taken')
  try {
    const guide = (await guideDirectory()).ofId(card.guideId)
    const result = await giveByCode(card.couponId, memberId, card._id, {
      way: 'guide',
      storeId: card.storeId,
      reason: guide ? `${guide.name}在聊天里送你的` : '导购在聊天里送你的',
    })
    if (!result) throw fail('card_taken')
    return await viewGrant(result.grant, result.coupon)
  } catch (error) {
    // Where nobody knows how it ended, the card stays this person's.
    if (error instanceof AppError) await letGoOfCard(card._id, memberId)
    throw error
  }
}
