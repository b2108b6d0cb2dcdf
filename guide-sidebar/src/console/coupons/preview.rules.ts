import { instantOf, localOf } from '../edit/fields.rules'
import type { CouponForm, Way } from './draft.rules'

const DAY = 86_400_000

/** How a coupon reaches a shopper other than from the coupon centre. */
export const WAY_WORDS: Record<Way, string> = {
  page: '领券中心能领',
  scene: '扫了门店的码，进小程序就看到',
  arrival: '走近门店 3 公里，进小程序就看到',
  guide: '导购在聊天里发给顾客',
  event: '报名活动后自动到券包',
  journey: '到了条件自动到券包',
  referral: '好友下首单后，两个人都有',
  order: '在小程序付款后到券包',
  code: '凭兑换码领取',
}

const dateWords = (local: string): string =>
  `${Number(local.slice(5, 7))} 月 ${Number(local.slice(8, 10))} 日`

/** Until when a coupon works that is claimed when claiming begins, or now where it has begun. */
export const lastsUntil = ({ lasting, days, from, validUntil }: CouponForm, now: number): string => {
  if (lasting === 'fixed') return validUntil ? `${dateWords(localOf(validUntil))}到期` : ''
  if (days === undefined) return ''
  const claimed = Math.max(now, Date.parse(from ?? '') || 0)
  const last = localOf(new Date(claimed + days * DAY).toISOString())
  return instantOf(last) ? `${dateWords(last)}到期` : ''
}
