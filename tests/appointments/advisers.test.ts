import fc from 'fast-check'
import { findAdvisers, takeAdviser } from '../../server/features/appointments/appointments.advisers.model'
import { findAppointment } from '../../server/features/appointments/appointments.model'
import { freeStrayAdvisers } from '../../server/features/appointments/appointments.seats'
import { importServices, type ServiceDoc } from '../../server/features/appointments/appointments.service'
import { findSlot, slotIdOf } from '../../server/features/appointments/appointments.slots.model'
import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { addDays, fromShanghai, shanghai } from '../../server/kernel/shanghai'
import { forgetLimits } from '../support/limits'
import { next } from '../support/build'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { advised, codeOf, salon, shopper, shoppers, type Salon } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const tomorrow = (hour: number) => fromShanghai(addDays(shanghai(now()).date, 1), hour * 60)
const HOUR = 3_600_000

/** A store whose advisers do two services, of 60 and 60 minutes unless told otherwise. */
async function pair(count: number, first: Partial<ServiceDoc> = {}, second: Partial<ServiceDoc> = {}) {
  const { store, adviserIds } = await advised(Array.from({ length: count }, () => ({})))
  const one = await salon(product, { adviserIds, ...first }, { _id: store._id })
  const service: ServiceDoc = { ...one.service, _id: `svc_t${next()}`, kind: 'skincare', ...second }
  await importServices([service])
  return { one, two: { ...one, service } as Salon, adviserIds }
}
const seatsOf = async (service: ServiceDoc, start: Date) => {
  const { body } = await product.get(
    `/stores/${service.storeId}/services/${service._id}/slots?day=${shanghai(start).date}`,
  )
  return body.slots.find((it: { start: string }) => it.start === start.toISOString())
}
/** Every time in the calendars as adviser and appointment, after making sure that none overlap. */
async function calendars(adviserIds: string[]): Promise<[adviser: string, appointment: string][]> {
  const found = await findAdvisers(adviserIds)
  for (const { busy } of found) {
    const byStart = [...busy].sort((a, b) => a.start.getTime() - b.start.getTime())
    byStart.forEach((it, at) => {
      const before = byStart[at - 1]
      if (before) expect(it.start.getTime()).toBeGreaterThanOrEqual(before.end.getTime())
    })
  }
  return found.flatMap(({ _id, busy }) => busy.map((it): [string, string] => [_id, it.appointmentId]))
}

describe('advisers and their calendars (AP-1)', () => {
  it('are free for one service until another has them; a cancel gives them back', async () => {
    const { one, two, adviserIds } = await pair(2)
    const [me, other] = await shoppers(product, 2)
    const start = tomorrow(14)
    const shown = await product.get(`/stores/${one.shop._id}/services/${one.service._id}/advisers`)
    expect(shown.body.advisers.map((it: { id: string }) => it.id)).toEqual(adviserIds)
    expect(await seatsOf(two.service, start)).toMatchObject({ free: 2, adviserIds })
    const [first, second] = adviserIds
    const mine = await me!.book(one, start, { adviserId: first })
    expect(mine.body.adviser).toMatchObject({ id: first, isChosen: true })
    expect(await seatsOf(two.service, start)).toMatchObject({ free: 1, adviserIds: [second] })
    expect(codeOf(await other!.book(two, start, { adviserId: first }))).toEqual([409, 'adviser_taken'])
    const theirs = await other!.book(two, start)
    expect(theirs.body.adviser).toMatchObject({ id: second, isChosen: false })
    expect(await seatsOf(one.service, start)).toMatchObject({ state: 'full', free: 0, adviserIds: [] })
    await me!.cancel(mine.body.id)
    expect(await seatsOf(two.service, start)).toMatchObject({ free: 1, adviserIds: [first] })
    expect(await calendars(adviserIds)).toEqual([[second, theirs.body.id]])
  })

  it('are asked for only when they are there; a move takes their time anew and frees the old', async () => {
    const { store, adviserIds } = await advised([
      { week: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 600, until: 900 }] },
      { exceptions: [{ date: addDays(shanghai(now()).date, 1) }] },
    ])
    const it = await salon(product, { adviserIds }, { _id: store._id })
    const me = await shopper(product)
    const [early, onLeave] = adviserIds
    expect(codeOf(await me.book(it, tomorrow(16), { adviserId: early }))).toEqual([422, 'slot_closed'])
    expect(codeOf(await me.book(it, tomorrow(12), { adviserId: onLeave }))).toEqual([422, 'adviser_off'])
    const { body } = await me.book(it, tomorrow(12), { adviserId: early })
    expect(codeOf(await me.move(body.id, tomorrow(15)))).toEqual([422, 'slot_closed'])
    expect((await me.move(body.id, tomorrow(13))).body.adviser).toMatchObject({ id: early, isChosen: true })
    const anybody = { start: tomorrow(11).toISOString(), anyAdviser: true }
    const again = await product.post(`/appointments/${body.id}/reschedule`, {
      token: me.token,
      body: anybody,
    })
    expect(again.body.adviser).toMatchObject({ id: early, isChosen: false })
    const [adviser] = await findAdvisers([early ?? ''])
    expect(adviser?.busy.map((one) => one.start)).toEqual([tomorrow(11)])
  })

  it('who waits for one service is offered the adviser who comes free in another', async () => {
    const { one, two, adviserIds } = await pair(1)
    const [me, other] = await shoppers(product, 2)
    const start = tomorrow(15)
    const mine = await me!.book(one, start)
    const waiting = await other!.book(two, start, { mayWait: true })
    expect([mine.body.status, waiting.body.status]).toEqual(['booked', 'waiting'])
    await me!.cancel(mine.body.id)
    const offered = await until(
      () => findAppointment(waiting.body.id),
      (it) => it?.status === 'offered',
    )
    expect(offered?.adviser).toBe(adviserIds[0])
    await product.settled()
    expect((await other!.accept(waiting.body.id)).body.adviser.id).toBe(adviserIds[0])
    expect(await calendars(adviserIds)).toEqual([[adviserIds[0], waiting.body.id]])
  })

  it('a manager gives an appointment to another free adviser; the store’s day shows who serves', async () => {
    const { one, two, adviserIds } = await pair(3)
    const [me, other] = await shoppers(product, 2)
    const [first, second, third] = adviserIds
    const start = tomorrow(16)
    const mine = await me!.book(one, start, { adviserId: first })
    await other!.book(two, start, { adviserId: second })
    const manager = await signInGuide(product, { storeId: one.shop._id, role: 'manager' })
    const give = (adviserId: string | undefined, token = manager.token) =>
      product.post(`/appointments/${mine.body.id}/adviser`, { token, body: { adviserId } })
    const seen = await product.get(`/appointments/${mine.body.id}/advisers`, { token: manager.token })
    const free = seen.body.advisers.map((it: { id: string; isFree: boolean }) => [it.id, it.isFree])
    expect(free).toEqual([
      [first, true],
      [second, false],
      [third, true],
    ])
    expect((await give(third, one.token)).status).toBe(403)
    expect(codeOf(await give(second))).toEqual([409, 'adviser_taken'])
    expect(codeOf(await give('gui_nobody'))).toEqual([422, 'adviser_off'])
    expect((await give(third)).body.adviser).toMatchObject({ id: third, isChosen: false })
    expect((await give(third)).status).toBe(200)
    const { body } = await one.day(shanghai(start).date)
    const served = body.appointments.map((it: { adviser: { id: string } }) => it.adviser.id)
    expect([...served].sort()).toEqual([second, third])
    expect(await calendars([first ?? ''])).toEqual([])
  })

  it('a time of a process that died is free again, and no other', async () => {
    const { one, adviserIds } = await pair(1)
    const me = await shopper(product)
    const [adviserId = ''] = adviserIds
    const { body } = await me.book(one, tomorrow(11))
    const start = tomorrow(17)
    const end = new Date(start.getTime() + HOUR)
    const stray = { slotId: slotIdOf(one.service._id, start), seat: 'apt_never.1', start, end }
    expect(await takeAdviser(adviserId, stray, 'apt_never')).toBe(true)
    advanceClock(3 * 60_000)
    await freeStrayAdvisers()
    expect(await calendars(adviserIds)).toEqual([[adviserId, body.id]])
  })
})

describe('one adviser, two services, many hands (AP-1)', () => {
  it('times that overlap are never both booked', async () => {
    const { one, two, adviserIds } = await pair(1, { minutes: 60 }, { minutes: 90 })
    const all = await shoppers(product, 12)
    // 60: 10, 11, 12, 13 · 90: 10:00, 11:30, 13:00
    const wishes = all.map(
      (_, at) => (at % 2 ? [two, 10 + (at % 3) * 1.5] : [one, 10 + (at % 4)]) as [Salon, number],
    )
    const answers = await Promise.all(wishes.map(([it, hour], at) => all[at]!.book(it, tomorrow(hour))))
    expect(answers.filter((it) => it.status >= 500)).toEqual([])
    const won = answers.flatMap((it) => (it.status === 200 ? [it.body.id as string] : []))
    await product.settled()
    const booked = await calendars(adviserIds)
    expect(booked.map(([, id]) => id).sort()).toEqual(won.sort())
    expect(won.length).toBeGreaterThan(1)
  })

  it('exactly as many are booked as advisers and places allow (100 rounds)', async () => {
    const all = await shoppers(product, 5)
    const { one, two, adviserIds } = await pair(2, { capacity: 1 }, { capacity: 2 })
    const plans = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: all.length })
    let round = 0
    await fc.assert(
      fc.asyncProperty(plans, async (crowd) => {
        const day = addDays(shanghai(now()).date, 1 + (round % 25))
        const start = fromShanghai(day, (10 + Math.floor(round++ / 25)) * 60)
        const booked = await Promise.all(
          crowd.map(([isFirst], at) => all[at]!.book(isFirst ? one : two, start)),
        )
        expect(booked.filter((it) => it.status >= 500)).toEqual([])
        const asked = crowd.filter(([isFirst]) => isFirst).length
        const most = Math.min(2, Math.min(1, asked) + Math.min(2, crowd.length - asked))
        const won = booked.flatMap(({ status, body }, at) => (status === 200 ? [{ at, id: body.id }] : []))
        expect(won).toHaveLength(most)
        await Promise.all(won.map(({ at, id }) => (crowd[at]?.[1] ? all[at]!.cancel(id) : undefined)))
        const stay = won.filter(({ at }) => !crowd[at]?.[1]).map(({ id }) => id)
        const slots = await Promise.all([one, two].map((it) => findSlot(slotIdOf(it.service._id, start))))
        const seats = slots.flatMap((it) => it?.seats.map((seat) => seat.appointmentId) ?? [])
        expect(seats.sort()).toEqual(stay.sort())
        const found = await findAdvisers(adviserIds)
        const serving = found.flatMap(({ busy }) =>
          busy.filter((it) => it.start.getTime() === start.getTime()).map((it) => it.appointmentId),
        )
        expect(serving.sort()).toEqual(stay.sort())
        await forgetLimits()
      }),
      { numRuns: 100 },
    )
  }, 240_000)
})
