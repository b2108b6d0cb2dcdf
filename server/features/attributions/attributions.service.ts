import type { CallerOf } from '../../kernel/auth'
import { findChain } from '../chains/chains.service'
import { customerInChat } from '../customers/customers.service'
import { lastGuideCart, markCartBought } from '../guideCarts/guideCarts.service'
import { lastTouch, markBought } from '../guideCards/guideCards.service'
import { guideDirectory } from '../guides/guides.service'
import { memberForStaff } from '../members/members.service'
import { findOrder, type OrderDoc } from '../orders/orders.service'
import type { attributionsContract } from './attributions.contract'
import { attributionsOfMember, findAttribution, insertAttribution, putRefunded } from './attributions.model'
import { creditOf, reasonOf, reasonText, WINDOW_MS } from './attributions.rules'

export { numbersOf, storeNumbers } from './attributions.numbers'
export { storeSales, storeSalesOf } from './attributions.stores'
export { putAttributions as importAttributions, sumsOfCards } from './attributions.model'

type Staff = CallerOf<(typeof attributionsContract)['routes']['GET /customers/:externalUserId/attributions']>

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
