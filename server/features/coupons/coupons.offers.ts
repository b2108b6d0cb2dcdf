import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { membershipOf } from '../members/members.service'
import { storeOfScene, storesAround, type StoreSummary } from '../stores/stores.service'
import { couponOf } from './coupons.claim'
import type { offerView } from './coupons.shapes.contract'
import { buildGate, lookAtGates, type GateLook } from './coupons.gate'
import { grantsOfMember, type GrantDoc } from './coupons.grants.model'
import { claimableCoupons, type CouponDoc } from './coupons.model'
import { noteArrival } from './coupons.offers.model'
import { ARRIVAL_METRES, isForAll, notForYou, statusAt, type ClaimWay } from './coupons.rules'
import { showCoupon } from './coupons.view'
import { momentWords } from './coupons.words'

type Offer = z.input<typeof offerView>
type Mine = Offer['mine']

/** How far coupons are claimed; a gate that is not there yet is built, and while Redis is away nothing looks sold out. */
async function looks(couponIds: readonly string[]): Promise<Map<string, GateLook>> {
  try {
    const found = await lookAtGates(couponIds)
    const missing = couponIds.filter((it) => !found.has(it))
    for (const it of missing) await buildGate(it)
    return missing.length ? await lookAtGates(couponIds) : found
  } catch (error) {
    logger.warn({ error: String(error) }, 'gates of coupons not seen')
    return new Map()
  }
}

function mineOf(
  coupon: CouponDoc,
  had: readonly GrantDoc[],
  look: GateLook | undefined,
  why: string | undefined,
): Mine {
  const limit = coupon.quota.perPerson
  const claimed = had.length
  const latest = [...had].sort((a, b) => b.claimedAt.getTime() - a.claimedAt.getTime())[0]
  const base = { claimed, limit, ...(latest ? { grantId: latest._id } : {}) }
  const at = now()
  const isSold = coupon.benefit.kind === 'experience'
  if (claimed >= limit)
    return { ...base, state: 'claimed', text: isSold ? `已买 ${claimed} 张` : `已领 ${claimed} 张` }
  if (why) return { ...base, state: 'notForYou', text: why }
  if (at < coupon.claim.from)
    return { ...base, state: 'notYet', text: `${momentWords(coupon.claim.from)} 开抢` }
  if (look?.isSoldOut || statusAt(coupon, at) !== 'live') return { ...base, state: 'soldOut', text: '已领完' }
  if (look?.isSoldOutToday) return { ...base, state: 'soldOutToday', text: '今天已领完' }
  const text = isSold ? '立即购买' : claimed ? '再领一张' : '立即领取'
  return { ...base, state: 'claimable', text, nth: claimed + 1 }
}

/** Coupons with what holds for one member, or for anybody; of 到店礼 the copies of one store count. */
async function offersFor(
  memberId: string | undefined,
  coupons: readonly CouponDoc[],
  arrivalAt?: string,
): Promise<Offer[]> {
  const ids = coupons.map((it) => it._id)
  const isForSome = coupons.some((it) => !isForAll(it.audience))
  const [grants, seen, member] = await Promise.all([
    memberId ? grantsOfMember(memberId, ids) : [],
    looks(ids),
    memberId && isForSome ? membershipOf(memberId) : undefined,
  ])
  return Promise.all(
    coupons.map(async (coupon) => {
      const had = grants.filter(
        (it) =>
          it.couponId === coupon._id &&
          (arrivalAt ? it.way === 'arrival' && it.storeId === arrivalAt : it.way !== 'arrival'),
      )
      const look = seen.get(coupon._id)
      const why = member && notForYou(coupon.audience, member, now())
      return {
        ...(await showCoupon(coupon)),
        claimedPercent: Math.min(100, Math.floor(((look?.claimed ?? 0) * 100) / coupon.quota.total)),
        claimFrom: coupon.claim.from.toISOString(),
        claimUntil: coupon.claim.until.toISOString(),
        mine: mineOf(coupon, had, look, why),
      }
    }),
  )
}

const MOST = 200
const KEPT_MS = 2000
let live: { coupons: Promise<CouponDoc[]>; until: number } | undefined

/** What can be claimed now in some way, as it was at most two seconds ago. */
async function claimable(way: ClaimWay): Promise<CouponDoc[]> {
  if (!live || live.until < Date.now())
    live = { coupons: claimableCoupons(now(), MOST), until: Date.now() + KEPT_MS }
  const at = now()
  return (await live.coupons).filter((it) => it.ways.includes(way) && statusAt(it, at) === 'live')
}
/** Coupons were changed here. */
export const forgetClaimable = (): void => {
  live = undefined
}

const order: Record<Mine['state'], number> = {
  claimable: 0,
  notYet: 1,
  claimed: 2,
  soldOutToday: 3,
  soldOut: 4,
  notForYou: 5,
}
const takenIn = (storeId: string) => (it: { storeIds?: string[] | undefined }) =>
  it.storeIds?.includes(storeId) ? 0 : it.storeIds ? 2 : 1

/** The coupon centre (CO-2): what can be claimed first, those of a store before those of every store. */
export async function couponCentre(
  memberId: string | undefined,
  storeId?: string,
): Promise<{ offers: Offer[] }> {
  const offers = await offersFor(memberId, [...(await claimable('page')), ...(await claimable('order'))])
  const near = storeId ? takenIn(storeId) : () => 0
  offers.sort((a, b) => order[a.mine.state] - order[b.mine.state] || near(a) - near(b))
  return { offers }
}

/** One coupon for one member, or for anybody. @throws coupon_not_found */
export async function offerOf(couponId: string, memberId: string | undefined): Promise<Offer> {
  const [offer] = await offersFor(memberId, [await couponOf(couponId)])
  return offer as Offer
}

const isFor = (storeId: string) => (it: CouponDoc) =>
  !it.scope.storeIds || it.scope.storeIds.includes(storeId)

/**
 * Free coupons the staff of a store may give by a way now (CO-2), as they stand for a member where one is known, and how
 * many of each are left.
 */
export async function offersToGive(way: ClaimWay, storeId: string, memberId?: string) {
  const coupons = (await claimable(way)).filter(
    (it) => isFor(storeId)(it) && it.benefit.kind !== 'experience',
  )
  const [offers, seen] = await Promise.all([offersFor(memberId, coupons), looks(coupons.map((it) => it._id))])
  const leftOf = ({ _id, quota }: CouponDoc) => Math.max(0, quota.total - (seen.get(_id)?.claimed ?? 0))
  return offers.map((offer, at) => ({ offer, left: leftOf(coupons[at] as CouponDoc) }))
}

/** The gifts of a store's QR (ST-5). @throws scene_unknown */
export async function sceneGifts(scene: string, memberId: string) {
  const store = await storeOfScene(scene)
  return { store, offers: await offersFor(memberId, (await claimable('scene')).filter(isFor(store.id))) }
}

/** 到店礼 of the stores around a shopper, each offered once per shopper, store and coupon (ST-4). */
export async function arrivals(memberId: string, from: [number, number]) {
  const gifts = await claimable('arrival')
  if (!gifts.length) return { arrivals: [] }
  const at = now()
  const around = await storesAround(from, 20, at)
  const found: { offer: Offer; store: StoreSummary }[] = []
  for (const { kind: _, ...store } of around.filter((it) => it.distance <= ARRIVAL_METRES)) {
    const offers = await offersFor(memberId, gifts.filter(isFor(store.id)), store.id)
    for (const offer of offers)
      if (offer.mine.state === 'claimable' && (await noteArrival(offer.couponId, memberId, store.id, at)))
        found.push({ offer, store })
  }
  return { arrivals: found }
}
