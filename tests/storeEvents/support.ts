import { storeEventWrites, type StoreEventDoc } from '../../server/features/storeEvents/storeEvents.service'
import { now } from '../../server/kernel/clock'
import { build, next } from '../support/build'
import { memberSession, signInGuide } from '../support/people'
import type { Reply, TestProduct } from '../support/product'

const HOUR = 3600_000
const DAY = 24 * HOUR

export const codeOf = ({ status, body }: Reply) => [status, body?.error?.code]

/** An event of a store in three days, open for sign-up until an hour before, of 3 seats without a line. */
export async function anEvent(overrides: Partial<StoreEventDoc> = {}): Promise<StoreEventDoc> {
  const at = now()
  const start = overrides.start ?? new Date(at.getTime() + 3 * DAY)
  const event: StoreEventDoc = {
    _id: `ste_t${next()}`,
    kind: 'tasting',
    title: '秋茶品鉴会',
    summary: '三款新茶，现场冲泡',
    detail: ['名额有限。'],
    image: '/media/events/tea.webp',
    storeId: overrides.storeId ?? (await build.store())._id,
    city: '上海',
    code: `T${String(next()).padStart(7, '0')}`,
    start,
    end: new Date(start.getTime() + 2 * HOUR),
    signUpFrom: new Date(at.getTime() - HOUR),
    signUpUntil: new Date(start.getTime() - HOUR),
    cancelUntil: new Date(start.getTime() - 12 * HOUR),
    quota: 3,
    line: 0,
    audience: { newOnly: false },
    photoPoints: 0,
    status: 'scheduled',
    version: 1,
    createdAt: at,
    createdBy: 'test',
    updatedAt: at,
    outbox: [],
    ...overrides,
  }
  await storeEventWrites.put([event])
  return event
}

/** What a member does with events. */
export async function guest(product: TestProduct, overrides: Parameters<typeof build.member>[0] = {}) {
  const { memberId, token } = await memberSession(overrides)
  const signUp = (eventId: string, body: object = {}) =>
    product.post(`/store-events/${eventId}/sign-up`, { token, body })
  return {
    memberId,
    token,
    signUp,
    /** Signs up and answers the sign-up's id. */
    async seat(eventId: string): Promise<string> {
      const { status, body } = await signUp(eventId)
      if (status !== 200) throw new Error(`sign-up answered ${JSON.stringify(body)}`)
      return body.id
    },
    cancel: (id: string) => product.post(`/me/sign-ups/${id}/cancel`, { token }),
    mine: async (id: string) => (await product.get(`/me/sign-ups/${id}`, { token })).body,
    event: async (id: string) => (await product.get(`/store-events/${id}`, { token })).body,
    code: async (id: string): Promise<string> =>
      (await product.get(`/me/sign-ups/${id}/code`, { token })).body.qr,
    scan: (scene: string) => product.post('/me/sign-ups/check-in', { token, body: { scene } }),
    show: (id: string, picture: string, words?: string) =>
      product.post(`/me/sign-ups/${id}/photos`, { token, body: { picture, ...(words ? { words } : {}) } }),
  }
}

export const guests = (product: TestProduct, count: number) =>
  Promise.all(Array.from({ length: count }, () => guest(product)))

/** A counter of a store. */
export async function counter(product: TestProduct, storeId: string) {
  const { token, guide } = await signInGuide(product, { storeId })
  return {
    token,
    guide,
    checkIn: (code: string) => product.post('/store-events/check-ins', { token, body: { code } }),
    guests: (eventId: string) => product.get(`/store-events/${eventId}/sign-ups`, { token }),
    photos: async () => (await product.get('/event-photos', { token })).body.photos,
    decide: (id: string, to: 'approve' | 'reject', body?: object) =>
      product.post(`/event-photos/${id}/${to}`, { token, ...(body ? { body } : {}) }),
  }
}

/** A picture of so many bytes, base64, each different from another. */
export const picture = (n: number, bytes = 64): string =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bytes, n)]).toString('base64')
