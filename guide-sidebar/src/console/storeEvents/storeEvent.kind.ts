import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import { dayFrom } from '../edit/fields.rules'

export type Managed = Api['GET /console/store-events/:eventId']['response']
export type Draft = Api['POST /console/store-events']['body']
export type EventKind = Draft['kind']
type Tier = NonNullable<Draft['audience']['tiers']>[number]

const of = (eventId: string) => ({ params: { eventId } })

/** Store events as the console makes and speaks about them (AP-2). */
export const storeEventKind: Kind<Managed, Draft> = {
  page: 'store-events',
  name: '到店活动',
  newName: '新建活动',
  liveName: '进行中',
  steps: {
    schedule: { name: '发布活动', ask: '到报名时间自动开放。开放后门店和时间不能再改，名额只能加。' },
    pause: { name: '暂停报名', ask: '没人能再报名，已经报上的保留名额。' },
    resume: { name: '继续报名', ask: '顾客马上又能报名。' },
    end: { name: '结束', ask: '马上结束，不能再恢复。没人能再报名，也不能再签到。' },
  },
  notes: { scheduled: '开放报名', live: '门店和时间锁住', paused: '没人能再报名', ended: '活动结束' },
  lock: {
    live: '已经开放报名，门店和时间锁住；文字、图片、加名额还能改。',
    ended: '已经结束，不能再改。要再办一场，可以复制。',
    away: '这场活动不在你负责的门店，只能查看。',
  },
  read: (id) => call('GET /console/store-events/:eventId', of(id)),
  create: (body) => call('POST /console/store-events', { body }),
  change: (id, body) => call('PUT /console/store-events/:eventId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/store-events/:eventId/${step}`, of(id)),
  copy: (id) => call('POST /console/store-events/:eventId/copy', of(id)),
}

export const KINDS: readonly { value: EventKind; name: string }[] = [
  { value: 'tasting', name: '品鉴会' },
  { value: 'workshop', name: 'DIY 工坊' },
  { value: 'popup', name: '快闪' },
  { value: 'salon', name: '沙龙' },
]

/** A store event while it is typed. */
export interface EventForm {
  kind: EventKind
  title: string
  summary: string
  /** Paragraphs, one a line. */
  detail: string
  image: string
  storeId: string | undefined
  start: string | undefined
  end: string | undefined
  signUpFrom: string | undefined
  signUpUntil: string | undefined
  cancelUntil: string | undefined
  quota: number | undefined
  line: number | undefined
  who: 'all' | 'new' | 'tiers'
  tiers: Tier[]
  couponId: string | undefined
  photoPoints: number | undefined
}
export const PARTS = [
  'kind',
  'title',
  'summary',
  'detail',
  'image',
  'storeId',
  'start',
  'end',
  'signUpFrom',
  'signUpUntil',
  'cancelUntil',
  'quota',
  'line',
  'audience',
  'couponId',
  'photoPoints',
] as const
export type Part = (typeof PARTS)[number]

/** An empty event: on the Saturday-to-be a week on, sign-up from tomorrow to the day before. */
export const emptyForm = (now: number, storeIds: readonly string[] | undefined): EventForm => ({
  kind: 'tasting',
  title: '',
  summary: '',
  detail: '',
  image: '',
  storeId: storeIds?.length === 1 ? storeIds[0] : undefined,
  start: dayFrom(now, 8, 14 * 60),
  end: dayFrom(now, 8, 16 * 60),
  signUpFrom: dayFrom(now, 1, 600),
  signUpUntil: dayFrom(now, 7, 20 * 60),
  cancelUntil: dayFrom(now, 7, 12 * 60),
  quota: 20,
  line: 10,
  who: 'all',
  tiers: [],
  couponId: undefined,
  photoPoints: 50,
})

export const formOf = (it: Managed): EventForm => ({
  kind: it.kind,
  title: it.title,
  summary: it.summary,
  detail: it.detail.join('\n'),
  image: it.image,
  storeId: it.storeId,
  start: it.start,
  end: it.end,
  signUpFrom: it.signUpFrom,
  signUpUntil: it.signUpUntil,
  cancelUntil: it.cancelUntil,
  quota: it.quota,
  line: it.line,
  who: it.audience.newOnly ? 'new' : it.audience.tiers ? 'tiers' : 'all',
  tiers: it.audience.tiers ?? [],
  couponId: it.couponId,
  photoPoints: it.photoPoints,
})

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: EventForm): Partial<Record<Part, string>> => ({
  ...(it.title.trim() ? {} : { title: '给活动起个名字' }),
  ...(it.summary.trim() ? {} : { summary: '用一句话说清楚来了做什么' }),
  ...(it.image ? {} : { image: '选一张图' }),
  ...(it.storeId ? {} : { storeId: '选在哪家店办' }),
  ...(it.start && it.end && it.start < it.end ? {} : { start: '写上开始和结束，结束要晚于开始' }),
  ...(it.signUpFrom && it.signUpUntil && it.signUpFrom < it.signUpUntil
    ? {}
    : { signUpFrom: '写上报名的开始和截止' }),
  ...(it.cancelUntil ? {} : { cancelUntil: '写上最晚什么时候能取消' }),
  ...(it.quota ? {} : { quota: '写上多少个名额' }),
  ...(it.line === undefined ? { line: '不候补写 0' } : {}),
  ...(it.who === 'tiers' && it.tiers.length === 0 ? { audience: '选至少一个等级' } : {}),
  ...(it.photoPoints === undefined ? { photoPoints: '不送积分写 0' } : {}),
})

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: EventForm): Draft | undefined => {
  const { storeId, start, end, signUpFrom, signUpUntil, cancelUntil, quota, line, photoPoints } = it
  if (!storeId || !start || !end || !signUpFrom || !signUpUntil || !cancelUntil || !quota) return undefined
  if (line === undefined || photoPoints === undefined) return undefined
  return {
    kind: it.kind,
    title: it.title.trim(),
    summary: it.summary.trim(),
    detail: it.detail
      .split('\n')
      .map((text) => text.trim())
      .filter(Boolean),
    image: it.image,
    storeId,
    start,
    end,
    signUpFrom,
    signUpUntil,
    cancelUntil,
    quota,
    line,
    audience: { newOnly: it.who === 'new', ...(it.who === 'tiers' ? { tiers: it.tiers } : {}) },
    ...(it.couponId ? { couponId: it.couponId } : {}),
    photoPoints,
  }
}
