import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'

export type Managed = Api['GET /console/channel-codes/:codeId']['response']
export type Draft = Api['POST /console/channel-codes']['body']
type Attachment = Draft['welcome']['attachments'][number]

const of = (codeId: string) => ({ params: { codeId } })

/** Channel codes as the console makes and speaks about them (GU-6b). */
export const channelCodeKind: Kind<Managed, Draft> = {
  page: 'channel-codes',
  name: '渠道活码',
  newName: '新建活码',
  liveName: '使用中',
  isAtOnce: true,
  steps: {
    schedule: {
      name: '启用',
      ask: '马上在企业微信里生成二维码，可以下载打印。启用后仍能改由谁接待和欢迎语，已印的图不变。',
    },
    pause: { name: '暂停', ask: '扫码仍能加上导购，但不再发欢迎语和券。' },
    resume: { name: '继续', ask: '新加的顾客马上又能收到欢迎语。' },
    end: { name: '结束', ask: '二维码作废，已经印出去的也扫不了，不能再恢复。加过的好友不受影响。' },
  },
  notes: { scheduled: '', live: '扫码加导购、发欢迎语', paused: '能加好友，不发欢迎语', ended: '二维码作废' },
  lock: {
    live: '正在使用：保存后马上生效，已印的二维码不变。',
    ended: '已经结束，不能再改。要再用，可以复制一个。',
    away: '这个活码涉及你负责范围以外的导购，只能查看。',
  },
  read: (id) => call('GET /console/channel-codes/:codeId', of(id)),
  create: (body) => call('POST /console/channel-codes', { body }),
  change: (id, body) => call('PUT /console/channel-codes/:codeId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/channel-codes/:codeId/${step}`, of(id)),
  copy: (id) => call('POST /console/channel-codes/:codeId/copy', of(id)),
}

export const CHANNELS = ['门店物料', '公众号', '线下活动', '包装卡片', '异业合作'] as const
/** Pages a card may open. */
export const PAGES: readonly { value: string; name: string }[] = [
  { value: 'pages/home/index', name: '首页' },
  { value: 'pages/coupon/centre/index', name: '领券中心' },
  { value: 'pages/stores/index', name: '附近门店' },
  { value: 'pages/flash/sale/index', name: '秒杀' },
  { value: 'pages/event/list/index', name: '到店活动' },
  { value: 'pages/me/index', name: '会员中心' },
]
/** Names put into a welcome when it is sent. */
export const NAMES = ['{顾客}', '{导购}', '{门店}'] as const
export const MOST_ATTACHMENTS = 9

export interface ShiftForm {
  /** `1` … `7`, 1 = Monday. */
  days: string[]
  from: string
  until: string
  guideIds: string[]
}
export interface AttachmentForm {
  kind: Attachment['kind']
  title: string
  page: string
  url: string
  couponId: string | undefined
}
/** A code while it is typed. */
export interface CodeForm {
  title: string
  channel: string
  carrier: NonNullable<Draft['carrier']>
  who: Draft['duty']['kind']
  guideIds: string[]
  storeId: string | undefined
  shifts: ShiftForm[]
  fallbackGuideId: string | undefined
  /** Between spaces or commas. */
  tags: string
  text: string
  attachments: AttachmentForm[]
}
export const PARTS = ['title', 'carrier', 'channel', 'duty', 'tags', 'welcome'] as const
export type Part = (typeof PARTS)[number]

export const newShift = (): ShiftForm => ({
  days: ['1', '2', '3', '4', '5'],
  from: '10:00',
  until: '18:00',
  guideIds: [],
})
export const newAttachment = (kind: Attachment['kind']): AttachmentForm => ({
  kind,
  title: '',
  page: 'pages/home/index',
  url: '',
  couponId: undefined,
})

export const emptyForm = (storeIds: readonly string[] | undefined): CodeForm => ({
  title: '',
  channel: CHANNELS[0],
  carrier: 'qr',
  who: 'guides',
  guideIds: [],
  storeId: storeIds?.length === 1 ? storeIds[0] : undefined,
  shifts: [newShift()],
  fallbackGuideId: undefined,
  tags: '',
  text: '{顾客}你好，我是{门店}的{导购}，挑东西、问库存、约试穿都可以直接找我。',
  attachments: [],
})

const attachmentForm = (it: Attachment): AttachmentForm => ({ ...newAttachment(it.kind), ...it })

export const formOf = (it: Managed): CodeForm => {
  const { duty } = it
  return {
    title: it.title,
    channel: it.channel,
    carrier: it.carrier ?? 'qr',
    who: duty.kind,
    guideIds: duty.kind === 'guides' ? duty.guideIds : [],
    storeId: duty.kind === 'store' ? duty.storeId : undefined,
    shifts:
      duty.kind === 'shifts'
        ? duty.shifts.map((shift) => ({ ...shift, days: shift.days.map(String) }))
        : [newShift()],
    fallbackGuideId: duty.kind === 'shifts' ? duty.fallbackGuideId : undefined,
    tags: it.tags.join(' '),
    text: it.welcome.text,
    attachments: it.welcome.attachments.map(attachmentForm),
  }
}

/** Names of tags as typed, each once. */
export const tagsOf = (typed: string): string[] => [...new Set(typed.split(/[\s,，、]+/).filter(Boolean))]

const dutyProblem = (it: CodeForm): string | undefined => {
  if (it.who === 'guides') return it.guideIds.length > 0 ? undefined : '选至少一位导购'
  if (it.who === 'store') return it.storeId ? undefined : '选一家门店'
  if (it.shifts.some(({ days, guideIds }) => days.length === 0 || guideIds.length === 0))
    return '每个班次都要选星期和导购'
  if (it.shifts.some(({ from, until }) => !from || !until)) return '每个班次都要写上时间'
  return it.fallbackGuideId ? undefined : '选一位班次以外接待的导购'
}
const attachmentProblem = ({ kind, title, url, couponId }: AttachmentForm): string | undefined => {
  if (kind === 'coupon') return couponId ? undefined : '选一张券，或者删掉这一行'
  if (!title.trim()) return '写上卡片的标题'
  return kind === 'link' && !/^https?:\/\/\S+\.\S+/.test(url) ? '链接要以 https:// 开头' : undefined
}

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: CodeForm): Partial<Record<Part, string>> => {
  const duty = dutyProblem(it)
  const welcome =
    it.attachments.map(attachmentProblem).find(Boolean) ??
    (it.text.trim() || it.attachments.length > 0 ? undefined : '写一句欢迎语，或者附上一张卡片')
  const tags = tagsOf(it.tags)
  return {
    ...(it.title.trim() ? {} : { title: '给活码起个名字，后台列表里看它' }),
    ...(it.channel.trim() ? {} : { channel: '写上顾客在哪里扫到它' }),
    ...(duty ? { duty } : {}),
    ...(tags.length > 10 || tags.some((tag) => tag.length > 30)
      ? { tags: '最多 10 个标签，每个不超过 30 字' }
      : {}),
    ...(welcome ? { welcome } : {}),
  }
}

const dutyOf = (it: CodeForm): Draft['duty'] | undefined => {
  if (it.who === 'guides') return { kind: 'guides', guideIds: it.guideIds }
  if (it.who === 'store') return it.storeId ? { kind: 'store', storeId: it.storeId } : undefined
  if (!it.fallbackGuideId) return undefined
  const shifts = it.shifts.map((shift) => ({ ...shift, days: shift.days.map(Number).sort() }))
  return { kind: 'shifts', shifts, fallbackGuideId: it.fallbackGuideId }
}
const attachmentOf = ({ kind, title, page, url, couponId }: AttachmentForm): Attachment[] => {
  if (kind === 'coupon') return couponId ? [{ kind, couponId }] : []
  return kind === 'page'
    ? [{ kind, title: title.trim(), page }]
    : [{ kind, title: title.trim(), url: url.trim() }]
}

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: CodeForm): Draft | undefined => {
  const duty = dutyOf(it)
  if (!duty) return undefined
  return {
    title: it.title.trim(),
    channel: it.channel.trim(),
    carrier: it.carrier,
    duty,
    tags: tagsOf(it.tags),
    welcome: { text: it.text.trim(), attachments: it.attachments.flatMap(attachmentOf) },
  }
}
