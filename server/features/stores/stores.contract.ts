import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { flag, id, instant, lngLat, position } from '../../kernel/shapes'

export const storeId = id('sto')
export const serviceKind = z.enum([
  'pickup',
  'delivery',
  'booking',
  'returns',
  'makeup',
  'tea',
  'nursing',
  'parking',
  'alteration',
  'pets',
  'showroom',
])

const clock = z.string().regex(/^([01]\d|2\d|30):[0-5]\d$/)
/** Opening hours of some weekdays (1 = Monday); `close` after 24:00 means the next morning. */
export const weeklyHours = z.object({
  days: z.array(z.int().min(1).max(7)).min(1),
  open: clock,
  close: clock,
})
/** A dated exception (Asia/Shanghai calendar day) that replaces the weekly hours. */
export const hoursException = z.object({
  date: z.iso.date(),
  closed: z.boolean().optional(),
  open: clock.optional(),
  close: clock.optional(),
  reason: z.string().max(40),
})

/** Whether a store is open at the instant of the answer, and the sentence a shopper reads. */
export const openState = z.object({
  state: z.enum(['open', 'closingSoon', 'closed', 'paused']),
  /** e.g. `营业中`, `已打烊`, `盘点中` */
  label: z.string(),
  /** e.g. `至 22:00`, `明天 10:00 开门` */
  detail: z.string(),
  /** Hours of today, e.g. `10:00–22:00`; absent when closed all day. */
  today: z.string().optional(),
  /** When the state changes next. */
  changesAt: instant.optional(),
})

export const storeSummary = z.object({
  id: storeId,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  district: z.string(),
  address: z.string(),
  landmark: z.string().optional(),
  position,
  phone: z.string(),
  services: z.array(serviceKind),
  art: z.string(),
  open: openState,
  /** Metres from the given point; absent when no point was given. */
  distance: z.int().optional(),
})

const wayKind = z.enum(['pickup', 'delivery'])

/** A store in a list that phones ask for every second: what such a line shows, no more. */
export const nearbyStore = storeSummary.pick({ id: true, name: true, art: true, distance: true }).extend({
  open: openState.pick({ state: true, label: true, detail: true }),
  /** Of the store's services the ways to get goods. */
  services: z.array(wayKind),
})

/** Whether a service is a way to get goods from a store. */
export const isWay = (service: z.infer<typeof serviceKind>): service is z.infer<typeof wayKind> =>
  service === 'pickup' || service === 'delivery'

export const storeDetail = storeSummary.extend({
  hours: z.array(weeklyHours),
  exceptions: z.array(hoursException),
})

export const storesContract = contract({
  tag: 'Stores 门店',
  errors: {
    store_not_found: { status: 404, text: '没有找到这家门店，可能已搬迁或停业' },
    city_not_found: { status: 404, text: '这座城市还没有门店' },
    platform_unavailable: { status: 503, text: '微信暂时没有回应，请稍后再试' },
    scene_unknown: { status: 404, text: '这个二维码不是我们门店的码' },
  },
  routes: {
    'GET /stores': {
      summary: 'Stores by distance from a point, or of a city; open now or with a service',
      ids: ['ST-1'],
      auth: 'public',
      query: z.object({
        lng: lngLat.lng.optional(),
        lat: lngLat.lat.optional(),
        city: z.string().max(20).optional(),
        q: z.string().trim().max(40).optional(),
        service: serviceKind.optional(),
        openNow: flag.optional(),
        limit: z.coerce.number().int().min(1).max(50).default(20),
        offset: z.coerce.number().int().min(0).max(20_000).default(0),
      }),
      response: z.object({ stores: z.array(storeSummary), total: z.int() }),
      errors: ['city_not_found'],
    },
    'GET /stores/cities': {
      summary: 'Cities with stores, by pinyin, with how many and their centre',
      ids: ['ST-1'],
      auth: 'public',
      response: z.object({
        cities: z.array(
          z.object({ name: z.string(), initial: z.string(), pinyin: z.string(), stores: z.int(), position }),
        ),
      }),
    },
    'GET /stores/scene': {
      summary: "The store behind a mini-program code's scene (`s=<store code>`)",
      ids: ['ST-5'],
      auth: 'public',
      query: z.object({
        scene: z.string().min(1).max(64),
        lng: lngLat.lng.optional(),
        lat: lngLat.lat.optional(),
      }),
      response: z.object({ store: storeSummary }),
      errors: ['scene_unknown'],
    },
    'GET /stores/:storeId': {
      summary: 'One store with hours, exceptions and services',
      ids: ['ST-1', 'ST-2'],
      auth: 'public',
      params: z.object({ storeId }),
      query: z.object({ lng: lngLat.lng.optional(), lat: lngLat.lat.optional() }),
      response: storeDetail,
      errors: ['store_not_found'],
    },
    'GET /stores/:storeId/wxacode': {
      summary: "The store's mini-program code as PNG, for printing",
      ids: ['ST-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      produces: 'image/png',
      errors: ['store_not_found', 'platform_unavailable'],
    },
  },
})
