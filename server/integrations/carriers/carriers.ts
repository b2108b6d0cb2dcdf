import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { PlatformUnavailable, WordedRefusal, send } from '../http'

/**
 * Carriers behind one adapter (OR-5): a service that knows several of them and speaks HTTP with a bearer key. Another
 * service is adapted here and nowhere else. `POST /carriers/v1/quotes`, `POST /carriers/v1/bookings` (safe to repeat by its
 * `reference`), `GET /carriers/v1/bookings/:id`, `POST /carriers/v1/bookings/:id/cancel`; refusals are 4xx with
 * `{ code, message }`. News comes to `/api/carriers/news`, signed with the same key.
 */
const status = z.enum(['accepted', 'pickedUp', 'delivered', 'failed', 'cancelled'])

const quote = z.object({
  /** The carrier's code. */
  carrier: z.string(),
  name: z.string(),
  /** Fen. */
  fee: z.int(),
  /** Until it is delivered. */
  minutes: z.int(),
})
const booking = z.object({
  id: z.string(),
  carrier: z.string(),
  name: z.string(),
  trackingNo: z.string(),
  fee: z.int(),
  status,
  reason: z.string().optional(),
})
const news = z.object({
  bookingId: z.string(),
  /** What it was booked under. */
  reference: z.string(),
  status,
  reason: z.string().max(200).optional(),
})
const refused = z.object({ code: z.string().default('UNKNOWN'), message: z.string().default('') })

export type Quote = z.infer<typeof quote>
export type Booking = z.infer<typeof booking>
export type CarrierNews = z.infer<typeof news>

export interface Errand {
  service: 'city2h' | 'express'
  from: { name: string; phone: string; address: string }
  to: { name: string; phone: string; address: string }
  goods: string
  pieces: number
}

/** What a carrier can be asked. @throws of all: WordedRefusal with the service's code, PlatformUnavailable */
export interface Carriers {
  /** Who would bring it, cheapest first. */
  quote(errand: Errand): Promise<Quote[]>
  /** Orders a courier; the same reference again is the same booking. */
  book(errand: Errand & { reference: string; carrier: string }): Promise<Booking>
  track(bookingId: string): Promise<Booking>
  /** @throws WordedRefusal TOO_LATE when it was picked up */
  cancel(bookingId: string): Promise<void>
}

async function ask<T>(method: 'GET' | 'POST', path: string, shape: z.ZodType<T>, body?: unknown): Promise<T> {
  const response = await send({
    method,
    base: env.CARRIERS_API_BASE,
    path,
    query: {},
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${env.CARRIERS_API_KEY}` },
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) {
    const parsed = shape.safeParse(answer)
    if (parsed.success) return parsed.data
  } else {
    const parsed = refused.safeParse(answer)
    if (parsed.success)
      throw new WordedRefusal('carriers', path, response.status, parsed.data.code, parsed.data.message)
  }
  throw new PlatformUnavailable(`${path}: unexpected answer (HTTP ${response.status})`)
}

const bookings = '/carriers/v1/bookings'
const named = (id: string) => `${bookings}/${encodeURIComponent(id)}`

export const carriers: Carriers = {
  async quote(errand) {
    const { quotes } = await ask('POST', '/carriers/v1/quotes', z.object({ quotes: z.array(quote) }), errand)
    return quotes.sort((a, b) => a.fee - b.fee)
  },
  book: (errand) => ask('POST', bookings, booking, errand),
  track: (bookingId) => ask('GET', named(bookingId), booking),
  async cancel(bookingId) {
    await ask('POST', `${named(bookingId)}/cancel`, booking, {})
  },
}

/** A piece of news that is not from the carriers, or not from today. */
export class CarrierNewsForged extends Error {}

const FRESH_MS = 10 * 60_000
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/

/** Signs news as `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`. */
export const signNews = (body: string, seconds: number, key: string): string =>
  `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`

/** Opens a piece of news. @throws CarrierNewsForged for a wrong or stale signature and for what is none */
export function openCarrierNews(signature: string, body: string): CarrierNews {
  const [, seconds] = SIGNATURE.exec(signature) ?? []
  if (!seconds) throw new CarrierNewsForged('no signature')
  const expected = Buffer.from(signNews(body, Number(seconds), env.CARRIERS_API_KEY))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new CarrierNewsForged('another signature')
  if (Math.abs(now().getTime() - Number(seconds) * 1000) > FRESH_MS) throw new CarrierNewsForged('stale')
  try {
    return news.parse(JSON.parse(body))
  } catch (error) {
    throw new CarrierNewsForged(String(error))
  }
}
