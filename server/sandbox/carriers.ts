import { createHmac } from 'node:crypto'
import type Router from '@koa/router'
import type Koa from 'koa'
import { sandboxEnv } from '../../config/sandboxEnv'
import { pause } from '../kernel/pause'
import type { Core } from './core'
import { objectOf } from './payApi'
import { hangUp, readText, textOr, type Body } from './platformApi'

const key = sandboxEnv({ sandboxUrl: '' }).CARRIERS_API_KEY ?? ''
const NEWS = '/api/carriers/news'
const STATUSES = ['accepted', 'pickedUp', 'delivered', 'failed', 'cancelled'] as const
type Status = (typeof STATUSES)[number]

const OFFERS: Record<string, { carrier: string; name: string; fee: number; minutes: number }[]> = {
  city2h: [
    { carrier: 'sf_city', name: '顺丰同城', fee: 1800, minutes: 90 },
    { carrier: 'dada', name: '达达快送', fee: 1500, minutes: 110 },
  ],
  express: [
    { carrier: 'sf', name: '顺丰速运', fee: 2300, minutes: 1440 },
    { carrier: 'zto', name: '中通快递', fee: 1200, minutes: 2880 },
  ],
}

type Booking = {
  id: string
  reference: string
  carrier: string
  name: string
  trackingNo: string
  fee: number
  status: Status
  reason?: string
}
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code)
  }
}

/** The carriers' service: quotes, bookings and signed news of them; steered by `/__sandbox/carriers`. */
export function carrierRoutes(router: Router, core: Core) {
  let bookings: Booking[] = []
  core.onReset(() => (bookings = []))

  const offersOf = ({ service }: Body) => {
    const offers = OFFERS[textOr(service)]
    if (!offers) throw new Refusal(400, 'INVALID_SERVICE')
    return offers
  }
  const mustHavePlaces = ({ from, to }: Body) => {
    for (const place of [from, to].map(objectOf))
      if (!textOr(place.name) || !textOr(place.phone) || !textOr(place.address))
        throw new Refusal(400, 'INVALID_ADDRESS')
  }
  const find = (id: string) => {
    const found = bookings.find((it) => it.id === id || it.reference === id)
    if (!found) throw new Refusal(404, 'NOT_FOUND')
    return found
  }

  const api = (method: 'get' | 'post', path: string, handle: (body: Body, id: string) => unknown) =>
    router[method](path, async (ctx: Koa.Context) => {
      const fault = core.faults.take('platform', ctx.path)
      if (fault?.delayMs) await pause(fault.delayMs)
      if (fault?.drop) return hangUp(ctx)
      const id = String((ctx as Koa.Context & { params: Record<string, string> }).params.id ?? '')
      try {
        if (ctx.get('authorization') !== `Bearer ${key}`) throw new Refusal(401, 'UNAUTHORIZED')
        if (fault?.http || fault?.code) throw new Refusal(fault.http ?? 400, fault.code ?? 'UNAVAILABLE')
        ctx.body = handle(JSON.parse((await readText(ctx)) || '{}') as Body, id)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        ctx.status = error.status
        ctx.body = { code: error.code, message: '配送服务拒绝了请求' }
      }
      core.journal.log('配送', `${ctx.path} ${ctx.status}`, ctx.status !== 200)
    })

  api('post', '/carriers/v1/quotes', (body) => {
    mustHavePlaces(body)
    return { quotes: offersOf(body) }
  })
  api('post', '/carriers/v1/bookings', (body) => {
    const reference = textOr(body.reference)
    const known = bookings.find((it) => it.reference === reference)
    if (known) return known
    mustHavePlaces(body)
    const offer = offersOf(body).find((it) => it.carrier === body.carrier)
    if (!reference || !offer) throw new Refusal(400, 'INVALID_CARRIER')
    const serial = String(bookings.length + 1).padStart(10, '0')
    const { carrier, name, fee } = offer
    const trackingNo = `${carrier.slice(0, 2).toUpperCase()}${serial}`
    const made: Booking = {
      id: `bkg_${serial}`,
      reference,
      carrier,
      name,
      fee,
      trackingNo,
      status: 'accepted',
    }
    bookings.push(made)
    return made
  })
  api('get', '/carriers/v1/bookings/:id', (_, id) => find(id))
  api('post', '/carriers/v1/bookings/:id/cancel', (_, id) => {
    const booking = find(id)
    if (booking.status !== 'accepted' && booking.status !== 'cancelled') throw new Refusal(409, 'TOO_LATE')
    booking.status = 'cancelled'
    return booking
  })

  const tell = async (body: string, signedWith: string, seconds: number) => {
    const v1 = createHmac('sha256', signedWith).update(`${seconds}.${body}`).digest('hex')
    const answer = await fetch(`${core.serverUrl}${NEWS}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-carrier-signature': `t=${seconds},v1=${v1}` },
      body,
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined)
    await answer?.text().catch(() => undefined)
    const got = answer?.status ?? 0
    core.journal.log('配送', `消息 ${body} 得到 ${got}`, got !== 204)
    return got
  }

  router.get('/__sandbox/carriers', (ctx) => {
    ctx.body = { bookings }
  })
  /**
   * `{ booking: id or reference, status, reason? }` moves a booking and tells of it; with `copies` several times at once,
   * `isQuiet` not at all, `isStale` signed an hour ago, `isForged` with another key and without moving it.
   */
  router.post('/__sandbox/carriers', async (ctx: Koa.Context) => {
    const body = JSON.parse((await readText(ctx)) || '{}') as Body
    const booking = bookings.find((it) => it.id === body.booking || it.reference === body.booking)
    const status = STATUSES.find((it) => it === body.status)
    ctx.status = booking && status ? 200 : 400
    if (!booking || !status) return
    if (body.isForged !== true) booking.status = status
    const reason = textOr(body.reason)
    if (reason) booking.reason = reason
    const { id: bookingId, reference } = booking
    const news = JSON.stringify({ bookingId, reference, status, ...(reason ? { reason } : {}) })
    const copies = body.isQuiet === true ? 0 : Number(body.copies ?? 1)
    const seconds = core.clock.seconds() - (body.isStale === true ? 3600 : 0)
    const answers = await Promise.all(
      Array.from({ length: copies }, () => tell(news, body.isForged === true ? 'another key' : key, seconds)),
    )
    ctx.body = { booking, answers }
  })
}
