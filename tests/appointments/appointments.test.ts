import { expireLines, remind } from '../../server/features/appointments/appointments.upkeep'
import { visitsOf } from '../../server/features/visits/visits.service'
import { env } from '../../config/env'
import { advanceClock, freezeClock, resetClock } from '../../server/kernel/clock'
import { addDays } from '../../server/kernel/shanghai'
import { forgetLimits } from '../support/limits'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { advised, at, codeOf, salon, shopper, shoppers } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(async () => {
  await forgetLimits()
  freezeClock(at('2026-11-24T09:00:00'))
})
afterEach(resetClock)
afterAll(() => product?.stop())

const HOUR = 3600_000
const DAY = '2026-11-25'
const slot = (clock: string, day = DAY) => at(`${day}T${clock}:00`)
const templateId = env.WX_TEMPLATES.find((it) => it.startsWith('booking:'))?.split(':')[1] ?? ''

const noticesOf = async (personId: string) =>
  (await product.sandbox.get(`/__sandbox/notices?personId=${personId}`)).notices as unknown as {
    title: string
    lines: [string, string][]
  }[]
const consent = (personId: string) =>
  product.sandbox.post('/__sandbox/subscribe', { personId, templateId, accept: true })

describe('the calendar of a service (AP-1)', () => {
  it('follows the hours of the store, its exceptions and the advisers’ calendars', async () => {
    const { store, adviserIds } = await advised([
      { week: [{ days: [3], from: 600, until: 900 }], exceptions: [{ date: '2026-12-02' }] },
      { week: [{ days: [3], from: 600, until: 780 }] },
    ])
    const it = await salon(
      product,
      { minutes: 90, adviserIds },
      { _id: store._id, exceptions: [{ date: '2026-12-09', closed: true, reason: '盘点中' }] },
    )
    const starts = (await it.slots(DAY)).body.slots
    expect(
      starts
        .slice(0, 4)
        .map((one: { start: string; state: string; free: number }) => [one.start, one.state, one.free]),
    ).toEqual([
      ['2026-11-25T02:00:00.000Z', 'free', 2],
      ['2026-11-25T03:30:00.000Z', 'free', 2],
      ['2026-11-25T05:00:00.000Z', 'free', 1],
      ['2026-11-25T06:30:00.000Z', 'closed', 0],
    ])
    const off = (await it.slots('2026-12-02')).body.slots
    expect(off[0]).toMatchObject({ state: 'free', capacity: 1 })
    expect((await it.slots('2026-12-09')).body).toEqual({ slots: [], reason: '盘点中' })
    const days = await it.days()
    expect(days).toHaveLength(30)
    expect(days[1]).toEqual({ day: DAY, state: 'free', free: 5 })
    expect(days[15]).toEqual({ day: '2026-12-09', state: 'closed', free: 0, reason: '盘点中' })
  })

  it('ends after 30 Shanghai days, and begins anew at their midnight', async () => {
    const it = await salon(product)
    const [me, last, over] = [await shopper(product), addDays('2026-11-24', 29), addDays('2026-11-24', 30)]
    expect((await it.slots(last)).status).toBe(200)
    expect(codeOf(await it.slots(over))).toEqual([422, 'day_out_of_range'])
    expect(codeOf(await me.book(it, slot('10:00', over)))).toEqual([422, 'slot_closed'])
    freezeClock(at('2026-11-24T23:59:59'))
    expect(codeOf(await it.slots(over))).toEqual([422, 'day_out_of_range'])
    freezeClock(at('2026-11-25T00:00:00'))
    expect((await me.book(it, slot('10:00', over))).status).toBe(200)
    expect(codeOf(await it.slots('2026-11-24'))).toEqual([422, 'day_out_of_range'])
  })

  it('knows no time that is past, between two slots, or of a service elsewhere', async () => {
    const [it, other] = [await salon(product), await salon(product)]
    const me = await shopper(product)
    freezeClock(slot('12:00'))
    for (const clock of ['12:00', '13:30', '22:00'])
      expect(codeOf(await me.book(it, slot(clock)))).toEqual([422, 'slot_closed'])
    expect(codeOf(await me.book({ ...it, service: other.service }, slot('13:00')))).toEqual([
      404,
      'service_not_found',
    ])
    const without = await salon(product, {}, { services: ['pickup'] })
    expect(codeOf(await me.book(without, slot('13:00')))).toEqual([404, 'service_not_found'])
  })
})

describe('changing and cancelling (AP-1)', () => {
  it('moves to another time and frees the old one; a full time leaves it where it was', async () => {
    const it = await salon(product, { capacity: 1 })
    const [me, other] = [await shopper(product), await shopper(product)]
    const { id } = (await me.book(it, slot('14:00'))).body
    await other.book(it, slot('16:00'))
    expect(codeOf(await me.move(id, slot('16:00')))).toEqual([409, 'slot_full'])
    expect((await it.slot(slot('14:00'))).seats).toEqual([id])
    expect((await me.move(id, slot('15:00'))).body).toMatchObject({
      id,
      status: 'booked',
      start: slot('15:00').toISOString(),
    })
    expect([(await it.slot(slot('14:00'))).taken, (await it.slot(slot('15:00'))).taken]).toEqual([0, 1])
    expect((await me.move(id, slot('14:00'))).status).toBe(200)
    expect((await it.slot(slot('14:00'))).seats).toEqual([id])
    expect(codeOf(await other.move(id, slot('11:00')))).toEqual([404, 'appointment_not_found'])
  })

  it('is for the shopper until two hours before, for the store also later', async () => {
    const it = await salon(product)
    const me = await shopper(product)
    const [one, two] = [
      (await me.book(it, slot('14:00'))).body.id,
      (await me.book(it, slot('15:00'))).body.id,
    ]
    freezeClock(slot('12:00'))
    expect((await me.cancel(one)).body.status).toBe('cancelled')
    expect((await me.cancel(one)).body.status).toBe('cancelled')
    freezeClock(new Date(slot('13:00').getTime() + 1))
    expect(codeOf(await me.cancel(two))).toEqual([409, 'too_late'])
    expect(codeOf(await me.move(two, slot('18:00')))).toEqual([409, 'too_late'])
    expect((await it.act(two, 'cancel')).body.status).toBe('cancelled')
    expect(await it.slot(slot('15:00'))).toEqual({ seats: [], taken: 0, line: [] })
  })
})

describe('the waiting list (AP-1)', () => {
  it('offers a freed seat to the first in line, for half an hour, then to the next', async () => {
    const it = await salon(product, { capacity: 1 })
    const [holder, first, second, third] = await shoppers(product, 4)
    if (!holder || !first || !second || !third) throw new Error('too few')
    const start = slot('14:00')
    const { id } = (await holder.book(it, start)).body
    await consent(first.personId)
    const a = (await first.book(it, start, { mayWait: true })).body
    const b = (await second.book(it, start, { mayWait: true })).body
    expect([a.status, b.status]).toEqual(['waiting', 'waiting'])
    expect(codeOf(await first.book(it, start, { mayWait: true }))).toEqual([409, 'booked_already'])
    await holder.cancel(id)
    await product.settled()
    expect((await first.mine())[0]).toMatchObject({
      status: 'offered',
      offeredUntil: at('2026-11-24T09:30:00').toISOString(),
    })
    expect((await noticesOf(first.personId)).map((one) => one.title)).toEqual(['预约提醒'])
    expect(codeOf(await third.book(it, start))).toEqual([409, 'slot_full'])
    advanceClock(30 * 60_000)
    expect(codeOf(await first.accept(a.id))).toEqual([409, 'appointment_closed'])
    await expireLines()
    await product.settled()
    expect([(await first.mine())[0].status, (await second.mine())[0].status]).toEqual(['expired', 'offered'])
    expect((await second.accept(b.id)).body.status).toBe('booked')
    expect(await it.slot(start)).toEqual({ seats: [b.id], taken: 1, line: [] })
  })

  it('is left by who cancels, and over when the time has come; a free time is booked at once', async () => {
    const it = await salon(product, { capacity: 1 })
    const [holder, first, second] = await shoppers(product, 3)
    if (!holder || !first || !second) throw new Error('too few')
    const start = slot('14:00')
    expect((await holder.book(it, start, { mayWait: true })).body.status).toBe('booked')
    const a = (await first.book(it, start, { mayWait: true })).body
    await second.book(it, start, { mayWait: true })
    expect((await first.cancel(a.id)).body.status).toBe('cancelled')
    expect((await it.slot(start)).line).toHaveLength(1)
    freezeClock(start)
    await expireLines()
    expect((await second.mine())[0].status).toBe('expired')
    expect((await it.slot(start)).line).toEqual([])
  })
})

describe('the day in the store (AP-1, AP-3)', () => {
  it('is checked in, done with what was tried, and known the next time', async () => {
    const it = await salon(product)
    const me = await shopper(product)
    const { id } = (await me.book(it, slot('14:00'), { note: '敏感肌' })).body
    expect(codeOf(await it.act(id, 'done', { tried: [] }))).toEqual([409, 'appointment_closed'])
    expect((await it.act(id, 'check-in')).body.statusText).toBe('已到店')
    expect(codeOf(await me.cancel(id))).toEqual([409, 'appointment_closed'])
    const tried = [{ what: '丝绒唇釉', shade: '#03 正红', reaction: '不干，喜欢' }]
    expect((await it.act(id, 'done', { tried })).body.tried).toEqual(tried)
    await product.settled()
    expect(await visitsOf(me.memberId, 5)).toMatchObject([
      { _id: `vis_${id}`, kind: 'trial', storeId: it.shop._id },
    ])
    await me.book(it, slot('16:00'))
    const [done, later] = (await it.day(DAY)).body.appointments
    expect(done).toMatchObject({ id, status: 'done', note: '敏感肌', triedBefore: [] })
    expect(later).toMatchObject({
      status: 'booked',
      triedBefore: [{ ...tried[0], at: slot('14:00').toISOString() }],
    })
    expect((await it.day('2026-11-26')).body.appointments).toEqual([])
  })

  it('is for the staff of that store alone', async () => {
    const it = await salon(product)
    const [me, other] = [await shopper(product), await signInGuide(product)]
    const { id } = (await me.book(it, slot('14:00'))).body
    expect(codeOf(await it.day(DAY, other.token))).toEqual([403, 'store_forbidden'])
    for (const [what, body] of [['check-in'], ['done', {}], ['no-show'], ['cancel']] as [string, object?][])
      expect(codeOf(await it.act(id, what, body, other.token))).toEqual([403, 'store_forbidden'])
    expect((await it.day(DAY)).body.appointments).toHaveLength(1)
  })

  it('refuses who did not come three times in 90 days, for 30 days', async () => {
    const it = await salon(product)
    const me = await shopper(product)
    for (const clock of ['10:00', '11:00', '12:00']) {
      const { id } = (await me.book(it, slot(clock))).body
      freezeClock(slot(clock))
      expect(codeOf(await it.act(id, 'no-show'))).toEqual([409, 'too_early'])
      advanceClock(15 * 60_000)
      expect((await it.act(id, 'no-show')).body.statusText).toBe('未到店')
    }
    expect(codeOf(await me.book(it, slot('16:00')))).toEqual([409, 'booking_paused'])
    freezeClock(new Date(slot('12:00').getTime() + 30 * 24 * HOUR - 1))
    expect(codeOf(await me.book(it, slot('16:00', '2026-12-25')))).toEqual([409, 'booking_paused'])
    advanceClock(1)
    expect((await me.book(it, slot('16:00', '2026-12-25'))).status).toBe(200)
  })

  it('reminds once of each time, the day before', async () => {
    const it = await salon(product)
    const me = await shopper(product)
    for (let n = 0; n < 3; n++) await consent(me.personId)
    const { id } = (await me.book(it, slot('14:00'))).body
    await remind()
    expect(await noticesOf(me.personId)).toEqual([])
    freezeClock(new Date(slot('14:00').getTime() - 24 * HOUR + 1))
    await Promise.all([remind(), remind()])
    const [notice, ...more] = await noticesOf(me.personId)
    expect(more).toEqual([])
    expect(notice?.lines.map(([, text]) => text)).toEqual([
      '试妆',
      it.shop.name,
      '2026年11月25日 14:00',
      '迟到15分钟内为你保留',
    ])
    await me.move(id, slot('13:00'))
    await remind()
    expect(await noticesOf(me.personId)).toHaveLength(2)
  })
})
