import { z } from 'zod'
import { allPages, cursorShape } from './pages'
import { attachmentOf, type MessageAttachment } from './welcome'
import { call } from './wecomApi'

/** Mass messages 企业群发 (platform-apis §3.8): WeCom sends nothing before the member has confirmed, and no callback tells it. */

const api = (name: string) => `/cgi-bin/externalcontact/${name}`

/** A text holds 4000 bytes, a message 9 attachments and 10,000 customers or 2,000 groups. */
export const MASS_MOST = { textBytes: 4000, attachments: 9, customers: 10_000, groups: 2000 } as const
/** Customers one by one, or customer groups their sender owns. */
export type MassTo = 'customers' | 'groups'
const CHAT_TYPES: Record<MassTo, string> = { customers: 'single', groups: 'group' }

export interface MassMessage {
  /** The member who is to confirm it. */
  userid: string
  to: MassTo
  /** external_userids or chat_ids */
  ids: readonly string[]
  text: string
  attachments: readonly MessageAttachment[]
}

/**
 * Puts a message into a member's WeCom, to be confirmed there. It has no key of its own: asked twice it is there twice.
 * @returns its id, and whom it cannot be sent to
 * @throws PlatformError 41048 nobody to send to, 41064 or 41065 attachments, 40096 a customer of another corp, 40007 a
 * picture is no longer there, 40058 a group the member does not own, 45002 too long, 60111, 60011, 84074 or 41054 for the
 * member
 */
export async function addMassMessage(it: MassMessage): Promise<{ msgid: string; failed: string[] }> {
  const shape = { msgid: z.string(), fail_list: z.array(z.string()).nullish() }
  const { msgid, fail_list } = await call(api('add_msg_template'), {}, shape, {
    chat_type: CHAT_TYPES[it.to],
    ...(it.to === 'groups' ? { chat_id_list: it.ids } : { external_userid: it.ids }),
    sender: it.userid,
    allow_select: true,
    ...(it.text ? { text: { content: it.text } } : {}),
    ...(it.attachments.length ? { attachments: it.attachments.map(attachmentOf) } : {}),
  })
  return { msgid, failed: fail_list ?? [] }
}

/** Reminds who has not confirmed. @throws PlatformError 41094 after three within 24 hours */
export async function remindMassMessage(msgid: string): Promise<void> {
  await call(api('remind_groupmsg_send'), {}, {}, { msgid })
}

/** What is not sent yet is never sent. @throws PlatformError 41093 cancelled before */
export async function cancelMassMessage(msgid: string): Promise<void> {
  await call(api('cancel_groupmsg_send'), {}, {}, { msgid })
}

const listed = z.object({
  msgid: z.string(),
  creator: z.string().optional(),
  create_time: z.coerce.number(),
  text: z.object({ content: z.string().default('') }).optional(),
  attachments: z
    .array(z.object({ miniprogram: z.object({ page: z.string().default('') }).optional() }))
    .default([]),
})
export interface ListedMassMessage {
  msgid: string
  text: string
  /** Paths of the mini-program's pages it leads to. */
  pages: string[]
}

/** Messages made by API between two instants, at most a month apart. */
export async function massMessagesMade(to: MassTo, from: Date, until: Date): Promise<ListedMassMessage[]> {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  const span = { start_time: seconds(from), end_time: seconds(until) }
  const rows = await allPages(async (cursor) => {
    const shape = { group_msg_list: z.array(listed).default([]), ...cursorShape }
    const body = { chat_type: CHAT_TYPES[to], ...span, filter_type: 0, limit: 100, ...cursor }
    const page = await call(api('get_groupmsg_list_v2'), {}, shape, body)
    return { rows: page.group_msg_list, next_cursor: page.next_cursor }
  })
  return rows
    .filter((it) => !it.creator)
    .map(({ msgid, text, attachments }) => ({
      msgid,
      text: text?.content ?? '',
      pages: attachments.flatMap((it) => it.miniprogram?.page ?? []),
    }))
}

const instantOf = (seconds: number | undefined) => (seconds ? { sentAt: new Date(seconds * 1000) } : {})

/** Which members have confirmed. @throws PlatformError 41063 asked before it was dispatched */
export async function massTasks(
  msgid: string,
): Promise<{ userid: string; isSent: boolean; sentAt?: Date }[]> {
  const task = z.object({ userid: z.string(), status: z.number(), send_time: z.number().optional() })
  const rows = await allPages(async (cursor) => {
    const shape = { task_list: z.array(task).default([]), ...cursorShape }
    const page = await call(api('get_groupmsg_task'), {}, shape, { msgid, limit: 1000, ...cursor })
    return { rows: page.task_list, next_cursor: page.next_cursor }
  })
  return rows.map(({ userid, status, send_time }) => ({
    userid,
    isSent: status === 2,
    ...instantOf(send_time),
  }))
}

export type MassResult = 'unsent' | 'sent' | 'notFriend' | 'capped'
const RESULTS: readonly MassResult[] = ['unsent', 'sent', 'notFriend', 'capped']

/** What became of it, customer by customer or group by group; `id` is the external_userid or chat_id. @throws PlatformError 41063 asked before it was dispatched */
export async function massResults(
  msgid: string,
  userid: string,
): Promise<{ id: string; result: MassResult; sentAt?: Date }[]> {
  const row = z.object({
    external_userid: z.string().optional(),
    chat_id: z.string().optional(),
    status: z.number(),
    send_time: z.number().optional(),
  })
  const rows = await allPages(async (cursor) => {
    const shape = { send_list: z.array(row).default([]), ...cursorShape }
    const body = { msgid, userid, limit: 1000, ...cursor }
    const page = await call(api('get_groupmsg_send_result'), {}, shape, body)
    return { rows: page.send_list, next_cursor: page.next_cursor }
  })
  return rows.map(({ external_userid, chat_id, status, send_time }) => ({
    id: chat_id || external_userid || '',
    result: RESULTS[status] ?? 'unsent',
    ...instantOf(send_time),
  }))
}
