import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { findCoupons, showCoupon } from '../coupons/coupons.service'
import { membershipOf } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { storeEventsContract } from './storeEvents.contract'
import { findEvents, type StoreEventDoc } from './storeEvents.model'
import {
  audienceText,
  clockWords,
  kindText,
  notForYou,
  phaseAt,
  phaseText,
  SHARE_MS,
  signUpStateAt,
  type SignUpState,
} from './storeEvents.rules'
import type { signUpView, storeEventView } from './storeEvents.shapes.contract'
import { countsOf, waitingBefore, type SignUpCounts, type SignUpDoc } from './storeEvents.signUps.model'
import { signUpsByEvent } from './storeEvents.signUpId'

export const fail = failWith(storeEventsContract.errors)

type EventView = z.input<typeof storeEventView>
type EventFace = Omit<EventView, 'mine'>
type Mine = EventView['mine']

async function placeOf(storeId: string): Promise<EventView['store']> {
  const store = await findLocation(storeId)
  const {
    name = '',
    city = '',
    address = '',
    phone = '',
    position = [0, 0] as [number, number],
  } = store ?? {}
  return { id: storeId, name, city, address, phone, position }
}

/** Events as everybody sees them. */
export async function facesOf(events: readonly StoreEventDoc[]): Promise<EventFace[]> {
  const at = now()
  const [counts, coupons] = await Promise.all([
    countsOf(events.map((it) => it._id)),
    findCoupons([...new Set(events.flatMap((it) => it.couponId ?? []))]),
  ])
  const faces = new Map(await Promise.all(coupons.map(async (it) => [it._id, await showCoupon(it)] as const)))
  return Promise.all(
    events.map(async (it) => {
      const { seated = 0, waiting = 0 } = counts.get(it._id) ?? {}
      // Whoever waits goes first: what is free for a moment is theirs.
      const left = waiting ? 0 : Math.max(0, it.quota - seated)
      const phase = phaseAt(it, left, at)
      const coupon = it.couponId ? faces.get(it.couponId) : undefined
      const audience = audienceText(it.audience)
      return {
        id: it._id,
        kind: it.kind,
        kindText: kindText(it.kind),
        title: it.title,
        summary: it.summary,
        detail: it.detail,
        image: it.image,
        store: await placeOf(it.storeId),
        start: it.start.toISOString(),
        end: it.end.toISOString(),
        signUpFrom: it.signUpFrom.toISOString(),
        signUpUntil: it.signUpUntil.toISOString(),
        cancelUntil: it.cancelUntil.toISOString(),
        phase,
        phaseText: phaseText(phase, it, it.line > waiting),
        quota: it.quota,
        left,
        ...(it.line ? { waiting } : {}),
        ...(audience ? { audienceText: audience } : {}),
        ...(coupon ? { coupon } : {}),
        photoPoints: it.photoPoints,
      }
    }),
  )
}

/** What an event is to one member: what they have of it, or may do. */
function mineOf(
  event: StoreEventDoc,
  face: EventFace,
  signUp: SignUpDoc | undefined,
  member: Parameters<typeof notForYou>[1],
): Mine {
  const at = now()
  const state = signUp && signUpStateAt(signUp.state, event, at)
  if (signUp && state && state !== 'cancelled')
    return { signUpId: signUp._id, state, action: 'none', text: stateWords[state] }
  const has = signUp && state ? { signUpId: signUp._id, state } : {}
  const why = notForYou(event.audience, member, at)
  if (face.phase !== 'open' && face.phase !== 'full') return { ...has, action: 'none', text: face.phaseText }
  if (why) return { ...has, action: 'none', text: why }
  if (face.phase === 'open') return { ...has, action: 'signUp', text: '立即报名' }
  return event.line > (face.waiting ?? 0)
    ? { ...has, action: 'wait', text: '排队候补' }
    : { ...has, action: 'none', text: '已报满' }
}

/** Events as one member sees them. */
export async function viewEvents(events: readonly StoreEventDoc[], memberId: string): Promise<EventView[]> {
  const [faces, byEvent, member] = await Promise.all([
    facesOf(events),
    signUpsByEvent(
      events.map((it) => it._id),
      memberId,
    ),
    membershipOf(memberId),
  ])
  return events.flatMap((event, at) => {
    const face = faces[at]
    return face ? [{ ...face, mine: mineOf(event, face, byEvent.get(event._id), member) }] : []
  })
}

const stateWords: Readonly<Record<SignUpState, string>> = {
  seated: '已报名',
  waiting: '候补中',
  checkedIn: '已签到',
  cancelled: '已取消',
  missed: '未到场',
  expired: '候补未轮到',
}

/** A sign-up's state in the shop's words. */
export async function stateText(signUp: SignUpDoc, event: StoreEventDoc): Promise<string> {
  const state = signUpStateAt(signUp.state, event, now())
  if (state === 'waiting' && signUp.waitingSince)
    return `候补第 ${(await waitingBefore(event._id, signUp.waitingSince)) + 1} 位`
  if (state === 'checkedIn' && signUp.checkedInAt) return `已签到 ${clockWords(signUp.checkedInAt)}`
  if (state === 'cancelled' && signUp.state !== 'cancelled') return '门店取消了活动'
  return stateWords[state]
}

/** Whether a guest may show photos of an event now. */
export const mayShareAt = ({ state, checkedInAt }: SignUpDoc, at: Date): boolean =>
  state === 'checkedIn' && checkedInAt !== undefined && at.getTime() < checkedInAt.getTime() + SHARE_MS

/** Whether a guest may still give the place back: a seat until the deadline, a place in line until the start. */
export const mayCancelAt = ({ state }: SignUpDoc, event: StoreEventDoc, at: Date): boolean =>
  event.status !== 'ended' &&
  ((state === 'seated' && at < event.cancelUntil) || (state === 'waiting' && at < event.start))

/** A member's sign-ups with their events; one whose event is gone is left out. */
export async function viewSignUps(signUps: readonly SignUpDoc[]): Promise<z.input<typeof signUpView>[]> {
  const at = now()
  const events = new Map(
    (await findEvents([...new Set(signUps.map((it) => it.eventId))])).map((it) => [it._id, it]),
  )
  const coupons = new Map(
    (await findCoupons([...new Set([...events.values()].flatMap((it) => it.couponId ?? []))])).map((it) => [
      it._id,
      it.title,
    ]),
  )
  const views = signUps.map(async (it) => {
    const event = events.get(it.eventId)
    if (!event) return []
    const title = event.couponId ? coupons.get(event.couponId) : undefined
    const {
      id,
      kind,
      title: name,
      image,
      start,
      end,
      cancelUntil,
      photoPoints,
    } = {
      ...event,
      id: event._id,
    }
    return [
      {
        id: it._id,
        state: signUpStateAt(it.state, event, at),
        stateText: await stateText(it, event),
        event: {
          id,
          kind,
          kindText: kindText(kind),
          title: name,
          image,
          store: await placeOf(event.storeId),
          start: start.toISOString(),
          end: end.toISOString(),
          cancelUntil: cancelUntil.toISOString(),
          photoPoints,
        },
        createdAt: it.createdAt.toISOString(),
        ...(it.checkedInAt ? { checkedInAt: it.checkedInAt.toISOString() } : {}),
        mayCancel: mayCancelAt(it, event, at),
        mayShare: mayShareAt(it, at),
        ...(title ? { coupon: couponOf(it, title) } : {}),
      },
    ]
  })
  return (await Promise.all(views)).flat()
}

function couponOf({ grantId, couponText, state }: SignUpDoc, title: string) {
  if (grantId) return { title, grantId, text: '已放入卡包，到店可用' }
  return { title, text: couponText ?? (state === 'waiting' ? '候补到位后发放' : '正在发放') }
}

/** @throws sign_up_not_found when its event is gone */
export async function viewSignUp(signUp: SignUpDoc): Promise<z.input<typeof signUpView>> {
  const [view] = await viewSignUps([signUp])
  if (!view) throw fail('sign_up_not_found')
  return view
}

export const noCounts: SignUpCounts = { seated: 0, waiting: 0, cancelled: 0, checkedIn: 0 }
