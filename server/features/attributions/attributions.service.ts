import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { fromShanghai, shanghai } from '../../kernel/shanghai'
import { findChain } from '../chains/chains.service'
import { customerInChat, friendsSince } from '../customers/customers.service'
import { lastGuideCart, markCartBought } from '../guideCarts/guideCarts.service'
import { lastTouch, markBought } from '../guideCards/guideCards.service'
import { guideDirectory } from '../guides/guides.service'
import { facesOf, memberForStaff } from '../members/members.service'
import { findOrder, type OrderDoc } from '../orders/orders.service'
import type { attributionsContract } from './attributions.contract'
import {
  attributionsOfGuide,
  attributionsOfMember,
  findAttribution,
  insertAttribution,
  putRefunded,
  sumsOfStore,
} from './attributions.model'
import { creditOf, reasonOf, reasonText, WINDOW_MS, type Reason } from './attributions.rules'

export { sumsOfCards } from './attributions.model'

type Staff = CallerOf<(typeof attributionsContract)['routes']['GET /me/numbers']>

/** Whose an order is, by what was known when it was placed. */
async function credit({ memberId, createdAt, guideId, chain, lines }: OrderDoc) {
  const after = new Date(createdAt.getTime() - WINDOW_MS)
  const skuIds = lines.map((it) => it.skuId)
  const [added, touch, led, member, guides] = await Promise.all([
    lastGuideCart(memberId, skuIds, after, createdAt),
    lastTouch(memberId, after, createdAt),
    chain ? findChain(chain.chainId) : undefined,
    memberForStaff(memberId),
    guideDirectory(),
  ])
  const found = creditOf({
    placedBy: guideId,
    added: added?.guideId,
    touch: touch ?? undefined,
    leader: led?.leaderId,
    boundTo: member?.guideId,
  })
  const guide = found && guides.ofId(found.guideId)
  return guide && found ? { ...found, storeId: guide.storeId, guideCartId: added?._id } : undefined
}

const refundedOf = ({ refunds }: OrderDoc): number =>
  refunds.filter((it) => it.state === 'succeeded').reduce((sum, it) => sum + it.amount, 0)

/** A paid order is written to whose it is, once, and what is refunded is taken off; in any order, as often as told (GU-6). */
export async function followOrder(orderId: string): Promise<void> {
  const order = await findOrder(orderId)
  if (!order?.payment) return
  if (!(await findAttribution(orderId))) {
    const found = await credit(order)
    if (!found) return
    const { guideId, storeId, reason } = found
    const cardId = found.reason === 'card' ? found.cardId : undefined
    const cartId = reason === 'cart' ? found.guideCartId : undefined
    await insertAttribution({
      _id: orderId,
      guideId,
      storeId,
      memberId: order.memberId,
      reason,
      ...(cardId ? { cardId } : {}),
      ...(cartId ? { cartId } : {}),
      amount: order.amounts.total,
      refunded: 0,
      at: order.createdAt,
    })
  }
  const written = await findAttribution(orderId)
  if (written?.cartId) await markCartBought(written.cartId, orderId, order.createdAt)
  if (written?.cardId) await markBought(written.cardId, orderId, order.createdAt)
  const refunded = refundedOf(order)
  if (refunded) await putRefunded(orderId, refunded)
}

const LATEST = 20
type Sum = { orders: number; amount: number }
const plus = (a: Sum, b: Sum): Sum => ({ orders: a.orders + b.orders, amount: a.amount + b.amount })
const nothing: Sum = { orders: 0, amount: 0 }

/** The sums of a store by guide and reason since an instant. */
async function sumsSince(storeId: string, from: Date) {
  const rows = await sumsOfStore(storeId, from)
  const of = (guideId: string, reason?: Reason): Sum =>
    rows
      .filter((it) => it._id.guideId === guideId && (!reason || it._id.reason === reason))
      .reduce<Sum>((sum, { orders, amount }) => plus(sum, { orders, amount }), nothing)
  return { of, guides: [...new Set(rows.map((it) => it._id.guideId))] }
}

/** A guide's own numbers (GU-5). */
export async function numbersOf({ guideId, storeId, userid }: Staff) {
  const at = now()
  const { date } = shanghai(at)
  const monthStart = fromShanghai(`${date.slice(0, 8)}01`)
  const [day, month, latest, guides, newFriends] = await Promise.all([
    sumsSince(storeId, fromShanghai(date)),
    sumsSince(storeId, monthStart),
    attributionsOfGuide(guideId, LATEST),
    guideDirectory(),
    friendsSince(userid, monthStart),
  ])
  const faces = await facesOf(latest.map((it) => it.memberId))
  const mine = month.of(guideId)
  const better = month.guides.filter((it) => month.of(it).amount > mine.amount).length
  return {
    today: day.of(guideId),
    month: mine,
    byReason: {
      ordered: month.of(guideId, 'ordered'),
      cart: month.of(guideId, 'cart'),
      card: month.of(guideId, 'card'),
      chain: month.of(guideId, 'chain'),
      bound: month.of(guideId, 'bound'),
    },
    ...(mine.orders ? { rank: better + 1 } : {}),
    guides: guides.ofStore(storeId).length,
    newFriends,
    latest: latest.map((it) => ({
      orderId: it._id,
      customer: faces.get(it.memberId)?.nickname ?? '顾客',
      amount: it.amount - it.refunded,
      reasonText: reasonText[it.reason],
      at: it.at.toISOString(),
    })),
    asOf: at.toISOString(),
  }
}

const SHOWN = 50

/** Whose the latest orders of a customer are (GU-6). @throws the refusals of the chat */
export async function attributionsFor(externalUserId: string, caller: Staff) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const [written, guides] = await Promise.all([
    memberId ? attributionsOfMember(memberId, SHOWN) : [],
    guideDirectory(),
  ])
  return {
    orders: written.map(({ _id: orderId, guideId, reason }) => {
      const isMine = guideId === caller.guideId
      const text = isMine ? reasonText[reason] : reasonOf[reason]
      return { orderId, isMine, guideName: guides.ofId(guideId)?.name ?? '已离职的同事', reasonText: text }
    }),
  }
}
