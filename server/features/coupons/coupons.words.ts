import type { z } from 'zod'
import { addDays, shanghai } from '../../kernel/shanghai'
import type { couponFace } from './coupons.shapes.contract'
import type { CouponDoc } from './coupons.model'
import type { Benefit, Stacking } from './coupons.rules'

/** `¥30`, `¥9.9`: without what is zero. */
export const yuan = (fen: number): string => `¥${Number((fen / 100).toFixed(2))}`
const bare = (fen: number): string => yuan(fen).slice(1)
const from = (threshold: number): string => (threshold ? `满 ${bare(threshold)} 可用` : '无门槛')

/** The two lines on a coupon's left half. */
export function benefitWords(it: Benefit): { big: string; small: string } {
  switch (it.kind) {
    case 'amountOff':
      return { big: yuan(it.off), small: from(it.threshold) }
    case 'percentOff': {
      const big = `${Number((it.percent / 10).toFixed(1))}折`
      const most = it.most ? `最高减 ${yuan(it.most)}` : ''
      return {
        big,
        small: it.threshold ? [from(it.threshold), most].filter(Boolean).join('，') : most || '无门槛',
      }
    }
    case 'gift':
      return { big: '兑换', small: it.gift }
    case 'freeShipping':
      return { big: it.most ? yuan(it.most) : '免运费', small: it.threshold ? from(it.threshold) : '免运费' }
    case 'experience':
      return { big: yuan(it.price), small: it.service }
  }
}

function stackWords({ member, coupons }: Stacking, { kind }: Benefit): string {
  if (kind === 'gift' || kind === 'experience') return ''
  const withMember = kind === 'freeShipping' || member ? '可与会员折扣同用' : '不与会员折扣同用'
  return coupons ? `${withMember}，可与其他类型的券同用` : `${withMember}，不与其他券同用`
}

/** Where it may be used, from its scope and the name of its only store. */
export function whereWords(
  { scope, benefit }: Pick<CouponDoc, 'scope' | 'benefit'>,
  storeName: string | undefined,
): string {
  const { storeIds, channels } = scope
  const stores = !storeIds
    ? '全部门店'
    : storeIds.length === 1
      ? (storeName ?? '1 家店')
      : `${storeIds.length} 家店`
  if (benefit.kind === 'gift') return `${stores} · 到店兑换`
  if (benefit.kind === 'experience') return `${stores} · 到店体验`
  if (!channels.includes('store')) return storeIds ? `${stores} · 线上下单可用` : '线上下单可用'
  return channels.includes('online') ? `${stores} · 线上也能用` : `${stores} · 到店可用`
}

/** A coupon's face in the shop's words. */
export const faceOf = (coupon: CouponDoc, storeName: string | undefined): z.input<typeof couponFace> => ({
  couponId: coupon._id,
  title: coupon.title,
  kind: coupon.benefit.kind,
  benefit: coupon.benefit,
  ...benefitWords(coupon.benefit),
  where: whereWords(coupon, storeName),
  stacks: stackWords(coupon.stacking, coupon.benefit),
  channels: coupon.scope.channels,
  ...(coupon.scope.storeIds ? { storeIds: coupon.scope.storeIds } : {}),
  ...(coupon.note ? { note: coupon.note } : {}),
})

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** `11 月 24 日` of an instant in Shanghai. */
export function dayWords(at: Date): string {
  const [, month, day] = shanghai(at).date.split('-')
  return `${Number(month)} 月 ${Number(day)} 日`
}
/** `11 月 24 日 16:38` */
export const momentWords = (at: Date): string => `${dayWords(at)} ${clockOf(shanghai(at).minute)}`

/** `后天 22:00 到期`, `11 月 30 日到期`: the last minute in which it works. */
export function expiryWords(expiresAt: Date, at: Date): string {
  const last = new Date(expiresAt.getTime() - 60_000)
  const { date, minute } = shanghai(last)
  const today = shanghai(at).date
  const near = ['今天', '明天', '后天'].find((_, days) => addDays(today, days) === date)
  if (!near) return `${dayWords(last)}到期`
  return `${near} ${minute === 1439 ? '23:59' : clockOf(minute + 1)} 到期`
}

/** `860m`, `2.1km` */
export const distanceWords = (metres: number): string =>
  metres < 1000 ? `${metres}m` : `${(metres / 1000).toFixed(1)}km`

const thing = (text: string): string => {
  const all = [...text]
  return all.length > 20 ? `${all.slice(0, 19).join('')}…` : text || '无'
}
/** The words of a reminder that a coupon ends soon. */
export function reminderWords(where: string, title: string, expiresAt: Date) {
  const last = new Date(expiresAt.getTime() - 60_000)
  const [year, month, day] = shanghai(last).date.split('-')
  return {
    thing1: thing(title),
    thing2: thing(where),
    time3: `${year}年${month}月${day}日 ${clockOf(shanghai(last).minute)}`,
    thing4: '快到期了，记得来用',
  }
}
