import { model, Schema } from 'mongoose'
import type { z } from 'zod'
import { behind, type Mark } from '../../kernel/cursor'
import { isDuplicate } from '../../kernel/db'
import {
  emit,
  outboxField,
  outboxIndex,
  relayFrom,
  type OutboxEvent,
  type WithOutbox,
} from '../../kernel/outbox'
import type { groupBuyWay } from './groupBuys.contract'
import { teamFailed, teamFormed, teamNearlyFull } from './groupBuys.events'
import { deadlineOf, teamMayBecome, type TeamState } from './groupBuys.rules'

export interface SeatDoc {
  /** Order and round: the same key is one seat, however often it is asked for. */
  key: string
  orderId: string
  memberId: string
  skuId: string
  quantity: number
  way: z.infer<typeof groupBuyWay>
  storeId?: string
  at: Date
  /** Of an order that is not paid yet. */
  expiresAt?: Date
  paidAt?: Date
  /** Who shared the card the shopper came by. */
  from?: string
}

/** A team with who sits in it. Shard key: _id. */
export interface TeamDoc extends WithOutbox {
  _id: string
  groupBuyId: string
  size: number
  hours: number
  formFrom?: number
  state: TeamState
  seats: SeatDoc[]
  /** Seats of which the payment was heard. */
  paid: number
  /** Seats whose shoppers left: they are never taken again. */
  gone: string[]
  createdAt: Date
  /** From when the leader had paid. */
  openedAt?: Date
  deadline?: Date
  endedAt?: Date
  /** Every order of it went on, or back. */
  isSettled?: boolean
}

const teamModel = model<TeamDoc>(
  'Team',
  new Schema<TeamDoc>(
    {
      _id: String,
      groupBuyId: String,
      size: Number,
      hours: Number,
      formFrom: Number,
      state: String,
      seats: [
        {
          _id: false,
          key: String,
          orderId: String,
          memberId: String,
          skuId: String,
          quantity: Number,
          way: String,
          storeId: String,
          at: Date,
          expiresAt: Date,
          paidAt: Date,
          from: String,
        },
      ],
      paid: Number,
      gone: [String],
      createdAt: Date,
      openedAt: Date,
      deadline: Date,
      endedAt: Date,
      isSettled: Boolean,
      outbox: outboxField,
    },
    { collection: 'teams', versionKey: false, minimize: false },
  )
    .index({ groupBuyId: 1, state: 1, deadline: 1 })
    .index({ state: 1, deadline: 1 })
    .index({ 'seats.memberId': 1, createdAt: -1 })
    .index({ 'seats.expiresAt': 1 })
    .index({ isSettled: 1, endedAt: 1 }, { partialFilterExpression: { isSettled: { $exists: true } } })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(teamModel)

export const findTeam = (teamId: string): Promise<TeamDoc | null> =>
  teamModel.findById(teamId).lean<TeamDoc>()

/** Writes a new team. @returns false when one of this id stands already */
export const insertTeam = (team: TeamDoc): Promise<boolean> =>
  teamModel.collection.insertOne(team as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

/** Takes a free seat in one update: the team is open, not full, and this member is not in it. @returns whether it is taken */
export async function pushSeat(teamId: string, size: number, seat: SeatDoc): Promise<boolean> {
  const { modifiedCount } = await teamModel.updateOne(
    {
      _id: teamId,
      state: 'open',
      deadline: { $gt: seat.at },
      'seats.memberId': { $ne: seat.memberId },
      [`seats.${size - 1}`]: { $exists: false },
      gone: { $ne: seat.key },
    },
    { $push: { seats: seat } },
  )
  return modifiedCount === 1
}

/** The leader of a team that never opened sits down after all, as its payment came late. */
export async function pushLeader(teamId: string, seat: SeatDoc): Promise<boolean> {
  const { modifiedCount } = await teamModel.updateOne(
    { _id: teamId, state: 'abandoned', openedAt: { $exists: false }, gone: { $ne: seat.key } },
    { $set: { state: 'opening', seats: [seat], paid: 0 }, $unset: { endedAt: 1 } },
  )
  return modifiedCount === 1
}

/** What a paid seat makes of its team. */
function paidChange(
  { _id: teamId, state, size, hours, paid }: TeamDoc,
  at: Date,
): {
  set: Partial<Pick<TeamDoc, 'state' | 'openedAt' | 'deadline' | 'endedAt' | 'isSettled'>>
  events: OutboxEvent[]
} {
  if (state === 'opening')
    return { set: { state: 'open', openedAt: at, deadline: deadlineOf(at, hours) }, events: [] }
  const after = paid + 1
  if (state === 'open' && after === size)
    return { set: { state: 'formed', endedAt: at, isSettled: false }, events: [emit(teamFormed, { teamId })] }
  const isNear = state === 'open' && after === size - 1
  return { set: {}, events: isNear ? [emit(teamNearlyFull, { teamId })] : [] }
}

/**
 * Writes that a seat is paid; the last one forms the team in the same update.
 * @returns null when the team was changed since it was looked at
 */
export function payForSeat(before: TeamDoc, key: string, at: Date): Promise<TeamDoc | null> {
  const { _id, state, paid } = before
  const { set, events } = paidChange(before, at)
  if (set.state && !teamMayBecome(state, set.state)) throw new Error(`a team is never ${set.state} again`)
  return teamModel
    .findOneAndUpdate(
      { _id, state, paid, seats: { $elemMatch: { key, paidAt: { $exists: false } } } },
      {
        $set: { ...set, 'seats.$[it].paidAt': at },
        $unset: { 'seats.$[it].expiresAt': 1 },
        $inc: { paid: 1 },
        ...(events.length ? { $push: { outbox: { $each: events } } } : {}),
      },
      { arrayFilters: [{ 'it.key': key }], returnDocument: 'after' },
    )
    .lean<TeamDoc>()
}

/**
 * Frees a seat, as the team stood when it was looked at. One that leaves nobody is over.
 * @param isForGood the shopper left: the seat is never taken again
 */
export async function pullSeat(
  before: TeamDoc,
  seat: SeatDoc,
  at: Date,
  isForGood: boolean,
): Promise<boolean> {
  const { _id, state, paid, seats } = before
  const isEmpty = seats.length === 1 && (state === 'opening' || state === 'open')
  const { modifiedCount } = await teamModel.updateOne(
    {
      _id,
      state,
      paid,
      seats: { $size: seats.length },
      'seats.key': seat.key,
    },
    {
      $pull: { seats: { key: seat.key } },
      ...(seat.paidAt ? { $inc: { paid: -1 } } : {}),
      ...(isForGood ? { $addToSet: { gone: seat.key } } : {}),
      ...(isEmpty ? { $set: { state: 'abandoned', endedAt: at } } : {}),
    },
  )
  return modifiedCount === 1
}

/** A seat that is not there is never taken (again). @returns false when it is there after all */
export async function barSeat(teamId: string, key: string): Promise<boolean> {
  const { matchedCount } = await teamModel.updateOne(
    { _id: teamId, 'seats.key': { $ne: key } },
    { $addToSet: { gone: key } },
  )
  return matchedCount === 1
}

/** Ends a team whose time is over, as it stood when it was looked at. @returns false when it was changed since */
export async function writeEnd({ _id, paid }: TeamDoc, to: 'formed' | 'failed', at: Date): Promise<boolean> {
  const event = to === 'formed' ? teamFormed : teamFailed
  const { modifiedCount } = await teamModel.updateOne(
    { _id, state: 'open', paid, deadline: { $lte: at } },
    {
      $set: { state: to, endedAt: at, isSettled: false },
      $push: { outbox: emit(event, { teamId: _id }) },
    },
  )
  return modifiedCount === 1
}

export const writeSettled = async (teamId: string): Promise<void> => {
  await teamModel.updateOne({ _id: teamId, isSettled: false }, { $set: { isSettled: true } })
}

/** Open teams whose time is over, longest first. */
export const overdueTeams = (at: Date, limit: number): Promise<TeamDoc[]> =>
  teamModel
    .find({ state: 'open', deadline: { $lte: at } })
    .sort({ deadline: 1 })
    .limit(limit)
    .lean<TeamDoc[]>()
/** Teams with seats kept for orders past their time. */
export const withExpiredSeats = (at: Date, limit: number): Promise<TeamDoc[]> =>
  teamModel
    .find({ 'seats.expiresAt': { $lte: at } })
    .limit(limit)
    .lean<TeamDoc[]>()
/** Teams that ended before an instant and of whose orders some did not go on or back yet. */
export const unsettledTeams = (before: Date, limit: number): Promise<TeamDoc[]> =>
  teamModel
    .find({ isSettled: false, endedAt: { $lte: before } })
    .limit(limit)
    .lean<TeamDoc[]>()

/** Open teams of a campaign with a free seat, those that lack the fewest first. */
export const joinableTeams = async (groupBuyId: string, at: Date, limit: number): Promise<TeamDoc[]> => {
  const open = await teamModel
    .find({ groupBuyId, state: 'open', deadline: { $gt: at } })
    .sort({ deadline: 1 })
    .limit(limit * 5)
    .lean<TeamDoc[]>()
  const left = ({ size, seats }: TeamDoc) => size - seats.length
  return open
    .filter((it) => left(it) > 0)
    .sort((a, b) => left(a) - left(b))
    .slice(0, limit)
}

/** How many teams of each campaign wait for somebody. */
export async function openTeamsOf(groupBuyIds: readonly string[], at: Date): Promise<Map<string, number>> {
  const rows = await teamModel.aggregate<{ _id: string; teams: number }>([
    { $match: { groupBuyId: { $in: [...groupBuyIds] }, state: 'open', deadline: { $gt: at } } },
    { $group: { _id: '$groupBuyId', teams: { $sum: 1 } } },
  ])
  return new Map(rows.map((it) => [it._id, it.teams]))
}

/** What became of the teams of campaigns whose leaders had paid. */
export async function teamsByState(groupBuyIds: readonly string[]) {
  return teamModel.aggregate<{ _id: { groupBuyId: string; state: TeamState }; teams: number }>([
    { $match: { groupBuyId: { $in: [...groupBuyIds] }, openedAt: { $exists: true } } },
    { $group: { _id: { groupBuyId: '$groupBuyId', state: '$state' }, teams: { $sum: 1 } } },
  ])
}

/** Teams a member sits in, newest first. */
export const teamsOf = (memberId: string, after: Mark | undefined, limit: number): Promise<TeamDoc[]> =>
  teamModel
    .find({ 'seats.memberId': memberId, ...behind('createdAt', after) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .lean<TeamDoc[]>()
