import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { AppError, failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { shanghai } from '../../kernel/shanghai'
import { idsOf } from '../../kernel/oneId'
import { membershipOf } from '../members/members.service'
import { distanceBetween, findLocation, storeOfScene } from '../stores/stores.service'
import { couponsContract } from './coupons.contract'
import {
  deal,
  forgetGate,
  giveBack,
  settleDeal,
  showRules,
  unsettledDeals,
  type Ticket,
} from './coupons.gate'
import { findGrant, freeNumbers, grantsOfMember, insertGrant, type GrantDoc } from './coupons.grants.model'
import { findCoupon, openCoupons, type CouponDoc } from './coupons.model'
import { ARRIVAL_METRES, isForAll, notForYou, statusAt, validityOf, type ClaimWay } from './coupons.rules'

export const fail = failWith(couponsContract.errors)
type Body = z.output<(typeof couponsContract)['routes']['POST /coupons/:couponId/claim']['body']>

const KEPT_MS = 2000
const kept = new Map<string, { coupon: CouponDoc; until: number }>()

/** A coupon as it was at most two seconds ago; its gate knows at once when it is paused. @throws coupon_not_found */
export async function couponOf(couponId: string): Promise<CouponDoc> {
  const held = kept.get(couponId)
  if (held && held.until > Date.now()) return held.coupon
  const coupon = await findCoupon(couponId)
  if (!coupon || coupon.status === 'draft') throw fail('coupon_not_found')
  if (kept.size > 500) kept.clear()
  kept.set(couponId, { coupon, until: Date.now() + KEPT_MS })
  return coupon
}
/** It was changed here. */
export const forgetCoupon = (couponId: string): boolean => kept.delete(couponId)

/** The order a copy is reserved for; if it was never written, the copy goes after `until`. */
export interface Purchase {
  orderId: string
  round: number
  until?: Date
}

export interface Wanted {
  memberId: string
  /** Which of the person's copies, from 1. */
  nth: number
  way: ClaimWay
  storeId?: string
  reason?: string
  purchase?: Purchase
  /** The 兑换码 or the guide's card it is had by. */
  code?: string
}

/** Names a person's nth copy within its coupon; 到店礼 are counted per store. */
const keyOf = ({ memberId, nth, way, storeId }: Wanted): string =>
  way === 'arrival' ? `${memberId}/${nth}/${storeId}` : `${memberId}/${nth}`

/** Names a deal of the gate: each order asks for a number of its own, so that what a closed one gives back is not another's. */
const dealOf = (wanted: Wanted): string =>
  wanted.purchase ? `${keyOf(wanted)}/${wanted.purchase.orderId}:${wanted.purchase.round}` : keyOf(wanted)
/** The copy a deal is for. */
const copyOf = (name: string): string => name.replace(/\/ord_[^/]*$/, '')

/** The same person's same copy has the same id, so that no more of them can be than copies. */
export const grantIdOf = (couponId: string, key: string): string => keyedId('cgr', couponId, key)

function newGrant(coupon: CouponDoc, wanted: Wanted, { seq, day, daySeq }: Ticket): GrantDoc {
  const claimedAt = now()
  const { memberId, way, storeId, reason, purchase, nth, code } = wanted
  return {
    _id: grantIdOf(coupon._id, keyOf(wanted)),
    couponId: coupon._id,
    memberId,
    seq,
    ...(day ? { day, daySeq } : {}),
    way,
    ...(storeId ? { storeId } : {}),
    ...(reason ? { reason } : {}),
    ...(purchase ? { purchase, nth } : {}),
    ...(code ? { code } : {}),
    status: purchase ? 'reserved' : 'held',
    version: 1,
    claimedAt,
    ...validityOf(coupon.validity, claimedAt),
  }
}

const TRIES = 12
const refusals = {
  notLive: 'coupon_not_live',
  soldOut: 'coupon_sold_out',
  soldOutToday: 'coupon_sold_out_today',
} as const

/** Through the gate: a number is dealt, and the grant that takes it is written. */
async function throughGate(coupon: CouponDoc, wanted: Wanted): Promise<GrantDoc> {
  const key = dealOf(wanted)
  for (let tries = 0; tries < TRIES; tries++) {
    const dealt = await deal(coupon._id, key)
    if (!('ticket' in dealt)) throw fail(refusals[dealt.outcome])
    const { ticket } = dealt
    crashPoint('coupon.dealt')
    const grant = newGrant(coupon, wanted, ticket)
    const earlier = dealt.outcome === 'again' ? await findGrant(grant._id) : null
    const isNew = !earlier && (await insertGrant(grant))
    crashPoint('coupon.claimed')
    const standing = isNew ? grant : (earlier ?? (await findGrant(grant._id)))
    if (standing) {
      const isOurs = standing.seq === ticket.seq
      await (isOurs ? settleDeal(coupon._id, key) : giveBack(coupon._id, key, ticket)).catch(unsettled)
      return standing
    }
    // The gate was behind: somebody has this number already.
    await giveBack(coupon._id, key, ticket, true)
    if (tries === 2) await forgetGate(coupon._id)
  }
  throw fail('coupon_busy')
}
const unsettled = (error: unknown) => logger.warn({ error: String(error) }, 'a deal is settled later')

/** While Redis is away: a free number as MongoDB knows it; slower, and no less exact. */
async function withoutGate(coupon: CouponDoc, wanted: Wanted): Promise<GrantDoc> {
  for (let tries = 0; tries < TRIES; tries++) {
    const standing = await findGrant(grantIdOf(coupon._id, keyOf(wanted)))
    if (standing) return standing
    const fresh = await findCoupon(coupon._id)
    const at = now()
    if (!fresh || statusAt(fresh, at) !== 'live') throw fail('coupon_not_live')
    const seq = await freeNumber(coupon._id, fresh.quota.total)
    if (seq === undefined) throw fail('coupon_sold_out')
    const day = shanghai(at).date
    const { perDay } = fresh.quota
    const daySeq = perDay === undefined ? undefined : await freeNumber(coupon._id, perDay, day)
    if (perDay !== undefined && daySeq === undefined) throw fail('coupon_sold_out_today')
    const grant = newGrant(fresh, wanted, { seq, ...(daySeq ? { day, daySeq } : {}) })
    if (await insertGrant(grant)) return grant
  }
  throw fail('coupon_busy')
}

/** One of the next few free numbers, so that claims side by side seldom want the same. */
async function freeNumber(couponId: string, most: number, day?: string): Promise<number | undefined> {
  const { highest, gaps } = await freeNumbers(couponId, day)
  const above = Math.max(0, Math.min(16, most - highest))
  const some = [...gaps.slice(0, 16), ...Array.from({ length: above }, (_, at) => highest + 1 + at)]
  return some[Math.floor(Math.random() * Math.min(16, some.length))]
}

/** Ways whose copies the shop counts by itself, by numbers that are not a person's own. */
const countedElsewhere: readonly ClaimWay[] = ['referral', 'event']

/**
 * Which copy a person's nth is where they were merged (ME-1): those had under another id are the first ones, and the rest
 * are counted under the id they go by now, so that together they are never more than one person may have.
 */
async function ownCopy(couponId: string, wanted: Wanted): Promise<Wanted | GrantDoc> {
  const { memberId, nth, way, storeId } = wanted
  const [goesBy, ...earlier] = idsOf(memberId)
  if (!earlier.length || goesBy !== memberId || countedElsewhere.includes(way)) return wanted
  const all = await grantsOfMember(memberId, [couponId])
  if (all.some((it) => it._id === grantIdOf(couponId, keyOf(wanted)))) return wanted
  const others = all
    .filter((it) => it.memberId !== memberId && (it.way === 'arrival') === (way === 'arrival'))
    .filter((it) => way !== 'arrival' || it.storeId === storeId)
    .sort((a, b) => a.claimedAt.getTime() - b.claimedAt.getTime() || (a._id < b._id ? -1 : 1))
  return others[nth - 1] ?? { ...wanted, nth: nth - others.length }
}

/**
 * Gives a person their nth copy of a coupon (CO-2): never more than the quota in sum and per day, never more than the
 * person may have, and the same copy however often it is asked for.
 * @throws coupon_limit_reached, coupon_not_for_you, coupon_not_live, coupon_sold_out, coupon_sold_out_today, coupon_busy
 */
export async function issue(coupon: CouponDoc, wanted: Wanted): Promise<GrantDoc>
export async function issue(
  coupon: CouponDoc,
  wanted: Wanted,
  /** Copies the person has: one of these is not asked for again. */
  had: ReadonlySet<string>,
): Promise<GrantDoc | undefined>
export async function issue(coupon: CouponDoc, asked: Wanted, had?: ReadonlySet<string>) {
  const { quota, audience, benefit } = coupon
  if (asked.nth > quota.perPerson) throw fail('coupon_limit_reached', { limit: quota.perPerson })
  const wanted = await ownCopy(coupon._id, asked)
  if ('_id' in wanted) return had?.has(wanted._id) ? undefined : wanted
  if (had?.has(grantIdOf(coupon._id, keyOf(wanted)))) return undefined
  // What has a price is never given away.
  if (benefit.kind === 'experience' && !wanted.purchase) throw fail('coupon_way_wrong')
  if (!isForAll(audience)) {
    const why = notForYou(audience, await membershipOf(wanted.memberId), now())
    if (why) throw fail('coupon_not_for_you', { text: why })
  }
  return throughGate(coupon, wanted).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    logger.warn({ couponId: coupon._id, error: String(error) }, 'claimed without the gate')
    return withoutGate(coupon, wanted)
  })
}

/** The store a claim is bound to. @throws coupon_way_wrong, scene_unknown, coupon_too_far */
async function storeOfClaim({ scope }: CouponDoc, { way, scene, storeId, lng, lat }: Body) {
  if (way === 'page') return undefined
  const takes = (id: string) => !scope.storeIds || scope.storeIds.includes(id)
  if (way === 'scene') {
    if (!scene) throw fail('coupon_way_wrong')
    const store = await storeOfScene(scene)
    if (!takes(store.id)) throw fail('coupon_way_wrong')
    return store.id
  }
  const store = storeId && (await findLocation(storeId))
  if (!store || store.kind !== 'store' || !takes(store._id) || lng === undefined || lat === undefined)
    throw fail('coupon_way_wrong')
  const distance = Math.round(distanceBetween([lng, lat], store.position))
  if (distance > ARRIVAL_METRES) throw fail('coupon_too_far', { distance, storeName: store.name })
  return store._id
}

/** A shopper claims a coupon: from the page, by a store's QR (ST-5), or near a store (ST-4). @throws as its route */
export async function claim(couponId: string, memberId: string, body: Body) {
  const coupon = await couponOf(couponId)
  if (!coupon.ways.includes(body.way)) throw fail('coupon_way_wrong')
  const storeId = await storeOfClaim(coupon, body)
  const grant = await issue(coupon, {
    memberId,
    nth: body.nth,
    way: body.way,
    ...(storeId ? { storeId } : {}),
  })
  return { grant, coupon }
}

/** A claim takes no longer than this. */
const CLAIM_MS = 30_000

/** Numbers dealt to claims that died are dealt again: no quota is lost to them. Gates hear once more of what was decided. */
export async function sweepGates(): Promise<void> {
  const at = now().getTime()
  for (const coupon of await openCoupons(new Date(at - 86_400_000))) {
    const couponId = coupon._id
    await showRules(coupon)
    for (const { key, ticket } of await unsettledDeals(couponId, new Date(at - CLAIM_MS))) {
      const grant = await findGrant(grantIdOf(couponId, copyOf(key)))
      if (grant && grant.seq === ticket.seq) await settleDeal(couponId, key)
      else await giveBack(couponId, key, ticket)
    }
  }
}
