import mongoose from 'mongoose'
import { importServices } from '../../server/features/appointments/appointments.service'

/** What is booked: one service, and starts of its slots with more places than the bench books. */
export interface Booking {
  storeId: string
  serviceId: string
  starts: string[]
}

const SERVICE = 'svc_bench'
const DAY = 86_400_000
const PLACES = 100_000
/** From noon on, a quarter of an hour each. */
const [FIRST_HOUR, SLOTS, SLOT_MS] = [12, 24, 900_000]

/** A service as if nobody had booked it yet, over four weeks (Asia/Shanghai). */
export async function booking(): Promise<Booking> {
  const { connection } = mongoose
  for (const name of ['appointments', 'benchAppointments', 'appointmentSlots', 'benchSlots'])
    await connection.collection(name).deleteMany({ serviceId: SERVICE })
  const store = await connection.collection('locations').findOne({ kind: 'store', services: 'booking' })
  const storeId = String(store?._id)
  await importServices([
    {
      _id: SERVICE,
      storeId,
      kind: 'skincare',
      name: '压测服务',
      summary: '',
      minutes: SLOT_MS / 60_000,
      price: 0,
      capacity: PLACES,
      days: [1, 2, 3, 4, 5, 6, 7],
      order: 99,
    },
  ])
  const starts = Array.from({ length: 28 }, (_, nth) => {
    const date = new Date(Date.now() + 8 * 3600_000 + (nth + 1) * DAY).toISOString().slice(0, 10)
    const first = Date.parse(`${date}T${FIRST_HOUR}:00:00+08:00`)
    return Array.from({ length: SLOTS }, (__, at) => new Date(first + at * SLOT_MS).toISOString())
  })
  return { storeId, serviceId: SERVICE, starts: starts.flat() }
}
