import { z } from 'zod'
import { call } from './wecomApi'

/** Customer groups 客户群 (platform-apis §3.9, §3.10). What is changed here causes no callback. */

const api = (name: string) => `/cgi-bin/externalcontact/${name}`
const PER_PAGE = 1000

const member = z.object({
  userid: z.string(),
  type: z.number(),
  join_time: z.number(),
  join_scene: z.number(),
  invitor: z.object({ userid: z.string() }).optional(),
  group_nickname: z.string().default(''),
  name: z.string().default(''),
  unionid: z.string().optional(),
  state: z.string().optional(),
})
const group = z.object({
  chat_id: z.string(),
  name: z.string().default(''),
  owner: z.string(),
  create_time: z.number(),
  notice: z.string().default(''),
  member_list: z.array(member).default([]),
  admin_list: z.array(z.object({ userid: z.string() })).default([]),
})
export type ChatGroup = z.infer<typeof group>

/** Ids of every customer group in the app's range, or of one owner's (userid), over every page. */
export async function listChatGroups(owner?: string): Promise<string[]> {
  const shape = {
    group_chat_list: z.array(z.object({ chat_id: z.string(), status: z.number() })).default([]),
    next_cursor: z.string().default(''),
  }
  const found: string[] = []
  for (let cursor = ''; ;) {
    const body = {
      ...{ status_filter: 0, limit: PER_PAGE },
      ...(owner ? { owner_filter: { userid_list: [owner] } } : {}),
      ...(cursor ? { cursor } : {}),
    }
    const page = await call(api('groupchat/list'), {}, shape, body)
    found.push(...page.group_chat_list.map((it) => it.chat_id))
    cursor = page.next_cursor
    if (!cursor) return found
  }
}

/** A group with its members and their names. @throws PlatformError 90501 no customer group, or not any more */
export async function getChatGroup(chatId: string): Promise<ChatGroup> {
  const body = { chat_id: chatId, need_name: 1 }
  return (await call(api('groupchat/get'), {}, { group_chat: group }, body)).group_chat
}

const failures = {
  failed_chat_list: z
    .array(z.object({ chat_id: z.string(), errcode: z.number(), errmsg: z.string() }))
    .default([]),
}
/**
 * Gives groups another owner, of one who left the corp or of one who is there.
 * @returns those that were not given, with why: 90500 has not left, 90502 has left, 90504 owns it already, 90508 was
 * given before, 45009 too many today
 * @throws PlatformError 60111, 41054, 84074 for the new owner
 */
export async function giveChatGroups(
  chatIds: readonly string[],
  newOwner: string,
  hasLeft: boolean,
): Promise<{ chatId: string; code: number }[]> {
  const name = hasLeft ? 'groupchat/transfer' : 'groupchat/onjob_transfer'
  const body = { chat_id_list: chatIds, new_owner: newOwner }
  const { failed_chat_list } = await call(api(name), {}, failures, body)
  return failed_chat_list.map((it) => ({ chatId: it.chat_id, code: it.errcode }))
}

/** What is said to who comes into a group: text, and at most one page of the mini-program. */
export interface GroupWelcome {
  text: string
  page?: { title: string; appid: string; page: string; mediaId: string }
}
const welcomeBody = ({ text, page }: GroupWelcome) => ({
  ...(text ? { text: { content: text } } : {}),
  ...(page
    ? {
        miniprogram: { title: page.title, appid: page.appid, page: page.page, pic_media_id: page.mediaId },
      }
    : {}),
})

/**
 * Makes a welcome that owners can choose for their groups in the client; with `notify` WeCom tells them of it.
 * @throws PlatformError 40058 a field is not as it must be or there are too many, 45002 too long, 40007 no such picture
 */
export async function addGroupWelcome(welcome: GroupWelcome, isTold: boolean): Promise<string> {
  const body = { ...welcomeBody(welcome), notify: isTold ? 1 : 0 }
  const shape = { template_id: z.string() }
  return (await call(api('group_welcome_template/add'), {}, shape, body)).template_id
}

/** Says something else from now on. @throws PlatformError as `addGroupWelcome`, 40058 for one that is gone */
export async function changeGroupWelcome(templateId: string, welcome: GroupWelcome): Promise<void> {
  const body = { template_id: templateId, ...welcomeBody(welcome) }
  await call(api('group_welcome_template/edit'), {}, {}, body)
}

/** Takes a welcome away. @throws PlatformError 40058 for one that is gone */
export async function removeGroupWelcome(templateId: string): Promise<void> {
  await call(api('group_welcome_template/del'), {}, {}, { template_id: templateId })
}
