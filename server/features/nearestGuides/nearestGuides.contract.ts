import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, lngLat } from '../../kernel/shapes'
import { channelCodeId } from '../channelCodes/channelCodes.contract'
import { openState, storeId, storeSummary } from '../stores/stores.contract'

/**
 * How a store stands with who wants a guide of it now: `ready`, `closed` by its hours, `nobody` works there, or `noCode`
 * without a live code of its own.
 */
export const standing = z.enum(['ready', 'closed', 'nobody', 'noCode'])

/** A store and why it is, or is not, the one a scanner is led to. */
const stand = z.object({
  store: storeSummary
    .pick({ id: true, name: true, city: true, district: true, address: true, art: true, distance: true })
    .extend({ open: openState.pick({ state: true, label: true, detail: true }) }),
  standing,
  /** e.g. `已打烊，明天 10:00 开门` */
  text: z.string(),
})
const place = {
  lng: lngLat.lng.optional(),
  lat: lngLat.lat.optional(),
}

const step = { auth: ['operator', 'machine'], ids: ['GU-6b', 'OP-2'] } as const
const perMinute = (points: number) => ({ points, seconds: 60, scope: 'shared' as const })

export const nearestGuidesContract = contract({
  tag: 'Nearest guide 门店活码',
  errors: {
    city_not_found: { status: 404, text: '这座城市还没有门店' },
    store_not_found: { status: 404, text: '没有找到这家门店，可能已搬迁或停业' },
    place_missing: { status: 422, text: '先允许定位，或者选一座城市、搜一家店' },
    guide_code_not_in_use: { status: 404, text: '这家店的导购码换了，请刷新后再加' },
    platform_unavailable: { status: 503, text: '微信暂时没有回应，请稍后再试' },
  },
  routes: {
    'GET /nearest-guide': {
      summary:
        'Who scanned the chain’s one code is led to the nearest open store with a guide on duty, or to the store they chose; nothing is kept of where they are',
      ids: ['GU-6b'],
      auth: 'public',
      query: z.object({
        ...place,
        /** The store the shopper chose. */
        storeId: storeId.optional(),
        city: z.string().max(20).optional(),
        q: z.string().trim().max(40).optional(),
      }),
      response: z.object({
        /** The store led to; absent where none can be, or none was chosen of a city's. */
        led: stand
          .extend({
            /** Who works there, by name. */
            guides: z.array(z.object({ name: z.string(), avatar: z.string().optional() })),
            codeId: channelCodeId,
            /** Address of the picture that makes friends. */
            picture: z.string(),
          })
          .optional(),
        /** Nearer ones that were passed over, or the chosen one, with the reason. */
        passed: z.array(stand),
        /** Where none is open: which one opens next. */
        next: stand.extend({ opensAt: instant }).optional(),
        /** Other stores to choose. */
        others: z.array(stand),
      }),
      errors: ['city_not_found', 'store_not_found', 'place_missing'],
    },
    'GET /nearest-guide/codes/:codeId/qr': {
      summary: 'The picture of a store’s live code, to press long',
      ids: ['GU-6b'],
      auth: 'public',
      params: z.object({ codeId: channelCodeId }),
      limit: perMinute(300),
      produces: 'image/png',
      errors: ['guide_code_not_in_use', 'platform_unavailable'],
    },
    'POST /nearest-guide/shown': {
      summary: 'The picture was shown to somebody: counted by store and day, without who or where',
      ids: ['GU-6b', 'OP-4'],
      auth: 'public',
      limit: perMinute(300),
      body: z.object({ codeId: channelCodeId }),
      errors: ['guide_code_not_in_use'],
    },
    'GET /console/nearest-guide': {
      ...step,
      summary: 'What comes of the chain’s one code, of the stores within reach',
      response: z.object({
        /** Stores with a live code somebody is led to, of all within reach. */
        covered: z.int(),
        total: z.int(),
        shown: z.object({ total: z.int(), today: z.int() }),
        /** By live codes of whole stores, wherever they were scanned. */
        friends: z.object({ total: z.int(), today: z.int() }),
        /** The last two weeks. */
        days: z.array(z.object({ day: z.string(), shown: z.int(), friends: z.int() })),
        /** Those with a code or with anything counted, most shown first, 200 at most. */
        stores: z.array(
          z.object({
            storeId,
            name: z.string(),
            city: z.string(),
            standing,
            text: z.string(),
            shown: z.int(),
            friends: z.int(),
          }),
        ),
      }),
    },
    'GET /console/nearest-guide/qr': {
      ...step,
      summary: 'The one code to print for the whole chain',
      produces: 'image/png',
      errors: ['platform_unavailable'],
    },
  },
})
