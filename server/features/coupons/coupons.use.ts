import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { isSame } from '../../kernel/oneId'
import { findGrant, moveGrant, overdueLocks, type GrantDoc } from './coupons.grants.model'
import { UNDO_MS } from './coupons.rules'

interface Redemption {
  storeId: string
  by: string
  /** Fen of the receipt after the coupon, and what it took off. */
  amount: number
  off: number
}

/** Redeems a grant at a counter, exactly once (CO-3). @returns null when it was no longer to be redeemed */
export const redeemGrant = (grantId: string, use: Redemption): Promise<GrantDoc | null> =>
  moveGrant(grantId, 'held', 'used', {
    filter: { validFrom: { $lte: now() }, expiresAt: { $gt: now() } },
    set: { use: { ...use, at: now() } },
  })

/** Takes a redemption of a store back within its time, once. @returns null when it was too late or none */
export const undoRedeemed = (
  grantId: string,
  storeId: string,
  by: string,
  reason: string,
): Promise<GrantDoc | null> =>
  moveGrant(grantId, 'used', 'held', {
    filter: {
      'use.storeId': storeId,
      'use.by': { $exists: true },
      'use.at': { $gt: new Date(now().getTime() - UNDO_MS) },
    },
    unset: ['use'],
    push: { undos: { at: now(), by, reason } },
  })

/** An order's hold on a grant; `round` counts the times it took its goods, as a late payment takes them anew. */
export interface OrderLock {
  orderId: string
  round: number
  /** The lock is looked after from then on. */
  until: Date
}

/**
 * Locks a grant for an order that is not paid yet (CO-4): only while it is usable, and for one order at a time; the same
 * order again changes nothing.
 * @returns false when it cannot be used (any more)
 */
export async function lockGrant(grantId: string, memberId: string, lock: OrderLock): Promise<boolean> {
  const at = now()
  const locked = await moveGrant(grantId, 'held', 'locked', {
    filter: { memberId, validFrom: { $lte: at }, expiresAt: { $gt: at } },
    set: { lock },
  })
  crashPoint('coupon.locked')
  if (locked) return true
  const grant = await findGrant(grantId)
  return (
    isSame(grant?.memberId, memberId) && grant?.status === 'locked' && grant.lock?.orderId === lock.orderId
  )
}

/** Gives back what an order locked in a round up to this one; nothing that another order or a counter has. */
export const unlockGrant = (grantId: string, orderId: string, round: number): Promise<GrantDoc | null> =>
  moveGrant(grantId, 'locked', 'held', {
    filter: { 'lock.orderId': orderId, 'lock.round': { $lte: round } },
    unset: ['lock'],
  })

interface OrderUse {
  orderId: string
  round: number
  amount: number
  off: number
}

/**
 * A paid order has used a grant, once. A lock that was lost before the payment was heard of is taken again if nobody
 * else has the grant, also past its time: it was in time when the order was placed.
 * @returns false when it was used or locked elsewhere
 */
export async function spendGrant(grantId: string, memberId: string, use: OrderUse): Promise<boolean> {
  const set = { use: { ...use, at: now() } }
  const { orderId } = use
  const used =
    (await moveGrant(grantId, 'locked', 'used', {
      filter: { 'lock.orderId': orderId },
      set,
      unset: ['lock'],
    })) ?? (await moveGrant(grantId, 'held', 'used', { filter: { memberId }, set }))
  crashPoint('coupon.settled')
  if (used) return true
  const grant = await findGrant(grantId)
  return grant?.status === 'used' && grant.use?.orderId === orderId
}

/** A refund of the whole order gives back what it used or held. Once, whatever is told twice. */
export async function returnGrant(grantId: string, orderId: string, round: number): Promise<void> {
  await unlockGrant(grantId, orderId, round)
  await moveGrant(grantId, 'used', 'held', { filter: { 'use.orderId': orderId }, unset: ['use'] })
  crashPoint('coupon.returned')
}

/** Locks past their time, with the order that took them. */
export const locksToLookAfter = async (): Promise<
  { grantId: string; lock: NonNullable<GrantDoc['lock']> }[]
> => (await overdueLocks(100)).flatMap(({ _id: grantId, lock }) => (lock ? [{ grantId, lock }] : []))
