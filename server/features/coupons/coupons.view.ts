import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { distanceBetween, findLocation } from '../stores/stores.service'
import type { grantView } from './coupons.shapes.contract'
import type { GrantDoc } from './coupons.grants.model'
import { findCoupons, type CouponDoc } from './coupons.model'
import { grantStateAt, isExpiring } from './coupons.rules'
import { dayWords, distanceWords, expiryWords, faceOf, momentWords } from './coupons.words'

type View = z.input<typeof grantView>

/** A coupon's face with the name of its only store. */
export async function showCoupon(coupon: CouponDoc) {
  const only = coupon.scope.storeIds?.length === 1 ? coupon.scope.storeIds[0] : undefined
  return faceOf(coupon, only && (await findLocation(only))?.name)
}

/** The nearest of some stores to another one, with how far it is in metres. */
async function nearestOf(storeIds: readonly string[], fromId: string) {
  const from = await findLocation(fromId)
  const found = await Promise.all(storeIds.map(findLocation))
  const stores = found.flatMap((it) =>
    it ? [{ store: it, distance: from ? Math.round(distanceBetween(from.position, it.position)) : 0 }] : [],
  )
  return stores.sort((a, b) => a.distance - b.distance)[0]
}

/** Whether a coupon is taken in a store, and where else if not (CO-3). */
export async function hereOf({ scope }: CouponDoc, storeId: string): Promise<NonNullable<View['here']>> {
  const name = (await findLocation(storeId))?.name ?? '这家店'
  if (!scope.channels.includes('store')) return { isUsable: false, text: '这张券只能在小程序下单时用' }
  if (!scope.storeIds || scope.storeIds.includes(storeId)) return { isUsable: true, text: `${name}能用` }
  const nearest = await nearestOf(scope.storeIds, storeId)
  if (!nearest) return { isUsable: false, text: `${name}不能用这张券` }
  const { store, distance } = nearest
  const only = scope.storeIds.length === 1 ? `这张券只能在${store.name}用` : `最近能用的是${store.name}`
  return {
    isUsable: false,
    text: `${only}，离这里 ${distanceWords(distance)}`,
    storeId: store._id,
    distance,
  }
}

async function stateWords(grant: GrantDoc, usedStoreName: string | undefined): Promise<string> {
  const at = now()
  switch (grantStateAt(grant, at)) {
    case 'reserved':
      return '等你付款，付了就能用'
    case 'void':
      return '已退款'
    case 'locked':
      return '待付款订单占用'
    case 'used':
      return grant.use ? `${momentWords(grant.use.at)} 在${usedStoreName ?? '小程序'}用过` : '已使用'
    case 'expired':
      return `${dayWords(new Date(grant.expiresAt.getTime() - 60_000))}已过期`
    case 'notYet':
      return `${momentWords(grant.validFrom)} 起可用`
    case 'usable':
      return expiryWords(grant.expiresAt, at)
  }
}

/** A grant as its owner and staff see it; with a store, whether it works there. */
export async function viewGrant(grant: GrantDoc, coupon: CouponDoc, storeId?: string): Promise<View> {
  const { lock, use, purchase } = grant
  const usedStoreName = use?.storeId && (await findLocation(use.storeId))?.name
  const orderId = lock?.orderId ?? use?.orderId ?? purchase?.orderId
  return {
    ...(await showCoupon(coupon)),
    id: grant._id,
    state: grantStateAt(grant, now()),
    stateText: await stateWords(grant, usedStoreName || undefined),
    way: grant.way,
    claimedAt: grant.claimedAt.toISOString(),
    validFrom: grant.validFrom.toISOString(),
    expiresAt: grant.expiresAt.toISOString(),
    isExpiring: isExpiring(grant, now()),
    ...(grant.reason ? { reason: grant.reason } : {}),
    ...(orderId ? { orderId } : {}),
    ...(use ? { usedAt: use.at.toISOString() } : {}),
    ...(usedStoreName ? { usedStoreName } : {}),
    ...(storeId ? { here: await hereOf(coupon, storeId) } : {}),
  }
}

/** Grants with their coupons; one whose coupon is gone is left out. */
export async function withCoupons(
  grants: readonly GrantDoc[],
): Promise<{ grant: GrantDoc; coupon: CouponDoc }[]> {
  const coupons = await findCoupons([...new Set(grants.map((it) => it.couponId))])
  const byId = new Map(coupons.map((it) => [it._id, it]))
  return grants.flatMap((grant) => {
    const coupon = byId.get(grant.couponId)
    return coupon ? [{ grant, coupon }] : []
  })
}
