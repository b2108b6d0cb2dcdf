import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { guideId } from '../guides/guides.contract'
import { wordErrors } from '../wordChecks/wordChecks.contract'

export const momentId = id('mmt')
export const momentPictureId = id('mpi')
const ofMoment = z.object({ momentId })

/** Pages of the shop a link may lead to. */
export const momentPage = z.enum(['coupons', 'groupBuys', 'events', 'booking'])
/** What is shown under the words; WeCom takes the one or the other. */
const shown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pictures'), pictureIds: z.array(momentPictureId).min(1).max(9) }),
  z.object({ kind: z.literal('link'), page: momentPage }),
])
const tagId = z.string().min(1).max(64)
/** Who is to publish it, and which of their customers see it: with one of the tags, or all where there is none. */
const range = {
  guideIds: z.array(guideId).min(1).max(100),
  tagIds: z.array(tagId).max(20).default([]),
}

/**
 * `making` is being handed to WeCom, `open` waits for guides to publish it, `published` all who can have, `cancelling` is
 * being taken back, `failed` WeCom did not take.
 */
const status = z.enum(['making', 'open', 'published', 'cancelling', 'cancelled', 'failed'])

const task = z.object({
  guideId,
  name: z.string(),
  avatar: z.string().optional(),
  /** `cannot`: WeCom does not let them. */
  state: z.enum(['waiting', 'published', 'cannot']),
  /** Customers who can see it. */
  seen: z.int(),
  likes: z.int(),
  comments: z.int(),
})
const momentView = z.object({
  id: momentId,
  status,
  /** e.g. `3 位里 1 位发表了` */
  statusText: z.string(),
  text: z.string(),
  /** Addresses of its pictures. */
  pictures: z.array(z.string()),
  link: z.object({ title: z.string() }).optional(),
  tags: z.array(z.string()),
  byName: z.string(),
  madeAt: instant,
  tasks: z.array(task),
  sums: z.object({ published: z.int(), seen: z.int(), likes: z.int(), comments: z.int() }),
  canRemind: z.boolean(),
  canCancel: z.boolean(),
})

export const momentsContract = contract({
  tag: 'Moments 朋友圈',
  errors: {
    moment_not_found: { status: 404, text: '没有这条朋友圈' },
    moment_picture_not_found: { status: 404, text: '图片不在了，请重新选' },
    moment_picture_invalid: { status: 422, text: '图片要是 JPG 或 PNG，不超过 700 KB' },
    moment_empty: { status: 422, text: '写几句话，或加图片、链接' },
    moment_too_long: { status: 422, text: '文字太长，最多 1,300 个汉字左右' },
    moment_guide_unknown: { status: 409, text: '有导购已不在本店，请重新选人' },
    moment_tag_unknown: { status: 409, text: '有标签已不在企业微信里，请重新选' },
    ...wordErrors,
    moment_over: { status: 409, text: '这条朋友圈已经都发表或取消了' },
    moment_remind_limit: { status: 409, text: '24 小时里最多提醒 3 次' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
  },
  routes: {
    'GET /moment-choices': {
      summary: 'Guides of the own store with how many customers they have, and the corp’s tags',
      ids: ['GU-6b'],
      auth: 'manager',
      response: z.object({
        guides: z.array(
          z.object({ id: guideId, name: z.string(), avatar: z.string().optional(), customers: z.int() }),
        ),
        tags: z.array(z.object({ id: tagId, name: z.string(), group: z.string() })),
      }),
      errors: ['platform_unavailable'],
    },
    'POST /moment-choices/plan': {
      summary: 'How many customers of each guide would see it',
      ids: ['GU-6b'],
      auth: 'manager',
      body: z.object(range),
      response: z.object({
        reach: z.int(),
        guides: z.array(z.object({ id: guideId, reach: z.int() })),
      }),
      errors: ['moment_guide_unknown', 'moment_tag_unknown', 'platform_unavailable'],
    },
    'POST /moment-pictures': {
      summary: 'A picture for a moment; the same picture again is the same',
      ids: ['GU-6b'],
      auth: 'manager',
      body: z.object({
        /** Base64 of a JPEG or PNG. */
        picture: z.string().min(1).max(960_000),
      }),
      response: z.object({ id: momentPictureId, url: z.string() }),
      errors: ['moment_picture_invalid'],
    },
    'GET /moment-pictures/:pictureId': {
      summary: 'A picture customers are meant to see; its id follows from what it shows',
      ids: ['GU-6b'],
      auth: 'public',
      params: z.object({ pictureId: momentPictureId }),
      produces: 'image/jpeg',
      errors: ['moment_picture_not_found'],
    },
    'GET /moments': {
      summary: 'Moments of the own store, newest first; at most 30',
      ids: ['GU-6b'],
      auth: 'manager',
      response: z.object({ moments: z.array(momentView) }),
    },
    'POST /moments': {
      summary:
        'Asks guides of the own store to publish a moment in their WeCom. The same key again is the same moment',
      ids: ['GU-6b', 'JO-3'],
      auth: 'manager',
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        ...range,
        text: z.string().trim().max(2000),
        shown: shown.optional(),
      }),
      response: momentView,
      errors: [
        'moment_empty',
        'moment_too_long',
        'moment_guide_unknown',
        'moment_tag_unknown',
        'moment_picture_not_found',
        'words_refused',
        'platform_unavailable',
      ],
    },
    'GET /moments/:momentId': {
      summary: 'A moment of the own store, guide by guide',
      ids: ['GU-6b'],
      auth: 'manager',
      params: ofMoment,
      response: momentView,
      errors: ['moment_not_found'],
    },
    'POST /moments/:momentId/remind': {
      summary: 'Tells those in WeCom who have not published it; three times within 24 hours',
      ids: ['GU-6b'],
      auth: 'manager',
      params: ofMoment,
      response: momentView,
      errors: ['moment_not_found', 'moment_over', 'moment_remind_limit', 'platform_unavailable'],
    },
    'POST /moments/:momentId/cancel': {
      summary: 'Nobody can publish it any more; what was published stays. The same again changes nothing',
      ids: ['GU-6b'],
      auth: 'manager',
      params: ofMoment,
      response: momentView,
      errors: ['moment_not_found', 'moment_over'],
    },
  },
})
