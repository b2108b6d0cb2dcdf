import { behind, type Mark } from '../../kernel/cursor'
import { grantModel, type GrantDoc } from './coupons.grants.model'
import type { GrantStatus } from './coupons.rules'

export type Tab = 'usable' | 'used' | 'expired'
const tabs: Record<Tab, (at: Date) => { filter: Record<string, unknown>; by: string; order: 1 | -1 }> = {
  // What an unpaid order holds stays among the usable ones past its time: it comes back or is used.
  usable: (at) => ({
    filter: { $or: [{ status: 'held', expiresAt: { $gt: at } }, { status: 'locked' }] },
    by: 'expiresAt',
    order: 1,
  }),
  used: () => ({ filter: { status: 'used' }, by: 'use.at', order: -1 }),
  expired: (at) => ({ filter: { status: 'held', expiresAt: { $lte: at } }, by: 'expiresAt', order: -1 }),
}

/** A page of a member's wallet. */
export function walletPage(
  memberId: string,
  tab: Tab,
  at: Date,
  after: Mark | undefined,
  limit: number,
): Promise<GrantDoc[]> {
  const { filter, by, order } = tabs[tab](at)
  return grantModel
    .find({ memberId, $and: [filter, behind(by, after, order === 1 ? '$gt' : '$lt')] })
    .sort({ [by]: order, _id: order })
    .limit(limit)
    .lean<GrantDoc[]>()
}

/** How many a member has under each tab, and of the usable ones how many expire before an instant. */
export async function walletCounts(memberId: string, at: Date, expiringBy: Date) {
  const count = (filter: Record<string, unknown>) => grantModel.countDocuments({ memberId, ...filter })
  const [usable, used, expired, expiring] = await Promise.all([
    count(tabs.usable(at).filter),
    count(tabs.used(at).filter),
    count(tabs.expired(at).filter),
    count({ status: 'held', validFrom: { $lte: at }, expiresAt: { $gt: at, $lt: expiringBy } }),
  ])
  return { usable, used, expired, expiring }
}

/** Redeemed at the counter of a store, latest first. */
export const grantsUsedIn = (storeId: string, since: Date, limit: number): Promise<GrantDoc[]> =>
  grantModel
    .find({ 'use.storeId': storeId, 'use.at': { $gte: since }, 'use.by': { $gt: '' } })
    .sort({ 'use.at': -1 })
    .limit(limit)
    .lean<GrantDoc[]>()

export interface Results {
  claimed: number
  used: number
  locked: number
  gmv: number
  off: number
}
const none = { claimed: 0, used: 0, locked: 0, gmv: 0, off: 0 }

/** Live results of coupons, in pieces and fen. */
export async function resultsOf(couponIds: readonly string[]): Promise<Map<string, Results>> {
  const rows = await grantModel.aggregate<{
    _id: { couponId: string; status: GrantStatus }
    count: number
    amount: number
    off: number
  }>([
    { $match: { couponId: { $in: [...couponIds] } } },
    {
      $group: {
        _id: { couponId: '$couponId', status: '$status' },
        count: { $sum: 1 },
        amount: { $sum: '$use.amount' },
        off: { $sum: '$use.off' },
      },
    },
  ])
  const found = new Map<string, Results>(couponIds.map((it) => [it, { ...none }]))
  for (const { _id, count, amount, off } of rows) {
    const of = found.get(_id.couponId)
    if (!of) continue
    of.claimed += count
    if (_id.status === 'used') Object.assign(of, { used: count, gmv: amount, off })
    if (_id.status === 'locked') of.locked = count
  }
  return found
}

/** Shanghai days of an instant in the documents, e.g. `2026-11-24`. */
const dayOf = (field: string) => ({
  $dateToString: { date: field, format: '%Y-%m-%d', timezone: 'Asia/Shanghai' },
})
const perDay = (match: Record<string, unknown>, field: string) =>
  grantModel.aggregate<{ _id: string; count: number }>([
    { $match: match },
    { $group: { _id: dayOf(field), count: { $sum: 1 } } },
  ])

interface Sums {
  used: number
  gmv: number
  off: number
}
const sums = { used: { $sum: 1 }, gmv: { $sum: '$use.amount' }, off: { $sum: '$use.off' } }

export interface Course {
  claimed: Map<string, number>
  used: Map<string, number>
  /** By the store of the counter. */
  stores: Map<string, Sums>
  /** In orders. */
  online: Sums
}

/** What came of a coupon by Shanghai day, by store and in orders; in pieces and fen. */
export async function courseOf(couponId: string): Promise<Course> {
  const used = { couponId, status: 'used' }
  const [claimed, byDay, byStore, [online]] = await Promise.all([
    perDay({ couponId }, '$claimedAt'),
    perDay(used, '$use.at'),
    grantModel.aggregate<Sums & { _id: string }>([
      { $match: { ...used, 'use.by': { $gt: '' }, 'use.storeId': { $gt: '' } } },
      { $group: { _id: '$use.storeId', ...sums } },
    ]),
    grantModel.aggregate<Sums>([
      { $match: { ...used, 'use.orderId': { $gt: '' } } },
      { $group: { _id: null, ...sums } },
    ]),
  ])
  const counted = (rows: readonly { _id: string; count: number }[]) =>
    new Map(rows.map((it) => [it._id, it.count]))
  return {
    claimed: counted(claimed),
    used: counted(byDay),
    stores: new Map(byStore.map(({ _id, ...it }) => [_id, it])),
    online: { used: online?.used ?? 0, gmv: online?.gmv ?? 0, off: online?.off ?? 0 },
  }
}
