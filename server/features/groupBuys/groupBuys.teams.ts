import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { isSame } from '../../kernel/oneId'
import type { GroupBuyDoc } from './groupBuys.model'
import { atDeadline } from './groupBuys.rules'
import {
  barSeat,
  findTeam,
  insertTeam,
  overdueTeams,
  payForSeat,
  pullSeat,
  pushLeader,
  pushSeat,
  withExpiredSeats,
  writeEnd,
  type SeatDoc,
  type TeamDoc,
} from './groupBuys.teams.model'

/*
 * Who sits in a team (GB-1). A seat is taken by one conditional update of the team, kept while its order is unpaid, paid
 * when the payment is heard of; who pays the last one forms the team in the same update. What follows for the orders is
 * told by the team's outbox.
 */

const TRIES = 30
const BATCH = 100

const seatOf = ({ seats }: TeamDoc, key: string): SeatDoc | undefined => seats.find((it) => it.key === key)

/** Opens a team with its leader's seat; it is there for others once that is paid. The same id again is the same team. */
export async function openTeam(teamId: string, groupBuy: GroupBuyDoc, leader: SeatDoc): Promise<void> {
  const { size, hours, formFrom } = groupBuy
  await insertTeam({
    _id: teamId,
    groupBuyId: groupBuy._id,
    size,
    hours,
    ...(formFrom === undefined ? {} : { formFrom }),
    state: 'opening',
    seats: [leader],
    paid: 0,
    gone: [],
    createdAt: leader.at,
    outbox: [],
  })
}

export type Seated = 'taken' | 'full' | 'over' | 'already_in'

/** Takes a seat: never more than the team has, one per member, whoever else asks. */
export async function takeSeat(teamId: string, seat: SeatDoc): Promise<Seated> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await findTeam(teamId)
    if (!before) return 'over'
    if (seatOf(before, seat.key)) return 'taken'
    if (before.seats.some((it) => isSame(it.memberId, seat.memberId))) return 'already_in'
    const isOpen = before.state === 'open' && before.deadline !== undefined && before.deadline > seat.at
    if (!isOpen || before.gone.includes(seat.key)) return 'over'
    if (before.seats.length >= before.size) return 'full'
    if (await pushSeat(teamId, before.size, seat)) return 'taken'
  }
  return 'full'
}

/** A seat again whose order was paid after it was freed: also that of a leader whose team never opened. */
export async function takeSeatAnew(teamId: string, seat: SeatDoc): Promise<boolean> {
  return (await pushLeader(teamId, seat)) || (await takeSeat(teamId, seat)) === 'taken'
}

/**
 * The order of a seat is paid.
 * @returns `waiting` for other seats, `formed`, or `gone`: the seat is free again, or the team failed
 */
export async function paySeat(teamId: string, key: string): Promise<'waiting' | 'formed' | 'gone'> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await findTeam(teamId)
    const seat = before && seatOf(before, key)
    if (!seat || before.state === 'failed' || before.state === 'abandoned') return 'gone'
    if (seat.paidAt) return before.state === 'formed' ? 'formed' : 'waiting'
    const after = await payForSeat(before, key, now())
    if (after) return after.state === 'formed' ? 'formed' : 'waiting'
  }
  throw new Error(`seat ${key} of team ${teamId} found no quiet moment`)
}

/** Frees the seat of an order that was not paid; of a paid one it stays. */
export async function freeSeat(teamId: string, key: string, onlyExpiredBy?: Date): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await findTeam(teamId)
    const seat = before && seatOf(before, key)
    if (!seat || seat.paidAt) return
    if (onlyExpiredBy && (!seat.expiresAt || seat.expiresAt > onlyExpiredBy)) return
    if (await pullSeat(before, seat, now(), false)) return
  }
}

/**
 * A shopper leaves a team before it is formed: the seat is free for others and never theirs again under this key.
 * @returns false when the team is formed with them
 */
export async function leaveSeat(teamId: string, key: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await findTeam(teamId)
    if (!before) return true
    const seat = seatOf(before, key)
    if (seat && before.state === 'formed') return false
    if (!seat) {
      if (await barSeat(teamId, key)) return true
    } else if (before.state === 'failed') return true
    else if (await pullSeat(before, seat, now(), true)) return true
  }
  throw new Error(`seat ${key} of team ${teamId} found no quiet moment`)
}

/** Gives seats back whose orders were never written or never paid (IN-3). */
export async function expireSeats(): Promise<void> {
  const at = now()
  for (const { _id, seats } of await withExpiredSeats(at, BATCH))
    for (const { key, expiresAt } of seats) if (expiresAt && expiresAt <= at) await freeSeat(_id, key, at)
}

/** Ends teams whose time is over: formed where enough have paid (自动成团), else failed. */
export async function endOverdueTeams(): Promise<void> {
  const at = now()
  for (const team of await overdueTeams(at, BATCH)) {
    const to = atDeadline(team)
    if (await writeEnd(team, to, at)) logger.info({ teamId: team._id, to }, 'the time of a team is over')
  }
}
