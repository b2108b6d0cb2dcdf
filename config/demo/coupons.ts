import type { CouponDoc, GrantRow } from '../../server/features/coupons/coupons.service'
import { addDays, instantOf } from './days'
import { randomOf } from './random'
import type { DemoChain, DemoStore } from './types'

const WHEN = ['past', 'live', 'soon'] as const
type When = (typeof WHEN)[number]

/** Claimed until days from the chain's day; `past` is over, `soon` begins tomorrow. */
const spans: Record<When, [from: number, until: number]> = { past: [-40, -3], live: [-12, 21], soon: [1, 15] }
const statuses: Record<When, CouponDoc['status']> = { past: 'ended', live: 'live', soon: 'scheduled' }

type Line = Pick<CouponDoc, 'title' | 'benefit'> &
  Partial<Pick<CouponDoc, 'note' | 'scope' | 'audience' | 'ways' | 'validity' | 'quota' | 'stacking'>> & {
    when?: When
    /** Names of the stores it is for; left out: every store. */
    stores?: string[]
    isPaused?: true
  }

const both: CouponDoc['scope'] = { channels: ['online', 'store'] }
const online: CouponDoc['scope'] = { channels: ['online'] }
const inShop: CouponDoc['scope'] = { channels: ['store'] }
const off = (threshold: number, amount: number): CouponDoc['benefit'] => ({
  kind: 'amountOff',
  threshold: threshold * 100,
  off: amount * 100,
})

const lines = (day: string): Line[] => [
  {
    title: '家居茶器券',
    benefit: off(200, 30),
    scope: { ...both, categoryIds: ['cat_home'] },
    note: '家居正价商品可用',
    quota: { total: 20_000, perDay: 2000, perPerson: 2 },
  },
  {
    title: '美妆护肤券',
    benefit: { kind: 'percentOff', percent: 85, threshold: 0, most: 6000 },
    scope: { ...both, categoryIds: ['cat_beauty'] },
    note: '彩妆、护肤正价商品，小样除外',
    validity: { kind: 'days', days: 3 },
  },
  { title: '新人满 100 减 30', benefit: off(100, 30), audience: { newOnly: true }, note: '入会 30 天内可领' },
  {
    title: '金银卡会员日券',
    benefit: off(150, 30),
    audience: { newOnly: false, tiers: ['silver', 'gold'] },
    quota: { total: 5000, perPerson: 1 },
  },
  {
    title: '桂花奶茶兑换券 1 杯',
    benefit: { kind: 'gift', gift: '桂花奶茶 1 杯' },
    scope: inShop,
    ways: ['scene'],
    stores: ['静安寺店', '世纪大道店'],
    note: '扫店里的码领，茶饮吧兑换',
  },
  {
    title: '到店礼 香片茶包',
    benefit: { kind: 'gift', gift: '香片茶包 3 袋' },
    scope: inShop,
    ways: ['arrival'],
    stores: ['静安寺店', '新天地店', '中山公园店', '徐家汇店'],
    note: '走近门店 3 公里就能领',
    validity: { kind: 'days', days: 2 },
  },
  {
    title: '现烤烘焙券',
    benefit: off(0, 15),
    scope: { ...both, categoryIds: ['cat_bakery'] },
    quota: { total: 3000, perDay: 200, perPerson: 1 },
    stacking: { member: true, coupons: false },
  },
  {
    title: '1 小时达运费券',
    benefit: { kind: 'freeShipping', threshold: 0, most: 600 },
    scope: online,
    quota: { total: 50_000, perPerson: 3 },
  },
  {
    title: '快递免邮券',
    benefit: { kind: 'freeShipping', threshold: 5900 },
    scope: online,
    validity: { kind: 'fixed', from: instantOf(day, 0), until: instantOf(addDays(day, 30), 0) },
  },
  {
    title: '新天地店开业券',
    benefit: off(399, 50),
    scope: inShop,
    stores: ['新天地店'],
    quota: { total: 500, perPerson: 1 },
    stacking: { member: false, coupons: false },
  },
  {
    title: '羊绒季 9 折券',
    benefit: { kind: 'percentOff', percent: 90, threshold: 30_000, most: 20_000 },
    scope: { ...both, categoryIds: ['cat_apparel'] },
    when: 'soon',
  },
  { title: '初冬围炉满减券', benefit: off(300, 60), when: 'soon', quota: { total: 20_000, perPerson: 1 } },
  { title: '店庆满 200 减 40', benefit: off(200, 40), when: 'past', quota: { total: 400, perPerson: 1 } },
  { title: '护手霜试用装', benefit: { kind: 'gift', gift: '护手霜 10ml' }, scope: inShop, isPaused: true },
  {
    title: '活动到店礼券',
    benefit: off(99, 20),
    scope: inShop,
    ways: ['event'],
    note: '报名活动即送，门店消费可用',
    quota: { total: 5000, perPerson: 1 },
  },
  {
    title: '邀友券 满 100 减 25',
    benefit: off(100, 25),
    ways: ['referral'],
    note: '邀好友完成首单，双方各得一张',
    quota: { total: 50_000, perPerson: 11 },
  },
  {
    title: '¥9.9 护肤体验券',
    benefit: { kind: 'experience', price: 990, service: '深层清洁护肤 30 分钟' },
    scope: inShop,
    ways: ['order'],
    note: '付款后 14 天内到店体验，没用过随时退',
    quota: { total: 300, perPerson: 2 },
  },
  {
    title: '老友到店满 199 减 40',
    benefit: off(199, 40),
    ways: ['guide'],
    note: '导购单独发给你的，到店和线上都能用',
    quota: { total: 3000, perPerson: 2 },
    validity: { kind: 'days', days: 7 },
  },
  {
    title: '护手霜小样 10ml',
    benefit: { kind: 'gift', gift: '护手霜小样 10ml' },
    scope: inShop,
    ways: ['guide'],
    note: '来店里跟导购说一声就能拿',
    quota: { total: 800, perPerson: 1 },
    validity: { kind: 'days', days: 7 },
  },
  {
    title: '静安寺店试穿礼 85 折',
    benefit: { kind: 'percentOff', percent: 85, threshold: 0, most: 20_000 },
    scope: { ...inShop, categoryIds: ['cat_apparel'] },
    ways: ['guide'],
    stores: ['静安寺店'],
    note: '试穿当天下单可用',
    quota: { total: 200, perPerson: 1 },
    validity: { kind: 'days', days: 3 },
    stacking: { member: false, coupons: true },
  },
]

/** The coupons of the demo chain, over all kinds that are claimed: running, scheduled, paused and ended (CO-1). */
export function buildCoupons({ day, locations }: DemoChain): CouponDoc[] {
  const stores = new Map(
    locations.filter((it): it is DemoStore => it.kind === 'store').map((it) => [it.name, it.id]),
  )
  return lines(day).map(({ when = 'live', stores: names, isPaused, ...it }, at) => {
    const [from, until] = spans[when]
    const storeIds = names?.flatMap((name) => stores.get(name) ?? [])
    const createdAt = new Date(instantOf(addDays(day, from - 2), 600 + at))
    return {
      _id: `cpn_${String(at + 1).padStart(4, '0')}`,
      audience: { newOnly: false },
      ways: ['page'],
      validity: { kind: 'days', days: 14 },
      quota: { total: 10_000, perPerson: 1 },
      stacking: { member: true, coupons: true },
      ...it,
      scope: { ...(it.scope ?? both), ...(storeIds?.length ? { storeIds } : {}) },
      claim: {
        from: new Date(instantOf(addDays(day, from), 600)),
        until: new Date(instantOf(addDays(day, until), 1439)),
      },
      status: isPaused ? 'paused' : statuses[when],
      version: 1,
      createdAt,
      createdBy: '何静',
      updatedAt: createdAt,
    }
  })
}

const HOLDERS = 200

/** Who of the first members has which coupons, used and unused; those that are over were used or have expired. */
export function buildGrants(
  { seed, day, members, guides }: DemoChain,
  coupons: readonly CouponDoc[],
): GrantRow[] {
  const isOpen = (it: CouponDoc) =>
    it.ways.includes('page') && (it.status === 'live' || it.status === 'ended')
  return members.slice(0, HOLDERS).flatMap((member, nth) => {
    const random = randomOf(seed, `coupons/${member.id}`)
    const fits = ({ audience: { newOnly, tiers } }: CouponDoc) =>
      !newOnly && (!tiers || tiers.includes(member.tier))
    return coupons
      .filter((it) => isOpen(it) && fits(it) && (nth === 0 || random.chance(0.4)))
      .map((coupon): GrantRow => {
        const isOver = coupon.status === 'ended'
        const ago = isOver ? random.int(16, 30) : random.int(0, 6)
        const claimedAt = new Date(instantOf(addDays(day, -ago), random.int(600, 1300)))
        const guide = random.pick(guides)
        const isUsed = ago > 0 && random.chance(isOver ? 0.5 : nth === 0 ? 0 : 0.25)
        const usedAt = new Date(claimedAt.getTime() + random.int(1, 20) * 3600_000)
        const benefit = coupon.benefit
        const taken = benefit.kind === 'amountOff' ? benefit.off : 0
        const spent = benefit.kind === 'amountOff' ? benefit.threshold + random.int(10, 180) * 100 : 0
        return {
          couponId: coupon._id,
          memberId: member.id,
          claimedAt,
          ...(isUsed
            ? {
                use: {
                  at: usedAt,
                  storeId: coupon.scope.storeIds?.[0] ?? guide.storeId,
                  by: guide.id,
                  amount: Math.max(0, spent - taken),
                  off: taken,
                },
              }
            : {}),
        }
      })
  })
}
