import { findAdvisers } from '../../server/features/appointments/appointments.advisers.model'
import { findAppointment } from '../../server/features/appointments/appointments.model'
import { appointmentPoints, type CrashPoint } from '../../server/kernel/crashPoint'
import { addDays, shanghai } from '../../server/kernel/shanghai'
import { dying } from '../orders/dying'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { advised, at, salon, shopper } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

/** Two times of the day after tomorrow: the other processes of a test live in the real time. */
const times = () => {
  const day = addDays(shanghai(new Date()).date, 2)
  return [at(`${day}T10:00:00`), at(`${day}T11:00:00`)] as const
}
const whenStatus = (appointmentId: string, status: string) =>
  until(
    () => findAppointment(appointmentId),
    (it) => it?.status === status,
  )

/** Booked through a death: the one seat is the shopper's, once. */
async function booked(point: CrashPoint) {
  const [it, who] = [await salon(product, { capacity: 1 }), await shopper(product)]
  const [start] = times()
  const body = {
    key: `crash-${point.replace('.', '-')}`,
    storeId: it.shop._id,
    serviceId: it.service._id,
    start: start.toISOString(),
  }
  const { ask, died, resume } = await dying({ product }, point)
  const answer = await ask('/appointments', who.token, body)
  expect(await died).toBe('SIGKILL')
  await resume()
  await whenStatus(answer.id, 'booked')
  await product.settled()
  expect(await it.slot(start)).toEqual({ seats: [answer.id], taken: 1, line: [] })
  expect(await who.mine()).toHaveLength(1)
}

/** Booked with an adviser through a death: seat and time are the shopper's, once. */
async function advisedOnce(point: CrashPoint) {
  const { store, adviserIds } = await advised([{}, {}])
  const it = await salon(product, { capacity: 2, adviserIds }, { _id: store._id })
  const who = await shopper(product)
  const [start] = times()
  const body = {
    key: 'crash-with-adviser',
    storeId: store._id,
    serviceId: it.service._id,
    start: start.toISOString(),
  }
  const { ask, died, resume } = await dying({ product }, point)
  const answer = await ask('/appointments', who.token, body)
  expect(await died).toBe('SIGKILL')
  await resume()
  await whenStatus(answer.id, 'booked')
  await product.settled()
  const adviser = (await findAppointment(answer.id))?.adviser
  const busy = (await findAdvisers(adviserIds)).flatMap((one) => one.busy.map(() => one._id))
  expect([busy, (await it.slot(start)).seats]).toEqual([[adviser], [answer.id]])
}

/** Moved through a death: the new seat is theirs, the old one free. */
async function moved(point: CrashPoint) {
  const [it, who] = [await salon(product, { capacity: 1 }), await shopper(product)]
  const [first, second] = times()
  const { body } = await who.book(it, first)
  const { ask, died, resume } = await dying({ product }, point)
  await ask(`/appointments/${body.id}/reschedule`, who.token, { start: second.toISOString() })
  expect(await died).toBe('SIGKILL')
  await resume()
  await until(
    () => it.slot(first),
    (slot) => slot.taken === 0,
  )
  await product.settled()
  expect(await it.slot(second)).toEqual({ seats: [body.id], taken: 1, line: [] })
  expect((await findAppointment(body.id))?.leaves).toEqual([])
}

/** The line moved on through a death: who is first is told of the one seat. */
async function offered(point: CrashPoint) {
  const [it, who, next] = [
    await salon(product, { capacity: 1 }),
    await shopper(product),
    await shopper(product),
  ]
  const [start] = times()
  const { body } = await who.book(it, start)
  const { body: waiting } = await next.book(it, start, { mayWait: true })
  expect(waiting.status).toBe('waiting')
  const { ask, died, resume } = await dying({ product }, point)
  await ask(`/appointments/${body.id}/cancel`, who.token)
  expect(await died).toBe('SIGKILL')
  await resume()
  await whenStatus(waiting.id, 'offered')
  await product.settled()
  expect(await it.slot(start)).toEqual({ seats: [waiting.id], taken: 1, line: [] })
}

const RUNS: Record<(typeof appointmentPoints)[number], (point: CrashPoint) => Promise<void>> = {
  'appointment.written': booked,
  'appointment.advised': advisedOnce,
  'appointment.seated': booked,
  'appointment.freed': moved,
  'appointment.lineMoved': offered,
}

describe('a process that dies between two steps of an appointment (TR-3, AP-1)', () => {
  it.each(appointmentPoints)(
    '%s: seats and appointments agree',
    async (point) => {
      await RUNS[point](point)
      expect(appointmentPoints).toContain(point)
    },
    120_000,
  )
})
