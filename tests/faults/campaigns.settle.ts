import type { mongo } from 'mongoose'
import { age } from './orders.settle'

const HOUR = 3600_000

interface Waiting {
  _id: string
  quota: number
}

/** Time passes for teams and for pieces that were never paid, and for what orders wait for. */
export async function ageCampaigns(db: mongo.Db): Promise<void> {
  const past = new Date(Date.now() - HOUR)
  await age(db)
  const teams = db.collection('teams')
  await teams.updateMany({ state: 'open', deadline: { $gt: past } }, { $set: { deadline: past } })
  const steps = [
    () =>
      teams.updateMany(
        { seats: { $elemMatch: { expiresAt: { $gt: past } } } },
        { $set: { 'seats.$.expiresAt': past } },
      ),
    () =>
      db
        .collection('allotments')
        .updateMany(
          { claims: { $elemMatch: { expiresAt: { $gt: past } } } },
          { $set: { 'claims.$.expiresAt': past } },
        ),
  ]
  // One date of a document at a time.
  for (const step of steps) while ((await step()).modifiedCount);
}

/** The last payment of every campaign is long past: what is left of its pieces may go back. */
export const endCampaigns = (db: mongo.Db) =>
  db
    .collection('allotments')
    .updateMany({ releasedAt: { $exists: false } }, { $set: { settleAt: new Date(Date.now() - HOUR) } })

/** Teams, chains, their orders, claims and lines that have not come to an end. */
export async function openCampaigns(db: mongo.Db): Promise<number> {
  const signUps = db.collection('eventSignUps')
  const events = await db.collection<Waiting>('storeEvents').find({}).toArray()
  const counts = await Promise.all([
    db
      .collection('teams')
      .countDocuments({ $or: [{ state: { $in: ['opening', 'open'] } }, { isSettled: false }] }),
    db.collection('chainLists').countDocuments({ isSettled: { $ne: true } }),
    db.collection('orders').countDocuments({ status: 'grouping' }),
    db.collection('allotments').countDocuments({ 'claims.expiresAt': { $exists: true } }),
    ...events.map(async ({ _id: eventId, quota }) => {
      const [seats, spots] = [
        await signUps.countDocuments({ eventId, seat: { $exists: true } }),
        await signUps.countDocuments({ eventId, state: 'waiting' }),
      ]
      return Math.min(quota - seats, spots)
    }),
  ])
  return counts.reduce((sum, it) => sum + it, 0)
}

export const unreleased = (db: mongo.Db): Promise<number> =>
  db.collection('allotments').countDocuments({ releasedAt: { $exists: false } })
