import type { Api } from '../../../../server/api'

export type Moment = Api['GET /moments/:momentId']['response']
export type Choices = Api['GET /moment-choices']['response']
type Body = Api['POST /moments']['body']
export type Page = Extract<NonNullable<Body['shown']>, { kind: 'link' }>['page']

export const MOST_PICTURES = 9
/** Bytes of UTF-8 WeCom takes. */
const MOST_BYTES = 4000

export const PAGES: readonly (readonly [Page, string])[] = [
  ['coupons', '领券中心'],
  ['groupBuys', '拼团'],
  ['events', '门店活动'],
  ['booking', '到店预约'],
]

/** Word and colour of a status. */
export const STATUS: Record<Moment['status'], readonly [string, string]> = {
  making: ['准备中', 'i2'],
  open: ['待发表', 'warn'],
  published: ['已发表', 'ok'],
  cancelling: ['取消中', 'i2'],
  cancelled: ['已取消', 'i2'],
  failed: ['没发成', 'danger'],
}
/** Whether it may change by itself. */
export const isMoving = ({ status }: Moment): boolean =>
  status === 'making' || status === 'open' || status === 'cancelling'

export const gistOf = ({ text, pictures, link }: Moment): string =>
  text || link?.title || `${pictures.length} 张图片`

export interface Draft {
  text: string
  pictures: readonly { id: string; url: string }[]
  page: Page | undefined
  guideIds: readonly string[]
  tagIds: readonly string[]
}

/** What is not right yet with a moment, in the manager's words. */
export function draftProblem({ text, pictures, page, guideIds }: Draft): string | undefined {
  if (!text.trim() && pictures.length === 0 && !page) return '写几句话，或加图片、链接'
  if (new Blob([text.trim()]).size > MOST_BYTES) return '文字太长，最多 1,300 个汉字左右'
  return guideIds.length > 0 ? undefined : '选至少一位导购'
}

/** What is sent to the server. */
export const bodyOf = (key: string, { text, pictures, page, guideIds, tagIds }: Draft): Body => ({
  ...{ key, text: text.trim(), guideIds: [...guideIds], tagIds: [...tagIds] },
  ...(pictures.length > 0
    ? { shown: { kind: 'pictures' as const, pictureIds: pictures.map((it) => it.id) } }
    : page
      ? { shown: { kind: 'link' as const, page } }
      : {}),
})

export const TASK_WORDS = {
  waiting: ['还没发表', 'warn'],
  published: ['已发表', 'ok'],
  cannot: ['发不了', 'danger'],
} as const

/** `可见 12 位 · 赞 3 · 评论 1` */
export const reachText = ({
  seen,
  likes,
  comments,
}: Pick<Moment['sums'], 'seen' | 'likes' | 'comments'>): string =>
  `可见 ${seen} 位 · 赞 ${likes} · 评论 ${comments}`

/** What came of one guide's part, e.g. `可见 12 位 · 赞 3 · 评论 1`. */
export const taskText = (task: Moment['tasks'][number]): string => {
  if (task.state === 'published') return reachText(task)
  return task.state === 'waiting' ? '在企业微信「客户朋友圈」里点发表' : '没有客户联系权限，或账号没激活'
}
