import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { readMark, writeMark } from '../../kernel/cursor'
import type { storeEventsContract } from './storeEvents.contract'
import { eventsToCome } from './storeEvents.model'
import { mine, shownEvent } from './storeEvents.signUp'
import { signUpsOf } from './storeEvents.signUps.model'
import { fail, viewEvents, viewSignUp, viewSignUps } from './storeEvents.view'

export { checkInByScene, codeOf } from './storeEvents.checkIn'
export {
  findEvent,
  moveEvent,
  storeEventWrites,
  type EventFields,
  type StoreEventDoc,
} from './storeEvents.model'
export { decide, gallery, myPhotos, photosForReview, pictureBytes, sharePhoto } from './storeEvents.photos'
export { photoCounts } from './storeEvents.photos.model'
export { eventProblem } from './storeEvents.rules'
export { cancelSignUp, moveLine, signUp } from './storeEvents.signUp'
export { signUpIdOf } from './storeEvents.signUpId'
export { countsOf, putSignUps as importSignUps, type SignUpDoc } from './storeEvents.signUps.model'
export { checkInGuest, eventsForStaff, guests } from './storeEvents.staff'
export { facesOf } from './storeEvents.view'

type Routes = (typeof storeEventsContract)['routes']
type Query = z.output<Routes['GET /store-events']['query']>

/** Events to come, soonest first, as a member sees them (AP-2). @throws cursor_invalid */
export async function listEvents({ storeId, city, cursor, limit }: Query, memberId: string) {
  const mark = cursor === undefined ? undefined : readMark(cursor)
  if (cursor !== undefined && !mark) throw fail('cursor_invalid')
  const found = await eventsToCome({ storeId, city }, now(), mark, limit + 1)
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    events: await viewEvents(shown, memberId),
    ...(last ? { next: writeMark({ at: last.start, id: last._id }) } : {}),
  }
}

/** One event as a member sees it (AP-2). @throws event_not_found */
export async function eventOf(eventId: string, memberId: string) {
  const [view] = await viewEvents([await shownEvent(eventId)], memberId)
  if (!view) throw fail('event_not_found')
  return view
}

/** A member's sign-ups, latest event first (AP-2). @throws cursor_invalid */
export async function mySignUps(
  { cursor, limit }: z.output<Routes['GET /me/sign-ups']['query']>,
  memberId: string,
) {
  const mark = cursor === undefined ? undefined : readMark(cursor)
  if (cursor !== undefined && !mark) throw fail('cursor_invalid')
  const found = await signUpsOf(memberId, mark, limit + 1)
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    signUps: await viewSignUps(shown),
    ...(last ? { next: writeMark({ at: last.start, id: last._id }) } : {}),
  }
}

/** @throws sign_up_not_found */
export const mySignUp = async (signUpId: string, memberId: string) =>
  viewSignUp(await mine(signUpId, memberId))
