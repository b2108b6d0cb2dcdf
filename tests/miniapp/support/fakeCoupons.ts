import type { Api } from '../../../server/api'
import { inMinutes, refuse, type Route } from './fakePrices'

export type Offer = Api['GET /coupons']['response']['offers'][number]
export type Grant = Api['GET /me/coupons']['response']['grants'][number]

const face = {
  couponId: 'cpn_1',
  title: '家居茶器券',
  kind: 'amountOff' as const,
  benefit: { kind: 'amountOff' as const, threshold: 20_000, off: 3000 },
  big: '¥30',
  small: '满 200 可用',
  where: '全部门店 · 线上也能用',
  stacks: '可与会员折扣同用',
  channels: ['online', 'store'] as ('online' | 'store')[],
}

/** A claimable coupon, unless told otherwise. */
export const offerOf = (more: Partial<Offer> = {}): Offer => ({
  ...face,
  claimedPercent: 42,
  claimFrom: inMinutes(-60),
  claimUntil: inMinutes(6000),
  mine: { state: 'claimable', text: '立即领取', claimed: 0, limit: 1, nth: 1 },
  ...more,
})
/** A coupon that can be used, unless told otherwise. */
export const grantOf = (more: Partial<Grant> = {}): Grant => ({
  ...face,
  id: 'cgr_1',
  state: 'usable',
  stateText: '11 月 30 日到期',
  way: 'page',
  claimedAt: inMinutes(-60),
  validFrom: inMinutes(-60),
  expiresAt: inMinutes(6000),
  isExpiring: false,
  ...more,
})

/** The coupons of one member, in memory. */
export const createCoupons = () => {
  const offers = new Map<string, Offer>()
  const grants = new Map<string, Grant>()
  const say = { refuse: undefined as { status: number; code: string; text: string } | undefined }
  let codes = 0

  const claim = (couponId: string) => {
    if (say.refuse) return refuse(say.refuse.status, say.refuse.code, say.refuse.text)
    const offer = offers.get(couponId)
    if (!offer) return undefined
    const grant = grantOf({ ...offer, id: `cgr_${couponId}` } as Partial<Grant>)
    grants.set(grant.id, grant)
    offers.set(couponId, {
      ...offer,
      mine: { state: 'claimed', text: '已领 1 张', claimed: 1, limit: 1, grantId: grant.id },
    })
    return grant
  }
  const isUnder = (tab: string, { state }: Grant): boolean =>
    tab === 'used' || tab === 'expired' ? state === tab : !['used', 'expired'].includes(state)

  const routes: Route[] = [
    [/^GET \/coupons$/, (): Api['GET /coupons']['response'] => ({ offers: [...offers.values()] })],
    [/^POST \/coupons\/(cpn_\w+)\/claim$/, ([, id = '']) => claim(id)],
    [
      /^GET \/me\/coupons$/,
      (_, query): Api['GET /me/coupons']['response'] => {
        const all = [...grants.values()]
        const count = (tab: string) => all.filter((it) => isUnder(tab, it)).length
        const limit = Number(query.get('limit') ?? 20)
        const start = Number(query.get('cursor') ?? 0)
        const found = all.filter((it) => isUnder(query.get('tab') ?? 'usable', it))
        return {
          grants: found.slice(start, start + limit),
          counts: {
            usable: count('usable'),
            used: count('used'),
            expired: count('expired'),
            expiring: all.filter((it) => it.isExpiring).length,
          },
          ...(start + limit < found.length ? { next: String(start + limit) } : {}),
        }
      },
    ],
    [
      /^GET \/me\/coupons\/(cgr_\w+)$/,
      ([, id = '']): Api['GET /me/coupons/:grantId']['response'] | undefined => grants.get(id),
    ],
    [
      /^GET \/me\/coupons\/(cgr_\w+)\/code$/,
      ([, id = '']) =>
        grants.get(id)?.state === 'usable'
          ? {
              digits: '48260173',
              qr: `HC1.${id}.${++codes}`,
              refreshAt: inMinutes(0.5),
              expiresAt: inMinutes(6000),
            }
          : refuse(410, 'grant_not_usable', '这张券已经不能出示'),
    ],
  ]
  return { routes, offers, grants, say }
}
