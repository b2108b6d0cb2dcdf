import type { Api } from '../../../../server/api'
import type { Customer } from '../../sidebar/customer.rules'

export type Exercise = Api['GET /exercises/:flow']['response']
export type Flow = Exercise['flow']
export type Colleague = Api['GET /staff/exercises']['response']['guides'][number]

/** What a screen may ask in an exercise, and what is asked instead: the same question and answer. */
export const TWINS: Record<Flow, Partial<Record<keyof Api, keyof Api>>> = {
  redeem: {
    'POST /pickups/look': 'POST /exercises/redeem/pickups/look',
    'POST /pickups/redeem': 'POST /exercises/redeem/pickups/redeem',
    'POST /coupon-codes/look': 'POST /exercises/redeem/coupon-codes/look',
    'POST /coupon-codes/redeem': 'POST /exercises/redeem/coupon-codes/redeem',
  },
  scripts: {
    'GET /scripts': 'GET /exercises/scripts/scripts',
    'POST /scripts': 'POST /exercises/scripts/scripts',
    'PUT /scripts/:scriptId': 'PUT /exercises/scripts/scripts/:scriptId',
    'DELETE /scripts/:scriptId': 'DELETE /exercises/scripts/scripts/:scriptId',
    'PUT /scripts/:scriptId/favourite': 'PUT /exercises/scripts/scripts/:scriptId/favourite',
    'POST /scripts/:scriptId/used': 'POST /exercises/scripts/scripts/:scriptId/used',
    'POST /word-checks': 'POST /exercises/scripts/word-checks',
  },
}

/** `练到 3/8`, `已练完`, `还没练`; who once came to the end is through, also in a round anew. */
export const progressOf = (
  { state, at, finishedAt }: Pick<Exercise, 'state' | 'at' | 'finishedAt'>,
  of: number,
) => {
  if (finishedAt) return { text: '已练完', tone: 'ok' }
  return state === 'new' ? { text: '还没练', tone: '' } : { text: `练到 ${at}/${of}`, tone: 'warn' }
}

/** The person the words are said to. */
export const playCustomer = (storeName: string, guideName: string, now: number): Customer => {
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
  return {
    externalUserId: 'exercise',
    name: '许知夏',
    followedSince: ago(200),
    member: {
      id: 'mem_exercise',
      phone: '139****0000',
      tier: 'gold',
      points: 860,
      homeStoreName: storeName,
      guideName,
      isMine: true,
      consents: { personalised: true, massMessage: true, phone: false },
      joinedAt: ago(300),
      spend12m: 268_000,
      spendTotal: 268_000,
      orderCount: 6,
      onlineShare: 0.5,
      lastVisitAt: ago(12),
    },
    tags: [],
    visits: [],
    visitTotal: 0,
    appointments: { coming: [], tried: [] },
  }
}
