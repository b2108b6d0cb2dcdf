import type { mongo } from 'mongoose'

interface Row {
  _id: string
}
type Rows = (name: string) => mongo.Collection<Row>
export interface AskedSlot {
  key: string
  serviceId: string
  start: string
}

/**
 * A booking's work on documents: an appointment not found, its service, misses of the member, one insert with event, the
 * appointment and its service again, a slot's upsert and conditional update, the appointment's conditional update with
 * event, and a last look at both.
 */
export async function bookSlot(rows: Rows, memberId: string, { key, serviceId, start }: AskedSlot) {
  const appointments = rows('benchAppointments')
  const [at, startsAt] = [new Date(), new Date(start)]
  const _id = `limit/${memberId}/${key}`
  const slotId = `${serviceId}@${start}`
  const event = { id: key, name: 'appointment.changed', at, data: { appointmentId: _id } }
  const place = { slotId, seat: `${_id}.1`, start: startsAt, end: startsAt }
  const service = () => rows('bookableServices').findOne({ _id: serviceId })
  await appointments.findOne({ _id })
  await service()
  await appointments.find({ memberId, status: 'noShow', start: { $gte: at } } as never).toArray()
  await appointments.insertOne({
    _id,
    memberId,
    openid: memberId,
    storeId: serviceId,
    serviceId,
    status: 'asked',
    asked: key,
    start: startsAt,
    wants: place,
    leaves: [],
    round: 1,
    mayWait: false,
    tried: [],
    version: 1,
    createdAt: at,
    updatedAt: at,
    outbox: [event],
  } as never)
  await appointments.findOne({ _id })
  await service()
  const fresh = { serviceId, start: startsAt, seats: [], taken: 0, line: [], outbox: [], touchedAt: at }
  await rows('benchSlots').updateOne({ _id: slotId }, { $setOnInsert: fresh } as never, { upsert: true })
  await rows('benchSlots').updateOne(
    { _id: slotId, taken: { $lt: 100_000 }, line: { $size: 0 }, 'seats.memberId': { $ne: key } } as never,
    {
      $push: { seats: { key, appointmentId: _id, memberId } },
      $inc: { taken: 1 },
      $set: { touchedAt: at },
    } as never,
  )
  await appointments.findOneAndUpdate(
    { _id, status: 'asked', version: 1 } as never,
    {
      $set: { status: 'booked', place, updatedAt: at },
      $inc: { version: 1 },
      $push: { outbox: event },
      $unset: { wants: 1 },
    } as never,
    { returnDocument: 'after' },
  )
  await service()
  return appointments.findOne({ _id })
}
