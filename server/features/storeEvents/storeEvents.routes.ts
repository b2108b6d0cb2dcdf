import { implement } from '../../kernel/router'
import { storeEventsContract } from './storeEvents.contract'
import {
  cancelSignUp,
  checkInByScene,
  checkInGuest,
  codeOf,
  decide,
  eventOf,
  eventsForStaff,
  gallery,
  guests,
  listEvents,
  myPhotos,
  mySignUp,
  mySignUps,
  photosForReview,
  pictureBytes,
  sharePhoto,
  signUp,
} from './storeEvents.service'

export const storeEventsFeature = implement(storeEventsContract, {
  'GET /store-events': ({ query, caller }) => listEvents(query, caller.memberId),
  'GET /store-events/:eventId': ({ params, caller }) => eventOf(params.eventId, caller.memberId),
  'POST /store-events/:eventId/sign-up': ({ params, body, caller }) => signUp(params.eventId, body, caller),
  'GET /store-events/:eventId/photos': ({ params }) => gallery(params.eventId),
  'GET /me/sign-ups': ({ query, caller }) => mySignUps(query, caller.memberId),
  'GET /me/sign-ups/:signUpId': ({ params, caller }) => mySignUp(params.signUpId, caller.memberId),
  'POST /me/sign-ups/:signUpId/cancel': ({ params, caller }) =>
    cancelSignUp(params.signUpId, caller.memberId),
  'GET /me/sign-ups/:signUpId/code': ({ params, caller }) => codeOf(params.signUpId, caller.memberId),
  'POST /me/sign-ups/check-in': ({ body, caller }) => checkInByScene(body.scene, caller.memberId),
  'POST /me/sign-ups/:signUpId/photos': ({ params, body, caller }) =>
    sharePhoto(params.signUpId, body, caller.memberId),
  'GET /me/sign-ups/:signUpId/photos': ({ params, caller }) => myPhotos(params.signUpId, caller.memberId),
  'GET /event-photos/:photoId/picture': async ({ params, ctx }) => {
    const { kind, bytes } = await pictureBytes(params.photoId)
    ctx.set('Cache-Control', 'public, max-age=604800, immutable')
    ctx.set('X-Picture-Kind', kind)
    return bytes
  },
  'GET /stores/:storeId/events': ({ params, caller }) => eventsForStaff(params.storeId, caller),
  'GET /store-events/:eventId/sign-ups': ({ params, caller }) => guests(params.eventId, caller),
  'POST /store-events/check-ins': ({ body, caller }) => checkInGuest(body.code, caller),
  'GET /event-photos': ({ query, caller }) => photosForReview(query, caller),
  'POST /event-photos/:photoId/approve': ({ params, caller }) => decide(params.photoId, 'approved', caller),
  'POST /event-photos/:photoId/reject': ({ params, body, caller }) =>
    decide(params.photoId, 'rejected', caller, body.reason),
})
