import {
  importServices,
  putHours,
  type AdviserHours,
  type ServiceDoc,
} from '../../server/features/appointments/appointments.service'
import { findSlot, slotIdOf } from '../../server/features/appointments/appointments.slots.model'
import { build, next } from '../support/build'
import { person, signInGuide, signInShopper } from '../support/people'
import type { Reply, TestProduct } from '../support/product'

export const codeOf = ({ status, body }: Reply) => [status, body?.error?.code]

/** Shanghai wall clock. */
export const at = (text: string) => new Date(`${text}+08:00`)

/** A store open 10 to 22 with one service of an hour, and a guide of it. */
export async function salon(
  product: TestProduct,
  overrides: Partial<ServiceDoc> = {},
  store: Parameters<typeof build.store>[0] = {},
) {
  const shop = await build.store({ services: ['booking'], ...store })
  const service: ServiceDoc = {
    _id: `svc_t${next()}`,
    storeId: shop._id,
    kind: 'makeup',
    name: '试妆',
    summary: '',
    minutes: 60,
    price: 0,
    capacity: 2,
    days: [1, 2, 3, 4, 5, 6, 7],
    order: 1,
    ...overrides,
  }
  await importServices([service])
  const { guide, token } = await signInGuide(product, { storeId: shop._id })
  const base = `/stores/${shop._id}/services/${service._id}`
  return {
    shop,
    service,
    guide,
    token,
    days: async () => (await product.get(`${base}/days`)).body.days,
    slots: (day: string) => product.get(`${base}/slots?day=${day}`),
    slot: async (start: Date) => {
      const found = await findSlot(slotIdOf(service._id, start))
      return {
        seats: found?.seats.map((it) => it.appointmentId) ?? [],
        taken: found?.taken ?? 0,
        line: found?.line.map((it) => it.appointmentId) ?? [],
      }
    },
    day: async (day: string, as = token) =>
      product.get(`/stores/${shop._id}/appointments?day=${day}`, { token: as }),
    act: (id: string, what: string, body?: object, as = token) =>
      product.post(`/appointments/${id}/${what}`, { token: as, ...(body ? { body } : {}) }),
  }
}
const ALL_DAY: AdviserHours = {
  week: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 600, until: 1320 }],
  exceptions: [],
}
/** So many guides of a new store with a calendar, there all day unless told otherwise. */
export async function advised(hours: Partial<AdviserHours>[]) {
  const store = await build.store({ services: ['booking'] })
  const adviserIds: string[] = []
  for (const one of hours) {
    const guide = await build.guide({ storeId: store._id })
    await putHours(guide._id, 0, { storeId: store._id, ...ALL_DAY, ...one })
    adviserIds.push(guide._id)
  }
  return { store, adviserIds }
}
export type Salon = Awaited<ReturnType<typeof salon>>

export async function shopper(product: TestProduct) {
  const who = await person(product)
  const { token, member } = await signInShopper(product, who)
  return {
    ...who,
    token,
    memberId: member.id,
    book: ({ shop, service }: Salon, start: Date, more: object = {}) =>
      product.post('/appointments', {
        token,
        body: {
          key: `booking_${next()}`,
          storeId: shop._id,
          serviceId: service._id,
          start: start.toISOString(),
          ...more,
        },
      }),
    move: (id: string, start: Date) =>
      product.post(`/appointments/${id}/reschedule`, { token, body: { start: start.toISOString() } }),
    cancel: (id: string) => product.post(`/appointments/${id}/cancel`, { token }),
    accept: (id: string) => product.post(`/appointments/${id}/accept`, { token }),
    mine: async () => (await product.get('/appointments', { token })).body.appointments,
  }
}

export const shoppers = async (product: TestProduct, count: number) => {
  const all: Awaited<ReturnType<typeof shopper>>[] = []
  for (let n = 0; n < count; n++) all.push(await shopper(product))
  return all
}
