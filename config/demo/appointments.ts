import {
  book,
  importServices,
  listSlots,
  putHours,
  type ServiceDoc,
} from '../../server/features/appointments/appointments.service'
import { addDays } from './days'
import { randomOf } from './random'
import type { DemoChain } from './types'

/** The store of the first guide. */
const STORE = 'sto_0001'
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

type Offer = Pick<ServiceDoc, 'kind' | 'name' | 'summary' | 'minutes' | 'capacity' | 'days'>
const OFFERS: Offer[] = [
  {
    kind: 'makeup',
    name: '秋冬妆容咨询',
    summary: '带走一份妆容建议',
    minutes: 30,
    capacity: 2,
    days: EVERY_DAY,
  },
  {
    kind: 'skincare',
    name: '肤质检测',
    summary: '测水油与敏感度',
    minutes: 30,
    capacity: 2,
    days: EVERY_DAY,
  },
  { kind: 'fitting', name: '新品试穿', summary: '先备好你的尺码', minutes: 60, capacity: 3, days: EVERY_DAY },
  {
    kind: 'measuring',
    name: '量体',
    summary: '量好尺寸，记入你的档案',
    minutes: 60,
    capacity: 1,
    days: [2, 4, 6, 7],
  },
]

/** What can be booked in the stores that take bookings: everything where there is a make-up counter, else part of it. */
export function buildServices(chain: DemoChain): ServiceDoc[] {
  return chain.locations.flatMap((it) => {
    if (!('services' in it) || !it.services.includes('booking')) return []
    const offers = OFFERS.filter(({ kind }) =>
      kind === 'makeup' || kind === 'skincare' ? it.services.includes('makeup') : true,
    )
    const staff = chain.guides.filter((guide) => guide.storeId === it.id)
    return offers.map((offer, order) => ({
      ...offer,
      _id: `svc_${it.id.replace('sto_', '')}_${offer.kind}`,
      storeId: it.id,
      price: 0,
      // Make-up and skin are done by the same few people; clothes are fitted by anybody who is there.
      ...(staff.length > 1 && (offer.kind === 'makeup' || offer.kind === 'skincare')
        ? { adviserIds: staff.map((guide) => guide.id) }
        : {}),
      order,
    }))
  })
}

const NOON = 780
/** Calendars of a store's advisers: the first in the morning, the next later, each with a weekday off, and one on leave. */
export function buildAdvisers(chain: DemoChain) {
  const advising = new Set(buildServices(chain).flatMap((it) => it.adviserIds ?? []))
  return chain.guides
    .filter((it) => advising.has(it.id))
    .map(({ id, storeId }, at) => {
      const random = randomOf(chain.seed, `adviser ${id}`)
      const off = random.int(1, 7)
      const isEarly = at % 2 === 0
      const days = EVERY_DAY.filter((day) => day !== off)
      return {
        guideId: id,
        storeId,
        week: [{ days, from: isEarly ? 600 : NOON, until: isEarly ? 1140 : 1320 }],
        exceptions: at % 3 === 2 ? [{ date: addDays(chain.day, 2) }] : [],
      }
    })
}

/** Services of every store, and bookings of the first guide's customers for what is left of today and for tomorrow. */
export async function loadAppointments(chain: DemoChain): Promise<{ services: number; booked: number }> {
  const services = buildServices(chain)
  await importServices(services)
  for (const { guideId, ...hours } of buildAdvisers(chain)) await putHours(guideId, 0, hours)
  const guide = chain.guides.find((it) => it.storeId === STORE && it.role === 'guide')
  const members = chain.members.filter((it) => it.guideId === guide?.id)
  const own = services.filter((it) => it.storeId === STORE)
  let booked = 0
  for (const [at, { _id: serviceId }] of own.entries())
    for (const day of [chain.day, addDays(chain.day, 1)]) {
      const random = randomOf(chain.seed, `booked ${serviceId} ${day}`)
      for (const { start, state, free, capacity } of (await listSlots(STORE, serviceId, day)).slots) {
        const [isChosen, who] = [random.chance(0.3), random.int(0, Math.max(0, members.length - 1))]
        const member = members[(who + at) % members.length]
        if (!isChosen || !member || state !== 'free' || free < capacity) continue
        const key = `demo-${serviceId}-${start.replace(/\W/g, '')}`
        await book(
          { key, storeId: STORE, serviceId, start, mayWait: false },
          { memberId: member.id, openid: member.openid },
        )
        booked++
      }
    }
  return { services: services.length, booked }
}
