import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
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
export async function listEvents({ storeId, city, ...paging }: Query, memberId: string) {
  const page = await readPage(
    paging,
    (after, count) => eventsToCome({ storeId, city }, now(), after, count),
    (it) => it.start,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    events: await viewEvents(page.rows, memberId),
    ...page.more,
  }
}

/** One event as a member sees it (AP-2). @throws event_not_found */
export async function eventOf(eventId: string, memberId: string) {
  const [view] = await viewEvents([await shownEvent(eventId)], memberId)
  if (!view) throw fail('event_not_found')
  return view
}

/** A member's sign-ups, latest event first (AP-2). @throws cursor_invalid */
export async function mySignUps(paging: z.output<Routes['GET /me/sign-ups']['query']>, memberId: string) {
  const page = await readPage(
    paging,
    (after, count) => signUpsOf(memberId, after, count),
    (it) => it.start,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    signUps: await viewSignUps(page.rows),
    ...page.more,
  }
}

/** @throws sign_up_not_found */
export const mySignUp = async (signUpId: string, memberId: string) =>
  viewSignUp(await mine(signUpId, memberId))
