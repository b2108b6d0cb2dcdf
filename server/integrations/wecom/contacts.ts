import { z } from 'zod'
import { PlatformError } from '../http'
import { call } from './wecomApi'

/** Customers of the corp's members (platform-apis §3.4). */

const externalContact = z.object({
  external_userid: z.string(),
  name: z.string(),
  avatar: z.string().optional(),
  type: z.number(),
  unionid: z.string().optional(),
})
const followUser = z.object({
  userid: z.string(),
  remark: z.string().default(''),
  createtime: z.number(),
  tags: z
    .array(
      z.object({
        group_name: z.string().default(''),
        tag_name: z.string(),
        tag_id: z.string().optional(),
        type: z.number(),
      }),
    )
    .default([]),
  state: z.string().optional(),
  add_way: z.number().optional(),
})
export type ExternalContact = z.infer<typeof externalContact>
export type FollowUser = z.infer<typeof followUser>

/**
 * An external contact with all its followers (§3.4), over every page.
 * @throws PlatformError 84061 no such relation, 40096 bad id, 60011 outside the app's range
 */
export async function getExternalContact(
  externalUserId: string,
): Promise<{ contact: ExternalContact; followers: FollowUser[] }> {
  const shape = {
    external_contact: externalContact,
    follow_user: z.array(followUser).default([]),
    next_cursor: z.string().optional(),
  }
  const followers: FollowUser[] = []
  for (let cursor: string | undefined; ;) {
    const page = await call(
      '/cgi-bin/externalcontact/get',
      { external_userid: externalUserId, cursor },
      shape,
    )
    followers.push(...page.follow_user)
    cursor = page.next_cursor || undefined
    if (!cursor) return { contact: page.external_contact, followers }
  }
}

const PER_PAGE = 100
const relation = z.object({
  external_contact: externalContact,
  follow_info: followUser.omit({ tags: true }).extend({ tag_id: z.array(z.string()).default([]) }),
})
export type Relation = z.infer<typeof relation>

/** 84061: the member has no customers. */
const NO_CUSTOMERS = 84061

/**
 * Every customer of a member, page by page; tags as ids only, personal ones left out.
 * @throws PlatformError 60111, 60011, 84074 for a member the app may not ask about
 */
export async function* customersOfMember(userid: string): AsyncGenerator<Relation[]> {
  const shape = { external_contact_list: z.array(relation).default([]), next_cursor: z.string().default('') }
  for (let cursor = ''; ;) {
    const body = { userid_list: [userid], cursor, limit: PER_PAGE }
    const page = await call('/cgi-bin/externalcontact/batch/get_by_user', {}, shape, body).catch(
      (error: unknown) => {
        if (error instanceof PlatformError && error.code === NO_CUSTOMERS) return undefined
        throw error
      },
    )
    if (!page) return
    yield page.external_contact_list
    cursor = page.next_cursor
    if (!cursor) return
  }
}

/** Members who may serve customers, within the app's range. */
export async function followUsers(): Promise<string[]> {
  const shape = { follow_user: z.array(z.string()).default([]) }
  return (await call('/cgi-bin/externalcontact/get_follow_user_list', {}, shape)).follow_user
}

/**
 * A member's remark on a customer, at most 20 characters; empty takes it away. Causes no callback.
 * @throws PlatformError 84061 no such relation, 40058 too long
 */
export async function setRemark(userid: string, externalUserId: string, remark: string): Promise<void> {
  await call('/cgi-bin/externalcontact/remark', {}, {}, { userid, external_userid: externalUserId, remark })
}
