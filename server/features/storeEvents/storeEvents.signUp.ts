import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { AppError } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import { inTurn, letOthers } from '../../kernel/turns'
import { isSame } from '../../kernel/oneId'
import { giveCoupon } from '../coupons/coupons.service'
import { membershipOf } from '../members/members.service'
import type { storeEventsContract } from './storeEvents.contract'
import { findEvent, type StoreEventDoc } from './storeEvents.model'
import { notForYou, phaseAt } from './storeEvents.rules'
import { signUpIdOf, signUpOf } from './storeEvents.signUpId'
import {
  findSignUp,
  freeNumbers,
  insertSignUp,
  lineOf,
  moveSignUp,
  putCoupon,
  type SignUpDoc,
} from './storeEvents.signUps.model'
import { fail, mayCancelAt, viewSignUp } from './storeEvents.view'

type Routes = (typeof storeEventsContract)['routes']
type Body = z.output<Routes['POST /store-events/:eventId/sign-up']['body']>
type Member = CallerOf<Routes['POST /store-events/:eventId/sign-up']>
type Who = Pick<Member, 'memberId' | 'openid'>

const TRIES = 60

/** An event a shopper may know of. @throws event_not_found */
export async function shownEvent(eventId: string): Promise<StoreEventDoc> {
  const event = await findEvent(eventId)
  if (!event || event.status === 'draft') throw fail('event_not_found')
  return event
}

const isActive = (it: SignUpDoc | null): it is SignUpDoc => it !== null && it.state !== 'cancelled'

/** Numbers of an event's seats or line, in any order, by the names of their turns. */
const turnsOf = (eventId: string, of: 'seat' | 'spot', numbers: readonly number[]): Map<string, number> =>
  new Map(
    numbers
      .map((it) => ({ it, at: randomInt(1_000_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ it }) => [`${eventId}/${of}/${it}`, it]),
  )

/**
 * Takes a free number of an event's seats or line for a member: the number is unique in the database, so that never more
 * than there are can be had, whoever else asks. Of those who ask at once each tries for another number.
 * @returns undefined when none is free
 */
async function take(
  event: StoreEventDoc,
  of: 'seat' | 'spot',
  who: Who,
  from: string | undefined,
): Promise<SignUpDoc | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const standing = await signUpOf(event._id, who.memberId)
    if (isActive(standing)) return standing
    const free = await freeNumbers(event._id, of, of === 'seat' ? event.quota : event.line)
    if (!free.length) return undefined
    const turns = turnsOf(event._id, of, free)
    const taken = await inTurn([signUpIdOf(event._id, who.memberId)], () =>
      inTurn([...turns.keys()], (name) =>
        takeNumber(event, standing, { [of]: turns.get(name) ?? 0 }, who, from),
      ),
    )
    if (taken) return taken
    await letOthers()
  }
  return undefined
}

/** @returns undefined when somebody else has this number, or has signed this member up */
async function takeNumber(
  { _id: eventId, storeId, start }: StoreEventDoc,
  standing: SignUpDoc | null,
  number: Pick<SignUpDoc, 'seat' | 'spot'>,
  { memberId, openid }: Who,
  from: string | undefined,
): Promise<SignUpDoc | undefined> {
  const _id = signUpIdOf(eventId, memberId)
  const at = now()
  const isSeat = number.seat !== undefined
  const state = isSeat ? ('seated' as const) : ('waiting' as const)
  const has = {
    ...number,
    openid,
    createdAt: at,
    ...(isSeat ? {} : { waitingSince: at }),
    ...(from ? { from } : {}),
  }
  if (standing) return (await moveSignUp(standing, state, has)) ?? undefined
  if (!(await insertSignUp({ _id, eventId, storeId, memberId, start, state, ...has }))) return undefined
  crashPoint('event.seated')
  return (await findSignUp(_id)) ?? undefined
}

/**
 * Signs a member up for an event (AP-2): never more than its quota, once per member, the first in line first; the same
 * again is the same sign-up.
 * @throws event_not_found, event_not_open, event_full, event_not_for_you
 */
export async function signUp(eventId: string, { mayWait, from }: Body, who: Who) {
  const event = await shownEvent(eventId)
  const earlier = await signUpOf(eventId, who.memberId)
  if (isActive(earlier)) return viewSignUp(earlier)
  const at = now()
  const phase = phaseAt(event, 1, at)
  if (phase !== 'open') throw fail('event_not_open', { phase })
  const why = notForYou(event.audience, await membershipOf(who.memberId), at)
  if (why) throw fail('event_not_for_you', { text: why })
  const someoneWaits = event.line > 0 && (await lineOf(eventId, 1)).length > 0
  const seated = someoneWaits ? undefined : await take(event, 'seat', who, from)
  const taken = seated ?? (mayWait ? await take(event, 'spot', who, from) : undefined)
  if (!taken) throw fail('event_full', { mayWait: event.line > 0 })
  if (taken.state === 'waiting') await moveLine(eventId)
  else await giveSignUpCoupon(taken._id).catch(later)
  return viewSignUp((await findSignUp(taken._id)) ?? taken)
}
const later = (error: unknown) => logger.warn({ error: String(error) }, 'the coupon of a sign-up comes later')

/** Gives free seats to who waits, the first first (AP-2). Safe to run at any time. */
export async function moveLine(eventId: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const event = await findEvent(eventId)
    if (event?.status !== 'scheduled' || now() >= event.start) return
    const [[first], free] = await Promise.all([lineOf(eventId, 1), freeNumbers(eventId, 'seat', event.quota)])
    if (!first || !free.length) return
    const turns = turnsOf(eventId, 'seat', free)
    const moved = await inTurn([...turns.keys()], (name) =>
      moveSignUp(first, 'seated', { seat: turns.get(name) ?? 0 }),
    )
    if (!moved) await letOthers()
  }
}

/** @throws sign_up_not_found, for one of somebody else as for none */
export async function mine(signUpId: string, memberId: string): Promise<SignUpDoc> {
  const found = await findSignUp(signUpId)
  if (!found || !isSame(found.memberId, memberId)) throw fail('sign_up_not_found')
  return found
}

/**
 * Gives a seat or a place in line back; again it changes nothing (AP-2).
 * @throws sign_up_not_found, sign_up_closed, cancel_too_late
 */
export async function cancelSignUp(signUpId: string, memberId: string) {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await mine(signUpId, memberId)
    if (found.state === 'cancelled') return viewSignUp(found)
    const event = await findEvent(found.eventId)
    if (!event || found.state === 'checkedIn') throw fail('sign_up_closed')
    if (!mayCancelAt(found, event, now()))
      throw fail(found.state === 'seated' && now() < event.start ? 'cancel_too_late' : 'sign_up_closed')
    const moved = await moveSignUp(found, 'cancelled')
    if (moved) return viewSignUp(moved)
  }
  throw fail('sign_up_closed')
}

/** The coupon of a sign-up (AP-2, CO-2): once per person and coupon; why there is none is kept. */
export async function giveSignUpCoupon(signUpId: string): Promise<void> {
  const found = await findSignUp(signUpId)
  if (!found || found.grantId || (found.state !== 'seated' && found.state !== 'checkedIn')) return
  const event = await findEvent(found.eventId)
  if (!event?.couponId) return
  try {
    const grant = await giveCoupon(event.couponId, {
      memberId: found.memberId,
      nth: 1,
      way: 'event',
      reason: `报名「${event.title}」`,
    })
    crashPoint('event.couponGiven')
    await putCoupon(signUpId, { grantId: grant._id })
  } catch (error) {
    if (!(error instanceof AppError) || error.refusal.status >= 500) throw error
    await putCoupon(signUpId, { couponText: error.refusal.text })
  }
}
