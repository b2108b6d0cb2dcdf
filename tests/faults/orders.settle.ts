import type { mongo } from 'mongoose'
import { untilNone, waitingEvents } from './books'
import type { Platform } from './platform'

const HOUR = 3600_000

/**
 * Time passes for what waits: whatever ends by itself is overdue. The dates move and not the clock, so that the chain's
 * own sweepers do the rest while it is being killed.
 */
export async function age(db: mongo.Db): Promise<void> {
  const past = new Date(Date.now() - HOUR)
  const orders = db.collection('orders')
  await orders.updateMany({ status: 'unpaid', payBy: { $gt: past } }, { $set: { payBy: past } })
  const steps = [
    () =>
      orders.updateMany(
        { refunds: { $elemMatch: { state: 'requested', requestedAt: { $gt: past } } } },
        { $set: { 'refunds.$.requestedAt': past } },
      ),
    () =>
      db
        .collection('stock')
        .updateMany(
          { holds: { $elemMatch: { expiresAt: { $gt: past } } } },
          { $set: { 'holds.$.expiresAt': past } },
        ),
  ]
  // One date of a document at a time.
  for (const step of steps) while ((await step()).modifiedCount);
}

/** Orders, refunds and holds that have not come to an end. */
export async function unsettled(db: mongo.Db): Promise<number> {
  const counts = await Promise.all([
    db.collection('orders').countDocuments({ status: { $in: ['unpaid', 'reviving'] } }),
    db.collection('orders').countDocuments({ 'refunds.state': { $in: ['requested', 'abnormal'] } }),
    db.collection('stock').countDocuments({ 'holds.expiresAt': { $exists: true } }),
  ])
  return counts.reduce((sum, it) => sum + it, 0)
}

const CALM = { duplicate: 0, late: 0, reorder: 0, drop: 0, forge: 0, stale: 0, probe: 0 }

/**
 * Lets everything come to its end. `again`: the platform tells again what nobody heard of; without it only asking
 * helps. `also`: what else has to pass and to end. Resolves when nothing is open, or when it took too long.
 */
export async function settle(
  db: mongo.Db,
  platform: Platform,
  again: boolean,
  also: { age: (db: mongo.Db) => Promise<void>; open: (db: mongo.Db) => Promise<number> } = {
    age,
    open: () => Promise.resolve(0),
  },
): Promise<void> {
  await platform.post('/__sandbox/pay/notify', CALM)
  const told = new Set<number>()
  await untilNone(async () => {
    await also.age(db)
    await platform.post('/__sandbox/pay/notify/flush')
    const { notifications } = again ? await platform.booked() : { notifications: [] }
    for (const [index, { status }] of notifications.entries()) {
      if (status === 200 || status === 204 || told.has(index)) continue
      told.add(index)
      await platform.post('/__sandbox/pay/notify/replay', { index })
    }
    return (await unsettled(db)) + (await also.open(db)) + (await waitingEvents(db))
  })
}
