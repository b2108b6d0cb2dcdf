import { logger } from '../../kernel/logger'
import {
  claimPieces,
  dropClaims,
  keepClaims,
  takeClaimed,
  type ClaimDoc,
} from '../allotments/allotments.service'
import {
  holdStock,
  keepStock,
  releaseStock,
  sellHeld,
  takeBack,
  unsellHeld,
} from '../inventory/inventory.service'
import type { OrderDoc, RefundDoc } from './orders.model'
import { holdKeyOf } from './orders.rules'

type Lines = Pick<OrderDoc, '_id' | 'lines'> & Partial<Pick<OrderDoc, 'allotmentId' | 'presale' | 'memberId'>>

const heldOf = (orderId: string, line: OrderDoc['lines'][number], round: number) => ({
  skuId: line.skuId,
  locationId: line.locationId,
  key: holdKeyOf(orderId, line.key, round),
})

/** What an order's lines take of the stock of its campaign in a round. */
export const claimsOf = (
  { _id, memberId, lines }: Pick<OrderDoc, '_id' | 'memberId' | 'lines'>,
  round: number,
  expiresAt?: Date,
): [ClaimDoc, ...ClaimDoc[]] =>
  lines.map(({ key, skuId, locationId, quantity }) => ({
    key: holdKeyOf(_id, key, round),
    memberId,
    skuId,
    locationId,
    quantity,
    ...(expiresAt ? { expiresAt } : {}),
  })) as [ClaimDoc, ...ClaimDoc[]]

/**
 * Keeps what an order took of the stock of its campaign (CA-4, GB-1); a claim that expired before its payment was heard of
 * is taken again if there are pieces left.
 * @returns false when there are not
 */
export async function keepClaimed(order: OrderDoc, round: number): Promise<boolean> {
  const { allotmentId } = order
  if (!allotmentId) return false
  const claims = claimsOf(order, round)
  const keys = claims.map((it) => it.key)
  if (await keepClaims(allotmentId, keys)) return true
  const { outcome } = await claimPieces(allotmentId, claims)
  return outcome === 'claimed' && keepClaims(allotmentId, keys)
}

/**
 * Makes an order's goods wait for the shopper without an end; those of a campaign are taken from what is set apart. A
 * hold that expired before its payment was heard of is taken again if the pieces are still there.
 * @param isElsewhere whether the goods left meanwhile for the store: then nothing is missing
 * @returns false when not all of them are: nothing is held then
 */
export async function keepGoods(
  order: Lines,
  round: number,
  isElsewhere: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<boolean> {
  const { _id, lines, allotmentId } = order
  for (const line of lines) {
    const held = heldOf(_id, line, round)
    if (allotmentId) await takeClaimed(allotmentId, held.key)
    if ((await keepStock(held)) || (await holdAnew(order, line, round))) continue
    if (await isElsewhere()) return true
    await releaseGoods(order, round)
    return false
  }
  return true
}

/** Holds a line whose hold is gone: of a campaign from its own stock, so that it never gives more than it has. */
async function holdAnew(order: Lines, line: OrderDoc['lines'][number], round: number): Promise<boolean> {
  const { _id, allotmentId, presale, memberId } = order
  const held = heldOf(_id, line, round)
  if (!allotmentId || presale || !memberId) {
    const { outcome } = await holdStock({ ...held, quantity: line.quantity, source: _id })
    return outcome === 'held'
  }
  const { outcome } = await claimPieces(allotmentId, claimsOf({ _id, memberId, lines: [line] }, round))
  return outcome === 'claimed' && takeClaimed(allotmentId, held.key)
}

/** Gives an order's held goods back to the pool, and of a campaign what it took of its stock and did not hold itself. */
export async function releaseGoods({ _id, lines, allotmentId }: Lines, round: number): Promise<void> {
  if (allotmentId)
    await dropClaims(
      allotmentId,
      lines.map((it) => holdKeyOf(_id, it.key, round)),
    )
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
