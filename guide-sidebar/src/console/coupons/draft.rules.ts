import type { Api } from '../../../../server/api'
import { dayFrom } from '../edit/fields.rules'

export type Managed = Api['GET /console/coupons/:couponId']['response']
export type Draft = Api['POST /console/coupons']['body']
export type Kind = Draft['benefit']['kind']
export type Way = Draft['ways'][number]
export type Channel = Draft['scope']['channels'][number]
export type Tier = NonNullable<Draft['audience']['tiers']>[number]

/** A coupon while it is being typed: money in fen, times as instants; what is not filled in is undefined. */
export interface CouponForm {
  title: string
  note: string
  kind: Kind
  threshold: number | undefined
  off: number | undefined
  /** In tenths of 折: 85 is 8.5 折. */
  percent: number | undefined
  most: number | undefined
  gift: string
  giftSkuId: string | undefined
  price: number | undefined
  service: string
  where: 'all' | 'some'
  storeIds: string[]
  what: 'all' | 'categories' | 'skus'
  categoryIds: string[]
  skuIds: string[]
  channels: Channel[]
  who: 'all' | 'new' | 'tiers'
  tiers: Tier[]
  from: string | undefined
  until: string | undefined
  ways: Way[]
  lasting: 'days' | 'fixed'
  days: number | undefined
  validFrom: string | undefined
  validUntil: string | undefined
  total: number | undefined
  perDay: number | undefined
  perPerson: number | undefined
  member: boolean
  coupons: boolean
}

export const PARTS = [
  'title',
  'note',
  'benefit',
  'scope.storeIds',
  'scope.skuIds',
  'scope.categoryIds',
  'scope.channels',
  'scope',
  'audience',
  'claim',
  'ways',
  'validity',
  'quota.total',
  'quota.perDay',
  'quota.perPerson',
] as const
export type Part = (typeof PARTS)[number]

const DAY_MINUTES = 24 * 60

/** An empty coupon of an operator: claimed from tomorrow 10:00 for two weeks; of their own stores where they have some. */
export const emptyForm = (now: number, storeIds: readonly string[] | undefined): CouponForm => ({
  title: '',
  note: '',
  kind: 'amountOff',
  threshold: 20_000,
  off: 3_000,
  percent: 85,
  most: undefined,
  gift: '',
  giftSkuId: undefined,
  price: undefined,
  service: '',
  where: storeIds ? 'some' : 'all',
  storeIds: storeIds?.length === 1 ? [...storeIds] : [],
  what: 'all',
  categoryIds: [],
  skuIds: [],
  channels: ['online', 'store'],
  who: 'all',
  tiers: [],
  from: dayFrom(now, 1, 600),
  until: dayFrom(now, 15, DAY_MINUTES - 1),
  ways: ['page'],
  lasting: 'days',
  days: 7,
  validFrom: undefined,
  validUntil: undefined,
  total: 1_000,
  perDay: undefined,
  perPerson: 1,
  member: true,
  coupons: true,
})

const benefitForm = (it: Draft['benefit']): Partial<CouponForm> => {
  switch (it.kind) {
    case 'amountOff':
      return { threshold: it.threshold, off: it.off }
    case 'percentOff':
      return { threshold: it.threshold, percent: it.percent, most: it.most }
    case 'gift':
      return { gift: it.gift, giftSkuId: it.skuId }
    case 'freeShipping':
      return { threshold: it.threshold, most: it.most }
    case 'experience':
      return { price: it.price, service: it.service }
  }
}

/** What a coupon holds, to be changed. */
export const formOf = (it: Managed, now: number): CouponForm => ({
  ...emptyForm(now, undefined),
  title: it.title,
  note: it.note ?? '',
  kind: it.benefit.kind,
  ...benefitForm(it.benefit),
  where: it.scope.storeIds ? 'some' : 'all',
  storeIds: it.scope.storeIds ?? [],
  what: it.scope.skuIds ? 'skus' : it.scope.categoryIds ? 'categories' : 'all',
  categoryIds: it.scope.categoryIds ?? [],
  skuIds: it.scope.skuIds ?? [],
  channels: it.scope.channels,
  who: it.audience.newOnly ? 'new' : it.audience.tiers ? 'tiers' : 'all',
  tiers: it.audience.tiers ?? [],
  from: it.claim.from,
  until: it.claim.until,
  ways: it.ways,
  lasting: it.validity.kind,
  days: it.validity.kind === 'days' ? it.validity.days : 7,
  validFrom: it.validity.kind === 'fixed' ? it.validity.from : undefined,
  validUntil: it.validity.kind === 'fixed' ? it.validity.until : undefined,
  total: it.quota.total,
  perDay: it.quota.perDay,
  perPerson: it.quota.perPerson,
  member: it.stacking.member,
  coupons: it.stacking.coupons,
})

const benefitOf = (it: CouponForm): Draft['benefit'] | undefined => {
  const { kind, threshold = 0, off, percent, most, gift, giftSkuId, price, service } = it
  switch (kind) {
    case 'amountOff':
      return off ? { kind, threshold, off } : undefined
    case 'percentOff':
      return percent && percent < 100 ? { kind, threshold, percent, ...(most ? { most } : {}) } : undefined
    case 'gift':
      return gift.trim() ? { kind, gift: gift.trim(), ...(giftSkuId ? { skuId: giftSkuId } : {}) } : undefined
    case 'freeShipping':
      return { kind, threshold, ...(most ? { most } : {}) }
    case 'experience':
      return price && service.trim() ? { kind, price, service: service.trim() } : undefined
  }
}
const NOT_GIVEN: Record<Kind, string> = {
  amountOff: '写上减多少元',
  percentOff: '写上打几折，比如 8.5',
  gift: '写上送什么，比如 桂花奶茶 1 杯',
  freeShipping: '',
  experience: '写上价钱和体验内容',
}

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: CouponForm): Partial<Record<Part, string>> => {
  const problems: Partial<Record<Part, string>> = {}
  if (!it.title.trim()) problems.title = '给券起个名字，顾客在券包里看到的就是它'
  if (!benefitOf(it)) problems.benefit = NOT_GIVEN[it.kind]
  if (it.where === 'some' && it.storeIds.length === 0) problems['scope.storeIds'] = '选至少一家门店'
  if (it.what === 'skus' && it.skuIds.length === 0) problems['scope.skuIds'] = '选至少一件商品'
  if (it.what === 'categories' && it.categoryIds.length === 0) problems['scope.skuIds'] = '选至少一个分类'
  if (it.channels.length === 0) problems['scope.channels'] = '选至少一个渠道'
  if (it.who === 'tiers' && it.tiers.length === 0) problems.audience = '选至少一个等级'
  if (!it.from || !it.until) problems.claim = '写上领取的开始和结束'
  if (it.ways.length === 0) problems.ways = '选至少一种领法'
  if (it.lasting === 'days' && it.days === undefined) problems.validity = '写上领后几天有效，当天用完写 0'
  if (it.lasting === 'fixed' && !(it.validFrom && it.validUntil)) problems.validity = '写上有效期的开始和结束'
  if (!it.total) problems['quota.total'] = '写上一共发多少张'
  if (!it.perPerson) problems['quota.perPerson'] = '写上每人最多领几张'
  return problems
}

/** What is sent to the server; undefined while something is missing that has no stand-in. */
export const draftOf = (it: CouponForm): Draft | undefined => {
  const benefit = benefitOf(it)
  const { from, until, validFrom, validUntil, days, total, perDay, perPerson } = it
  if (!benefit || !from || !until || !total || !perPerson) return undefined
  const fixed =
    validFrom && validUntil ? { kind: 'fixed' as const, from: validFrom, until: validUntil } : undefined
  const validity =
    it.lasting === 'fixed' ? fixed : days === undefined ? undefined : { kind: 'days' as const, days }
  if (!validity) return undefined
  return {
    title: it.title.trim(),
    ...(it.note.trim() ? { note: it.note.trim() } : {}),
    benefit,
    scope: {
      channels: it.channels,
      ...(it.where === 'some' ? { storeIds: it.storeIds } : {}),
      ...(it.what === 'skus' ? { skuIds: it.skuIds } : {}),
      ...(it.what === 'categories' ? { categoryIds: it.categoryIds } : {}),
    },
    audience: { newOnly: it.who === 'new', ...(it.who === 'tiers' ? { tiers: it.tiers } : {}) },
    claim: { from, until },
    ways: it.ways,
    validity,
    quota: { total, perPerson, ...(perDay ? { perDay } : {}) },
    stacking: { member: it.member, coupons: it.coupons },
  }
}

/** As `draftOf`, with stand-ins for what has no influence on the looks: for the phone beside the form. */
export const sketchOf = (it: CouponForm): Draft | undefined =>
  draftOf({
    ...it,
    title: it.title.trim() || '优惠券的名字',
    gift: it.gift.trim() || '送什么',
    service: it.service.trim() || '体验什么',
    price: it.price ?? 990,
    where: it.storeIds.length > 0 ? it.where : 'all',
    what: it.what === 'skus' && it.skuIds.length === 0 ? 'all' : it.what,
    channels: it.channels.length > 0 ? it.channels : ['online', 'store'],
    ways: it.ways.length > 0 ? it.ways : ['page'],
    total: it.total ?? 1,
    perPerson: it.perPerson ?? 1,
    lasting: it.validFrom && it.validUntil ? it.lasting : 'days',
    days: it.days ?? 7,
    who: it.who === 'tiers' && it.tiers.length === 0 ? 'all' : it.who,
    ...(it.what === 'categories' && it.categoryIds.length === 0 ? { what: 'all' as const } : {}),
  })

/** What changes along with the kind: where it works and how it is had. */
export const ofKind = (kind: Kind, it: CouponForm): Partial<CouponForm> => {
  if (kind === 'gift') return { kind, channels: ['store'], what: 'all' }
  if (kind === 'experience') return { kind, channels: ['store'], ways: ['order'], what: 'all' }
  if (kind === 'freeShipping')
    return { kind, channels: ['online'], what: 'all', threshold: it.threshold ?? 0 }
  return { kind, ...(it.kind === 'experience' ? { ways: ['page'] } : {}), channels: ['online', 'store'] }
}
