import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import { dayFrom } from '../edit/fields.rules'

export type Managed = Api['GET /console/services/:serviceId']['response']
export type Draft = Api['POST /console/services']['body']
export type ServiceKind = Draft['kind']

const of = (serviceId: string) => ({ params: { serviceId } })

/** Services as the console makes and speaks about them (AP-1). */
export const serviceKind: Kind<Managed, Draft> = {
  page: 'services',
  name: '预约项目',
  newName: '新建项目',
  liveName: '进行中',
  steps: {
    schedule: { name: '开放预约', ask: '到开放时间，顾客就能约未来 30 天。开放后门店、类型和时长不能再改。' },
    pause: { name: '暂停', ask: '没人能再约；已经约好的照常到店。' },
    resume: { name: '继续', ask: '顾客马上又能约。' },
    end: { name: '结束', ask: '结束后不能再恢复。没人能再约，已经约好的照常到店。' },
  },
  notes: { scheduled: '开放预约', live: '可约未来 30 天', paused: '没人能再约', ended: '停止预约' },
  lock: {
    live: '已经开放预约，门店、类型和时长锁住；名字、价格、位数、星期和停止时间还能改。',
    ended: '已经结束，不能再改。要再开，可以复制一个。',
    away: '这个项目不在你负责的门店，只能查看。',
  },
  read: (id) => call('GET /console/services/:serviceId', of(id)),
  create: (body) => call('POST /console/services', { body }),
  change: (id, body) => call('PUT /console/services/:serviceId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/services/:serviceId/${step}`, of(id)),
  copy: (id) => call('POST /console/services/:serviceId/copy', of(id)),
}

export const KINDS: readonly { value: ServiceKind; name: string }[] = [
  { value: 'makeup', name: '试妆' },
  { value: 'skincare', name: '护肤咨询' },
  { value: 'fitting', name: '试穿' },
  { value: 'measuring', name: '量体' },
]
export const kindText = (kind: ServiceKind): string => KINDS.find((it) => it.value === kind)?.name ?? ''
const WEEKDAYS = '一二三四五六日'
/** `每天`, `周二、四、六、日`. */
export const daysText = (days: readonly number[]): string =>
  days.length === 7
    ? '每天'
    : `周${[...days]
        .sort((a, b) => a - b)
        .map((it) => WEEKDAYS[it - 1])
        .join('、')}`

/** A service while it is typed. */
export interface ServiceForm {
  kind: ServiceKind
  title: string
  summary: string
  storeId: string | undefined
  minutes: number | undefined
  price: number | undefined
  capacity: number | undefined
  /** `1` … `7`, 1 = Monday. */
  days: string[]
  /** Guides who can do it; none: whoever is there. */
  adviserIds: string[]
  from: string | undefined
  isEndless: boolean
  until: string | undefined
}
export const PARTS = [
  'kind',
  'title',
  'summary',
  'storeId',
  'minutes',
  'price',
  'capacity',
  'days',
  'adviserIds',
  'from',
  'until',
] as const
export type Part = (typeof PARTS)[number]

export const emptyForm = (now: number, storeIds: readonly string[] | undefined): ServiceForm => ({
  kind: 'makeup',
  title: '',
  summary: '',
  storeId: storeIds?.length === 1 ? storeIds[0] : undefined,
  minutes: 30,
  price: 0,
  capacity: 2,
  days: ['1', '2', '3', '4', '5', '6', '7'],
  adviserIds: [],
  from: dayFrom(now, 1, 600),
  isEndless: true,
  until: dayFrom(now, 31, 22 * 60),
})

export const formOf = (it: Managed): ServiceForm => ({
  kind: it.kind,
  title: it.title,
  summary: it.summary,
  storeId: it.storeId,
  minutes: it.minutes,
  price: it.price,
  capacity: it.capacity,
  days: it.days.map(String),
  adviserIds: it.adviserIds,
  from: it.from,
  isEndless: it.until === undefined,
  until: it.until ?? dayFrom(Date.parse(it.updatedAt), 31, 22 * 60),
})

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: ServiceForm): Partial<Record<Part, string>> => {
  const { minutes = 0 } = it
  return {
    ...(it.title.trim() ? {} : { title: '给项目起个名字，顾客预约时看它' }),
    ...(it.storeId ? {} : { storeId: '选在哪家店' }),
    ...(minutes < 10 || minutes > 240 || minutes % 5 ? { minutes: '10 到 240 分钟，5 分钟一档' } : {}),
    ...(it.price === undefined ? { price: '免费写 0' } : {}),
    ...(it.capacity && it.capacity <= 50 ? {} : { capacity: '同一时间 1 到 50 位' }),
    ...(it.days.length > 0 ? {} : { days: '选至少一天' }),
    ...(it.from ? {} : { from: '写上从什么时候能约' }),
    ...(it.isEndless || (it.until && it.from && it.until > it.from)
      ? {}
      : { until: '停止预约要晚于开放预约' }),
  }
}

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: ServiceForm): Draft | undefined => {
  const { storeId, minutes, price, capacity, from, until } = it
  if (!storeId || !minutes || price === undefined || !capacity || !from) return undefined
  return {
    kind: it.kind,
    title: it.title.trim(),
    summary: it.summary.trim(),
    storeId,
    minutes,
    price,
    capacity,
    days: it.days.map(Number),
    adviserIds: it.adviserIds,
    from,
    ...(it.isEndless || !until ? {} : { until }),
  }
}
