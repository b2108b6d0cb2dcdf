import { now } from '../../kernel/clock'
import { drawDigits, rollingCode } from '../../kernel/rollingCode'
import { guideDirectory } from '../guides/guides.service'
import { findEvent, findEventByCode, type StoreEventDoc } from './storeEvents.model'
import { CHECK_IN_MS, clockWords, signUpStateAt } from './storeEvents.rules'
import { mine } from './storeEvents.signUp'
import {
  findSignUp,
  findSignUpByDigits,
  moveSignUp,
  putDigits,
  type SignUpDoc,
} from './storeEvents.signUps.model'
import { signUpOf } from './storeEvents.signUpId'
import { fail, viewSignUp } from './storeEvents.view'

const signUpCode = rollingCode<SignUpDoc>({
  mark: 'HE1',
  prefix: 'sup',
  purpose: 'event',
  byId: findSignUp,
  byDigits: findSignUpByDigits,
  digitsOf: ({ digits }) => digits,
})
const DIGIT_TRIES = 20

/** What a guest shows at the store (AP-2). @throws sign_up_not_found, sign_up_closed without a seat */
export async function codeOf(signUpId: string, memberId: string) {
  let found: SignUpDoc | null = await mine(signUpId, memberId)
  const event = await findEvent(found.eventId)
  if (!event || signUpStateAt(found.state, event, now()) !== 'seated') throw fail('sign_up_closed')
  for (let tries = 0; found && !found.digits && tries < DIGIT_TRIES; tries++) {
    await putDigits(signUpId, drawDigits())
    found = await findSignUp(signUpId)
  }
  if (!found?.digits) throw new Error(`no digits for ${signUpId}`)
  return signUpCode.show(signUpId, found.digits, now())
}

/** @throws check_in_too_early, check_in_over */
function mustBeTime({ start, end, status }: StoreEventDoc): void {
  const at = now()
  if (at >= end || status === 'ended') throw fail('check_in_over')
  if (at.getTime() < start.getTime() - CHECK_IN_MS)
    throw fail('check_in_too_early', { start: start.toISOString() })
}

/** `14:05 已签到，周敏接待` */
async function alreadyWords({ checkedInAt, checkedInBy }: SignUpDoc): Promise<string> {
  const by = checkedInBy && (await guideDirectory()).ofId(checkedInBy)?.name
  return `${checkedInAt ? clockWords(checkedInAt) : ''} 已签到${by ? `，${by}接待` : ''}`.trim()
}

/** Checks a guest in, once. @returns whether it was this call */
async function checkIn(found: SignUpDoc, by: string): Promise<SignUpDoc> {
  for (let it: SignUpDoc | null = found; it; it = await findSignUp(found._id)) {
    if (it.state === 'checkedIn') throw fail('checked_in_already', { text: await alreadyWords(it) })
    if (it.state !== 'seated') throw fail('check_in_not_seated')
    const moved = await moveSignUp(it, 'checkedIn', { checkedInAt: now(), checkedInBy: by })
    if (moved) return moved
  }
  throw fail('check_in_not_seated')
}

/**
 * Checks a guest in by the code they show, at the event's own store (AP-2): a code works once, at whichever counter.
 * @throws code_unknown, code_stale, checked_in_already, check_in_other_store, check_in_too_early, check_in_over,
 * check_in_not_seated
 */
export async function checkInByCode(
  code: string,
  { storeId, guideId }: { storeId: string; guideId: string },
) {
  const found = await signUpCode.find(code, now())
  if (found === 'unknown' || found === 'exercise') throw fail('code_unknown')
  if (found === 'stale') throw fail('code_stale')
  const event = await findEvent(found.eventId)
  if (!event) throw fail('code_unknown')
  if (event.storeId !== storeId) throw fail('check_in_other_store')
  mustBeTime(event)
  return { event, signUp: await checkIn(found, guideId) }
}

const SCENE = /^e=([0-9A-Z]{8})$/

/**
 * A guest checks in by the QR at the store (AP-2, ST-5); again it changes nothing.
 * @throws scene_unknown, check_in_not_seated, check_in_too_early, check_in_over
 */
export async function checkInByScene(scene: string, memberId: string) {
  const code = SCENE.exec(scene)?.[1]
  const event = code && (await findEventByCode(code))
  if (!event || event.status === 'draft') throw fail('scene_unknown')
  const found = await signUpOf(event._id, memberId)
  if (!found || found.state === 'cancelled') throw fail('check_in_not_seated')
  if (found.state === 'checkedIn') return viewSignUp(found)
  mustBeTime(event)
  try {
    return await viewSignUp(await checkIn(found, 'self'))
  } catch (error) {
    // The counter was faster: they are in.
    const read = await findSignUp(found._id)
    if (read?.state === 'checkedIn') return viewSignUp(read)
    throw error
  }
}
