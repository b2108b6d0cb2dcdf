import type { Api } from '../../../server/api'

/** An event in a store, as one shopper sees it (AP-2). */
export type StoreEvent = Api['GET /store-events/:eventId']['response']
export type SignUp = Api['GET /me/sign-ups/:signUpId']['response']
export type Photo = Api['GET /store-events/:eventId/photos']['response']['photos'][number]
export type EventCode = Api['GET /me/sign-ups/:signUpId/code']['response']
