import { logger } from '../../kernel/logger'
import {
  holdStock,
  keepStock,
  releaseStock,
  sellHeld,
  takeBack,
  unsellHeld,
} from '../inventory/inventory.service'
import { claimPresale, dropClaim, keepClaim, takeClaimed } from '../presales/presales.service'
import type { OrderDoc, RefundDoc } from './orders.model'
import { holdKeyOf } from './orders.rules'

type Lines = Pick<OrderDoc, '_id' | 'lines' | 'presale'>

const heldOf = (orderId: string, line: OrderDoc['lines'][number], round: number) => ({
  skuId: line.skuId,
  locationId: line.locationId,
  key: holdKeyOf(orderId, line.key, round),
})

/** Names what a round of a presale takes of its quota. */
export const claimKeyOf = (orderId: string, round: number): string => `${orderId}/${round}`

/**
 * Keeps what a presale took of its quota (CA-4); a claim that expired before its deposit was heard of is taken again if
 * there are pieces left.
 * @returns false when there are not
 */
export async function keepClaimed(order: OrderDoc, round: number): Promise<boolean> {
  const { _id, presale, memberId, lines } = order
  const line = lines[0]
  if (!presale || !line) return false
  const key = claimKeyOf(_id, round)
  if (await keepClaim(presale.presaleId, key)) return true
  const { locationId, quantity } = line
  const claimed = await claimPresale(presale.presaleId, { key, memberId, locationId, quantity })
  return claimed.outcome === 'claimed'
}

/**
 * Makes an order's goods wait for the shopper without an end; those of a presale are taken from what is set apart. A
 * hold that expired before its payment was heard of is taken again if the pieces are still there.
 * @param isElsewhere whether the goods left meanwhile for the store: then nothing is missing
 * @returns false when not all of them are: nothing is held then
 */
export async function keepGoods(
  { _id, lines, presale }: Lines,
  round: number,
  isElsewhere: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<boolean> {
  for (const line of lines) {
    const held = heldOf(_id, line, round)
    if (presale) await takeClaimed(presale.presaleId, claimKeyOf(_id, round), held)
    if (await keepStock(held)) continue
    const { outcome } = await holdStock({ ...held, quantity: line.quantity, source: _id })
    if (outcome === 'held') continue
    if (await isElsewhere()) return true
    await releaseGoods({ _id, lines, ...(presale ? { presale } : {}) }, round)
    return false
  }
  return true
}

/** Gives an order's held goods back to the pool, and of a presale what it took of the quota and did not hold itself. */
export async function releaseGoods({ _id, lines, presale }: Lines, round: number): Promise<void> {
  if (presale) await dropClaim(presale.presaleId, claimKeyOf(_id, round))
  for (const line of lines) await releaseStock(heldOf(_id, line, round), _id)
}

/**
 * Brings the stock to where the goods are held for this round, whatever was told of the rounds before, twice or not yet:
 * each of them was sold and taken back, or was released before a late payment revived the order.
 */
export async function reachRound(order: Lines, round: number): Promise<void> {
  for (let earlier = 1; earlier < round; earlier++) await unsellGoods(order, earlier)
}

/** Goods of a round leave the shop, whatever was told of earlier rounds, twice or not yet. */
export async function sellGoods({ _id, lines }: Lines, round: number): Promise<void> {
  await reachRound({ _id, lines }, round)
  for (const line of lines) {
    const held = heldOf(_id, line, round)
    if (await sellHeld(held, _id)) continue
    // Its hold expired before anybody heard of the payment: what is handed over leaves the stock all the same.
    await holdStock({ ...held, quantity: line.quantity, source: _id })
    if (!(await sellHeld(held, _id)))
      logger.error({ orderId: _id, line: line.key, round }, 'handed over more than the stock had')
  }
}

/** Brings the stock to where the goods of a round are back in the shop and held under the next. */
async function unsellGoods({ _id, lines }: Lines, round: number): Promise<void> {
  for (const line of lines) {
    const held = heldOf(_id, line, round)
    // A round that was never held (it was released before a revival) has nothing to come back.
    if (!(await sellHeld(held, _id))) continue
    await unsellHeld({ ...held, quantity: line.quantity, nextKey: holdKeyOf(_id, line.key, round + 1) }, _id)
  }
}

/** Puts the pieces of a refund where they belong: into the pool, or onto the shelf of the store that took them. */
export async function restock(order: OrderDoc, refund: RefundDoc): Promise<void> {
  if (refund.stock === 'held') {
    // What happens later for an earlier round finds it done, and holds nothing for nobody.
    await reachRound(order, order.round)
    return releaseGoods(order, order.round)
  }
  for (const { key, quantity } of refund.lines) {
    const line = order.lines.find((it) => it.key === key)
    if (line)
      await takeBack(
        {
          skuId: line.skuId,
          locationId: refund.storeId ?? line.locationId,
          key: `${refund.id}/${key}`,
          quantity,
          reason: refund.reason,
        },
        refund.by,
      )
  }
}
