import { z } from 'zod'
import { allPages, cursorShape } from './pages'
import { call } from './wecomApi'

/** Moments 朋友圈 (platform-apis §3.11.3): nobody sees one before the member published it in WeCom, and no callback tells it. */

const api = (name: string) => `/cgi-bin/externalcontact/${name}`

/** A text holds 2000 signs and 4000 bytes; beside it go 9 pictures, or one link whose title holds 64 bytes. */
export const MOMENT_MOST = { signs: 2000, textBytes: 4000, pictures: 9, linkTitle: 64 } as const

export interface MomentPictures {
  kind: 'pictures'
  mediaIds: readonly string[]
}
export interface MomentLink {
  kind: 'link'
  title: string
  url: string
  /** Of its picture. */
  mediaId: string
}
export interface Moment {
  text: string
  shown?: MomentPictures | MomentLink
  /** Members who are to publish it. */
  userids: readonly string[]
  /** Ids of corp tags: customers with one of them see it; all of them where there is none. */
  tagIds: readonly string[]
}

const attachmentsOf = (shown: Moment['shown']) => {
  if (!shown) return {}
  if (shown.kind === 'pictures')
    return { attachments: shown.mediaIds.map((media_id) => ({ msgtype: 'image', image: { media_id } })) }
  const { title, url, mediaId } = shown
  return { attachments: [{ msgtype: 'link', link: { title, url, media_id: mediaId } }] }
}

/**
 * Asks for a moment; what it became is asked for by the job's id within 24 hours. Asked twice it is there twice.
 * @throws PlatformError 41089 it says nothing, 41064 or 41065 attachments, 45002 too long, 40007 a picture is no longer
 * there, 41078 too many at once, 40058
 */
export async function addMoment({ text, shown, userids, tagIds }: Moment): Promise<string> {
  const body = {
    ...(text ? { text: { content: text } } : {}),
    ...attachmentsOf(shown),
    visible_range: {
      sender_list: { user_list: userids },
      ...(tagIds.length ? { external_contact_list: { tag_list: tagIds } } : {}),
    },
  }
  return (await call(api('add_moment_task'), {}, { jobid: z.string() }, body)).jobid
}

export type MomentJob =
  | { state: 'running' }
  | { state: 'refused'; code: number }
  | { state: 'made'; momentId: string; invalidUserids: string[] }

/** What a job has become. @throws PlatformError 40088 unknown, or older than 24 hours */
export async function momentJob(jobid: string): Promise<MomentJob> {
  const result = z.object({
    errcode: z.number(),
    moment_id: z.string().optional(),
    invalid_sender_list: z.object({ user_list: z.array(z.string()).nullish() }).nullish(),
  })
  const shape = { status: z.number(), result: result.optional() }
  const answer = await call(api('get_moment_task_result'), { jobid }, shape)
  if (answer.status !== 3 || !answer.result) return { state: 'running' }
  const { errcode, moment_id, invalid_sender_list } = answer.result
  if (errcode !== 0 || !moment_id) return { state: 'refused', code: errcode }
  return { state: 'made', momentId: moment_id, invalidUserids: invalid_sender_list?.user_list ?? [] }
}

/** Who has not published it cannot any more. The same again changes nothing. @throws PlatformError 41060 unknown */
export async function cancelMoment(momentId: string): Promise<void> {
  await call(api('cancel_moment_task'), {}, {}, { moment_id: momentId })
}

export interface ListedMoment {
  momentId: string
  text: string
  madeAt: Date
}

/** Moments of the corp made by API between two instants, at most 30 days apart. */
export async function momentsMade(from: Date, until: Date): Promise<ListedMoment[]> {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  const row = z.object({
    moment_id: z.string(),
    creator: z.string().optional(),
    create_time: z.coerce.number(),
    text: z.object({ content: z.string().default('') }).optional(),
  })
  const rows = await allPages(async (cursor) => {
    const shape = { moment_list: z.array(row).default([]), ...cursorShape }
    const span = { start_time: seconds(from), end_time: seconds(until) }
    const page = await call(api('get_moment_list'), {}, shape, {
      ...span,
      filter_type: 0,
      limit: 20,
      ...cursor,
    })
    return { rows: page.moment_list, next_cursor: page.next_cursor }
  })
  return rows
    .filter((it) => !it.creator)
    .map(({ moment_id, text, create_time }) => ({
      momentId: moment_id,
      text: text?.content ?? '',
      madeAt: new Date(create_time * 1000),
    }))
}

/** Which members have published it. @throws PlatformError 41079 asked before it was dispatched, 41060 unknown */
export async function momentTasks(momentId: string): Promise<{ userid: string; isPublished: boolean }[]> {
  const task = z.object({ userid: z.string(), publish_status: z.coerce.number() })
  const rows = await allPages(async (cursor) => {
    const shape = { task_list: z.array(task).default([]), ...cursorShape }
    const body = { moment_id: momentId, limit: 1000, ...cursor }
    const page = await call(api('get_moment_task'), {}, shape, body)
    return { rows: page.task_list, next_cursor: page.next_cursor }
  })
  return rows.map(({ userid, publish_status }) => ({ userid, isPublished: publish_status === 1 }))
}

/** Customers who can see it, once the member published it. @throws PlatformError 41061 not theirs, 41062 not published, 41079 */
export async function momentSeenBy(momentId: string, userid: string): Promise<string[]> {
  const row = z.object({ external_userid: z.string() })
  const rows = await allPages(async (cursor) => {
    const shape = { customer_list: z.array(row).default([]), ...cursorShape }
    const body = { moment_id: momentId, userid, limit: 5000, ...cursor }
    const page = await call(api('get_moment_send_result'), {}, shape, body)
    return { rows: page.customer_list, next_cursor: page.next_cursor }
  })
  return rows.map((it) => it.external_userid)
}

/** How often it was liked and talked about; WeCom does not say what was said. @throws as `momentSeenBy` */
export async function momentReactions(
  momentId: string,
  userid: string,
): Promise<{ likes: number; comments: number }> {
  const list = z.array(z.object({})).nullish()
  const shape = { comment_list: list, like_list: list }
  const it = await call(api('get_moment_comments'), {}, shape, { moment_id: momentId, userid })
  return { likes: it.like_list?.length ?? 0, comments: it.comment_list?.length ?? 0 }
}
