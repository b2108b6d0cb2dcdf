import fc from 'fast-check'
import {
  findAppointment,
  insertAppointment,
  moveAppointment,
} from '../../server/features/appointments/appointments.model'
import { freeStraySeats, settle } from '../../server/features/appointments/appointments.seats'
import { slotIdOf, takeSeat } from '../../server/features/appointments/appointments.slots.model'
import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { addDays, fromShanghai, shanghai } from '../../server/kernel/shanghai'
import { forgetLimits } from '../support/limits'
import { startProduct, type TestProduct } from '../support/product'
import { codeOf, salon, shopper, shoppers, type Salon } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const tomorrow = (hour: number) => fromShanghai(addDays(shanghai(now()).date, 1), hour * 60)

describe('one seat, many hands (AP-1)', () => {
  it('gives exactly as many seats as there are, whoever asks at once', async () => {
    const it = await salon(product, { capacity: 3 })
    const start = tomorrow(14)
    const all = await shoppers(product, 12)
    const answers = await Promise.all(all.map((who) => who.book(it, start)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3)
    expect(answers.filter((answer) => answer.body.error?.code === 'slot_full')).toHaveLength(9)
    const { seats, taken } = await it.slot(start)
    const booked = answers.filter((answer) => answer.status === 200).map((answer) => answer.body.id)
    expect([[...seats].sort(), taken]).toEqual([booked.sort(), 3])
  })

  it('whatever the places, the crowd, the moves and the cancels: seats and appointments agree (100 rounds)', async () => {
    const all = await shoppers(product, 6)
    const crowd = fc.array(fc.constantFrom('stay', 'move', 'cancel'), { minLength: 1, maxLength: all.length })
    const salons: Salon[] = []
    for (const capacity of [1, 2, 3, 4]) salons.push(await salon(product, { capacity }))
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), crowd, async (capacity, plans) => {
        const it = salons[capacity - 1]!
        // Two hours nobody has asked for yet.
        const day = addDays(shanghai(now()).date, 1 + (round % 25))
        const hour = 10 + 2 * Math.floor(round++ / 25)
        const [start, later] = [fromShanghai(day, hour * 60), fromShanghai(day, (hour + 1) * 60)]
        const booked = await Promise.all(plans.map((_, n) => all[n]!.book(it, start)))
        expect(booked.filter((answer) => answer.status >= 500)).toEqual([])
        const won = booked.flatMap(({ status, body }, n) => (status === 200 ? [{ n, id: body.id }] : []))
        expect(won).toHaveLength(Math.min(capacity, plans.length))
        await Promise.all(
          won.map(({ n, id }) =>
            plans[n] === 'move'
              ? all[n]!.move(id, later)
              : plans[n] === 'cancel'
                ? all[n]!.cancel(id)
                : Promise.resolve(),
          ),
        )
        const bound = (plan: string) => won.filter(({ n }) => plans[n] === plan).map(({ id }) => id)
        expect([[...(await it.slot(start)).seats].sort(), [...(await it.slot(later)).seats].sort()]).toEqual([
          bound('stay').sort(),
          bound('move').sort(),
        ])
        await forgetLimits()
      }),
      { numRuns: 100 },
    )
  }, 240_000)

  it('gives one member one seat, and one key one appointment', async () => {
    const it = await salon(product, { capacity: 5 })
    const me = await shopper(product)
    const start = tomorrow(15)
    const same = await Promise.all(Array.from({ length: 8 }, () => me.book(it, start, { key: 'same_key_1' })))
    expect(new Set(same.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1)
    expect(codeOf(await me.book(it, start))).toEqual([409, 'booked_already'])
    expect(codeOf(await me.book(it, tomorrow(16), { key: 'same_key_1' }))).toEqual([409, 'key_reused'])
    const others = await Promise.all(Array.from({ length: 6 }, () => me.book(it, tomorrow(17))))
    expect(others.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect([(await it.slot(start)).taken, (await it.slot(tomorrow(17))).taken]).toEqual([1, 1])
  })

  it('keeps every seat counted in a storm of moves', async () => {
    const it = await salon(product, { capacity: 2 })
    const times = [10, 11, 12].map(tomorrow)
    const all = await shoppers(product, 5)
    const booked = await Promise.all(all.map((who, n) => who.book(it, times[n % 3] ?? times[0]!)))
    for (let round = 1; round < 4; round++)
      await Promise.all(
        all.flatMap((who, n) =>
          [1, 2].map((step) => who.move(booked[n]?.body.id, times[(n + round * step) % 3] ?? times[0]!)),
        ),
      )
    await product.settled()
    const sits = await Promise.all(booked.map(async ({ body }) => findAppointment(body.id)))
    for (const start of times) {
      const { seats, taken } = await it.slot(start)
      const here = sits.filter((one) => one?.start.getTime() === start.getTime()).map((one) => one?._id)
      expect([...seats].sort()).toEqual(here.sort())
      expect(taken).toBe(seats.length)
      expect(taken).toBeLessThanOrEqual(2)
    }
    expect(sits.map((one) => [one?.status, one?.wants, one?.leaves])).toEqual(
      all.map(() => ['booked', undefined, []]),
    )
  })
})

describe('a process that died between two steps (AP-1, TR-3)', () => {
  it('leaves an appointment that was only written to be booked', async () => {
    const it = await salon(product)
    const start = tomorrow(18)
    const { memberId, openid } = await shopper(product)
    const end = new Date(start.getTime() + 3600_000)
    const wants = { slotId: slotIdOf(it.service._id, start), seat: 'apt_dead1.1', start, end }
    await insertAppointment({
      _id: 'apt_dead1',
      memberId,
      openid,
      storeId: it.shop._id,
      serviceId: it.service._id,
      status: 'asked',
      asked: '',
      start,
      wants,
      leaves: [],
      round: 1,
      mayWait: false,
      tried: [],
      version: 1,
      createdAt: now(),
      updatedAt: now(),
    })
    await product.settled()
    expect(await findAppointment('apt_dead1')).toMatchObject({
      status: 'booked',
      place: { seat: wants.seat },
    })
    expect((await it.slot(start)).seats).toEqual(['apt_dead1'])
  })

  it('leaves a move half done, which is finished; the old seat is free', async () => {
    const it = await salon(product, { capacity: 1 })
    const [from, to] = [tomorrow(19), tomorrow(20)]
    const me = await shopper(product)
    const { id } = (await me.book(it, from)).body
    await product.settled()
    const before = await findAppointment(id)
    if (!before) throw new Error('not booked')
    const end = new Date(to.getTime() + 3600_000)
    const wants = { slotId: slotIdOf(it.service._id, to), seat: `${id}.2`, start: to, end }
    await moveAppointment(before, 'booked', { set: { wants, round: 2 } })
    await takeSeat(wants, before, 1)
    await product.settled()
    expect(await findAppointment(id)).toMatchObject({ status: 'booked', start: to, leaves: [] })
    expect([(await it.slot(from)).taken, (await it.slot(to)).seats]).toEqual([0, [id]])
  })

  it('frees a seat whose appointment was never written, and no other', async () => {
    const it = await salon(product)
    const start = tomorrow(21)
    const me = await shopper(product)
    const { id } = (await me.book(it, start)).body
    const end = new Date(start.getTime() + 3600_000)
    const stray = { slotId: slotIdOf(it.service._id, start), seat: 'apt_never.1', start, end }
    await takeSeat(stray, { serviceId: it.service._id, _id: 'apt_never', memberId: 'mem_never' }, 2)
    await freeStraySeats()
    expect((await it.slot(start)).seats).toEqual([id, 'apt_never'])
    advanceClock(3 * 60_000)
    await freeStraySeats()
    expect(await it.slot(start)).toEqual({ seats: [id], taken: 1, line: [] })
    expect((await settle(id))?.status).toBe('booked')
  })
})
