import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { newId } from '../../kernel/ids'
import { memberForStaff } from '../members/members.service'
import { earnPoints } from '../points/points.service'
import type { storeEventsContract } from './storeEvents.contract'
import { findEvent, findEvents } from './storeEvents.model'
import {
  decidePhoto,
  findPhoto,
  findPicture,
  insertPhoto,
  photosIn,
  photosOfEvent,
  photosOfSignUp,
  putPicture,
  type PhotoDoc,
} from './storeEvents.photos.model'
import { PHOTO_BYTES, PHOTOS_MOST, pictureKind } from './storeEvents.rules'
import type { photoView } from './storeEvents.shapes.contract'
import { mine, shownEvent } from './storeEvents.signUp'
import { fail, mayShareAt } from './storeEvents.view'

type Routes = (typeof storeEventsContract)['routes']
type Body = z.output<Routes['POST /me/sign-ups/:signUpId/photos']['body']>
type Reviewer = CallerOf<Routes['POST /event-photos/:photoId/approve']>
type Query = z.output<Routes['GET /event-photos']['query']>
type PhotoView = z.input<typeof photoView>

const SHOWN = 100

function photoWords({ state, points, reason }: PhotoDoc): string {
  if (state === 'pending') return '审核中'
  if (state === 'rejected') return `未通过：${reason ?? ''}`
  return points ? `已通过 +${points} 积分` : '已通过'
}

async function viewPhoto(it: PhotoDoc): Promise<PhotoView> {
  const member = await memberForStaff(it.memberId)
  return {
    id: it._id,
    url: `/api/event-photos/${it._id}/picture`,
    state: it.state,
    stateText: photoWords(it),
    ...(it.words ? { words: it.words } : {}),
    author: member?.nickname ?? '',
    createdAt: it.createdAt.toISOString(),
  }
}

/** @throws photo_invalid */
function pictureOf(base64: string): { kind: string; bytes: Buffer } {
  const bytes = Buffer.from(base64, 'base64')
  const kind = bytes.length <= PHOTO_BYTES ? pictureKind(bytes) : undefined
  if (!kind) throw fail('photo_invalid')
  return { kind, bytes }
}

/**
 * A guest shows a photo of an event (AP-2): at most three, from check-in until seven days after. The same picture again is
 * the same photo.
 * @throws sign_up_not_found, photo_invalid, photo_not_yet, photo_limit
 */
export async function sharePhoto(signUpId: string, { picture, words }: Body, memberId: string) {
  const signUp = await mine(signUpId, memberId)
  const event = await findEvent(signUp.eventId)
  if (!event || !mayShareAt(signUp, now())) throw fail('photo_not_yet')
  const { kind, bytes } = pictureOf(picture)
  const hash = createHash('sha256').update(bytes).digest('hex')
  for (;;) {
    const earlier = await photosOfSignUp(signUpId)
    const same = earlier.find((it) => it.hash === hash)
    if (same) return viewPhoto(same)
    if (earlier.length >= PHOTOS_MOST) throw fail('photo_limit')
    const photo: PhotoDoc = {
      _id: newId('pho'),
      signUpId,
      nth: earlier.length + 1,
      hash,
      eventId: event._id,
      storeId: event.storeId,
      memberId,
      ...(words ? { words } : {}),
      points: event.photoPoints,
      state: 'pending',
      createdAt: now(),
      outbox: [],
    }
    // The picture first: a photo never stands without it.
    await putPicture(photo._id, kind, bytes)
    if (await insertPhoto(photo)) return viewPhoto(photo)
  }
}

/** Photos the shopper showed of an event. @throws sign_up_not_found */
export async function myPhotos(signUpId: string, memberId: string) {
  await mine(signUpId, memberId)
  return { photos: await Promise.all((await photosOfSignUp(signUpId)).map(viewPhoto)) }
}

/** Approved photos of an event, newest first. @throws event_not_found */
export async function gallery(eventId: string) {
  await shownEvent(eventId)
  return { photos: await Promise.all((await photosOfEvent(eventId, 'approved', SHOWN)).map(viewPhoto)) }
}

/** The bytes of a photo. @throws photo_not_found */
export async function pictureBytes(photoId: string) {
  const found = (await findPhoto(photoId)) && (await findPicture(photoId))
  if (!found) throw fail('photo_not_found')
  return found
}

/** The stores whose photos somebody decides about; undefined: of all. */
const storesOf = (caller: Reviewer): readonly string[] | undefined => {
  if (caller.kind !== 'operator') return [caller.storeId]
  return caller.role === 'headquarters' ? undefined : (caller.storeIds ?? [])
}

async function viewForReview(photos: readonly PhotoDoc[]) {
  const events = new Map(
    (await findEvents([...new Set(photos.map((it) => it.eventId))])).map((it) => [it._id, it.title]),
  )
  return Promise.all(
    photos.map(async (it) => ({
      ...(await viewPhoto(it)),
      eventId: it.eventId,
      eventTitle: events.get(it.eventId) ?? '',
      points: it.points,
    })),
  )
}

/** Photos to approve (AP-2): of the own store, of an operator within their reach. */
export const photosForReview = async ({ eventId, state }: Query, caller: Reviewer) => ({
  photos: await viewForReview(await photosIn(state, storesOf(caller), eventId, SHOWN)),
})

/**
 * Decides about a photo, once; the same decision again changes nothing.
 * @throws photo_not_found, photo_decided, store_forbidden
 */
export async function decide(
  photoId: string,
  to: 'approved' | 'rejected',
  caller: Reviewer,
  reason?: string,
) {
  const found = await findPhoto(photoId)
  if (!found) throw fail('photo_not_found')
  const stores = storesOf(caller)
  if (stores && !stores.includes(found.storeId)) throw fail('store_forbidden')
  const by = caller.kind === 'operator' ? caller.operatorId : caller.guideId
  const decided = (await decidePhoto(photoId, to, by, reason)) ?? (await findPhoto(photoId))
  if (decided?.state !== to) throw fail('photo_decided')
  const [view] = await viewForReview([decided])
  if (!view) throw fail('photo_not_found')
  return view
}

/** The points of an approved photo (ME-3), once. */
export async function givePhotoPoints(photoId: string): Promise<void> {
  const it = await findPhoto(photoId)
  if (it?.state !== 'approved' || it.points < 1) return
  const title = (await findEvent(it.eventId))?.title ?? ''
  const { memberId, points: amount } = it
  await earnPoints({ key: `photo/${photoId}`, memberId, amount, kind: 'photo', text: `晒图「${title}」` })
}
