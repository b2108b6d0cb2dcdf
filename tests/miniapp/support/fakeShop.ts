import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Api } from '../../../server/api'
import {
  CATEGORIES,
  CITIES,
  PRODUCTS,
  STORES,
  detailOf,
  metresBetween,
  reviewsOf,
  summaryOf,
} from './fakeData'
import { createBooking } from './fakeBooking'
import { createBuying } from './fakeBuying'
import { createCoupons } from './fakeCoupons'
import { createGroups } from './fakeGroups'
import { createEvents } from './fakeEvents'
import { createFlash } from './fakeFlash'
import { createFriends } from './fakeFriends'
import { isRefusal } from './fakePrices'

type Answer<K extends keyof Api> = Api[K]['response']
type Level = 'inStock' | 'low' | 'out'

export interface FakeShop {
  origin: string
  /** `METHOD path` of every call, in order. */
  calls: string[]
  /** Pieces of a SKU in a store; what the next look sees. */
  setStock: (skuId: string, storeId: string, available: number) => void
  /** Makes every path that matches answer with this error until it is cleared. */
  breakOn: (path: RegExp | undefined, status?: number, code?: string) => void
  /** Orders and what staff, the platform and time do to them. */
  buying: ReturnType<typeof createBuying>
  /** Coupons of the member. */
  coupons: ReturnType<typeof createCoupons>
  /** Bookings of the member. */
  booking: ReturnType<typeof createBooking>
  /** Group buys, their teams and the member's seats. */
  groups: ReturnType<typeof createGroups>
  /** Flash sales and what the member got of them. */
  flash: ReturnType<typeof createFlash>
  /** Store events and the member's sign-ups. */
  events: ReturnType<typeof createEvents>
  /** Invitations of friends. */
  friends: ReturnType<typeof createFriends>
  close: () => Promise<void>
}

const lineOf = (available: number): { level: Level; available: number; label: string } => {
  if (available <= 0) return { level: 'out', available: 0, label: '缺货' }
  if (available <= 5) return { level: 'low', available, label: `仅剩 ${available} 件` }
  return { level: 'inStock', available, label: '有货' }
}

const refusal = (code: string, message: string) => ({ error: { code, message, requestId: 'req_test' } })

/** A tiny shop that answers the contracts of the pages, typed by Api; the real server takes its place by origin. */
export const startFakeShop = async (
  port = 0,
  serve?: (it: IncomingMessage, res: ServerResponse) => boolean,
): Promise<FakeShop> => {
  const calls: string[] = []
  const stock = new Map<string, number>()
  let broken: { path: RegExp; status: number; code: string } | undefined
  const pieces = (skuId: string, storeId: string): number =>
    stock.get(`${skuId}@${storeId}`) ??
    (skuId.length * 7 + storeId.charCodeAt(4) * 3 + skuId.charCodeAt(skuId.length - 1)) % 23

  const buying = createBuying(pieces)
  const coupons = createCoupons()
  const booking = createBooking()
  const groups = createGroups(buying)
  const flash = createFlash(buying)
  const events = createEvents()
  const friends = createFriends()
  const routes: [RegExp, (match: RegExpExecArray, query: URLSearchParams, body: string) => unknown][] = [
    [/^GET \/stores\/cities$/, (): Answer<'GET /stores/cities'> => ({ cities: CITIES })],
    [
      /^GET \/stores\/scene$/,
      (_, query): Answer<'GET /stores/scene'> | undefined => {
        const store = STORES.find((it) => `s=${it.code}` === query.get('scene'))
        return store && { store: summaryOf(store, query) }
      },
    ],
    [
      /^GET \/stores$/,
      (_, query): Answer<'GET /stores'> => {
        const q = query.get('q')
        const city = query.get('city')
        const all = STORES.filter(
          (it) => (!city || it.city === city) && (!q || `${it.name}${it.address}`.includes(q)),
        )
          .filter(
            (it) => !query.get('service') || it.services.some((service) => service === query.get('service')),
          )
          .filter((it) => !query.get('openNow') || it.open.state === 'open')
          .map((it) => summaryOf(it, query))
          .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0))
        const offset = Number(query.get('offset') ?? 0)
        return { stores: all.slice(offset, offset + Number(query.get('limit') ?? 20)), total: all.length }
      },
    ],
    [
      /^GET \/stores\/(sto_\w+)\/stock$/,
      ([, storeId = ''], query): Answer<'GET /stores/:storeId/stock'> => {
        const found = PRODUCTS.filter((it) => !query.get('q') || it.name.includes(query.get('q') ?? ''))
        const start = Number(query.get('cursor') ?? 0)
        const end = start + Number(query.get('limit') ?? 20)
        return {
          items: found
            .slice(start, end)
            .map((product) => ({ product, ...lineOf(pieces(product.skuId, storeId)) })),
          total: found.length,
          ...(end < found.length ? { next: String(end) } : {}),
          asOf: new Date().toISOString(),
        }
      },
    ],
    [
      /^GET \/stores\/(sto_\w+)$/,
      ([, id], query): Answer<'GET /stores/:storeId'> | undefined => {
        const store = STORES.find((it) => it.id === id)
        return store && { ...store, ...summaryOf(store, query) }
      },
    ],
    [/^GET \/categories$/, (): Answer<'GET /categories'> => ({ categories: CATEGORIES })],
    [
      /^GET \/products$/,
      (_, query): Answer<'GET /products'> => {
        const found = PRODUCTS.filter((it) => !query.get('q') || it.name.includes(query.get('q') ?? ''))
        return {
          products: found.slice(0, Number(query.get('limit') ?? 20)),
          total: found.length,
          brands: [{ name: '拾禾', count: found.length }],
        }
      },
    ],
    [
      /^GET \/products\/suggestions$/,
      (_, query): Answer<'GET /products/suggestions'> => ({
        words: ['茶壶', '羊绒围巾', '唇膏', '桂花乌龙', '香薰蜡烛', '稻花香米'].filter((it) =>
          it.includes(query.get('q') ?? ''),
        ),
      }),
    ],
    [
      /^GET \/products\/(spu_\w+)$/,
      ([, id = '']): Answer<'GET /products/:spuId'> | undefined => detailOf(id),
    ],
    [
      /^GET \/products\/(spu_\w+)\/reviews$/,
      ([, id = '']): Answer<'GET /products/:spuId/reviews'> => reviewsOf(id),
    ],
    [
      /^GET \/barcodes\/(\d+)$/,
      ([, code]): Answer<'GET /barcodes/:barcode'> | undefined =>
        code === '6901234567892' ? { spuId: 'spu_pot', skuId: 'sku_pot1' } : undefined,
    ],
    [
      /^GET \/stock\/nearby$/,
      (_, query): Answer<'GET /stock/nearby'> => {
        const skuId = query.get('skuId') ?? ''
        const here: [number, number] = [Number(query.get('lng')), Number(query.get('lat'))]
        const near = [...STORES].sort(
          (a, b) => metresBetween(here, a.position) - metresBetween(here, b.position),
        )
        return {
          skuId,
          stores: near.slice(0, Number(query.get('limit') ?? 20)).map((it) => {
            const store = summaryOf(it, query)
            const services = store.services.filter((way) => way === 'pickup' || way === 'delivery')
            return { store: { ...store, services }, ...lineOf(pieces(skuId, it.id)) }
          }),
          asOf: new Date().toISOString(),
          source: 'live',
        }
      },
    ],
    [
      /^GET \/stock\/levels$/,
      (_, query): Answer<'GET /stock/levels'> => ({
        levels: (query.get('skuIds') ?? '')
          .split(',')
          .map((skuId) => ({ skuId, ...lineOf(pieces(skuId, query.get('storeId') ?? '')) })),
        asOf: new Date().toISOString(),
      }),
    ],
    [
      /^POST \/session$/,
      (): Answer<'POST /session'> => ({ token: 'tok_test', expiresAt: '2027-01-01T00:00:00.000Z', member }),
    ],
    [/^GET \/me$/, (): Answer<'GET /me'> => member],
    [/^POST \/me\/phone$/, (): Answer<'POST /me/phone'> => (member = { ...member, phone: '138****6217' })],
    [
      /^PATCH \/me$/,
      (_match, _query, body): Answer<'PATCH /me'> => {
        const change = JSON.parse(body) as NonNullable<Api['PATCH /me']['body']>
        member = {
          ...member,
          ...(change.nickname ? { nickname: change.nickname } : {}),
          ...(change.homeStoreId ? { homeStoreId: change.homeStoreId } : {}),
          consents: { ...member.consents, ...(change.consents as Partial<typeof member.consents>) },
        }
        return member
      },
    ],
    [/^DELETE \/session$/, () => null],
    ...coupons.routes,
    ...booking.routes,
    ...groups.routes,
    ...flash.routes,
    ...events.routes,
    ...friends.routes,
    ...buying.routes,
  ]

  let member: Answer<'GET /me'> = {
    id: 'mem_1',
    nickname: '周予安',
    tier: 'gold',
    points: 1860,
    consents: { personalised: true, massMessage: false, phone: false },
    joinedAt: '2024-03-08T02:00:00.000Z',
  }

  const server = createServer((req, res) => {
    if (serve?.(req, res)) return
    const url = new URL(req.url ?? '/', 'http://fake')
    const key = `${req.method ?? 'GET'} ${url.pathname.replace(/^\/api/, '')}`
    calls.push(key)
    let body = ''
    req.on('data', (part: Buffer) => (body += part.toString()))
    req.on('end', () => {
      const say = (status: number, answer: unknown): void => {
        res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
        res.end(answer === null ? undefined : JSON.stringify(answer))
      }
      if (broken?.path.test(key))
        return say(broken.status, refusal(broken.code, '店里的系统正在更新，过一会儿再试'))
      const needsMember =
        /\/(me|cart|addresses|checkout|orders|coupons|appointments|mine|preview|flash-sales|store-events|referral)\b/.test(
          key,
        )
      const forAnybody = /^GET \/(coupons|flash-sales)(\/|$)/.test(key)
      if (needsMember && !forAnybody && req.headers.authorization !== 'Bearer tok_test')
        return say(401, refusal('unauthenticated', '请先登录'))
      for (const [pattern, answer] of routes) {
        const match = pattern.exec(key)
        if (!match) continue
        const found = answer(match, url.searchParams, body)
        if (isRefusal(found)) return say(found.refuse.status, refusal(found.refuse.code, found.refuse.text))
        return found === undefined ? say(404, refusal('not_found', '没有找到')) : say(200, found)
      }
      say(404, refusal('route_unknown', '没有这个地址'))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    buying,
    coupons,
    booking,
    groups,
    flash,
    events,
    friends,
    setStock: (skuId, storeId, available) => void stock.set(`${skuId}@${storeId}`, available),
    breakOn: (path, status = 503, code = 'unavailable') => (broken = path && { path, status, code }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
