import { z } from 'zod'
import { call } from './wecomApi'

/** Acquisition links 获客链接 (platform-apis §3.11.2). */

const api = (name: string) => `/cgi-bin/externalcontact/customer_acquisition/${name}`

export interface AcquisitionLink {
  /** At most 30 signs. */
  name: string
  /** Members it leads to, 1 to 100. */
  userids: readonly string[]
}
const bodyOf = ({ name, userids }: AcquisitionLink) => ({
  link_name: name,
  range: { user_list: userids },
})
const link = z.object({
  link_id: z.string(),
  link_name: z.string(),
  url: z.string(),
  create_time: z.number(),
})

/**
 * Makes a link of some members.
 * @throws PlatformError 41095 too many links, 41041 too many members, 41054, 60011, 60111, 84074 for a member, 40058 a field
 * is not as it must be
 */
export async function addAcquisitionLink(it: AcquisitionLink): Promise<{ linkId: string; url: string }> {
  const body = { ...bodyOf(it), skip_verify: true }
  const { link: made } = await call(api('create_link'), {}, { link }, body)
  return { linkId: made.link_id, url: made.url }
}

/** Changes whom it leads to and how it is called. @throws PlatformError as `addAcquisitionLink`, 40058 for one that is gone */
export async function updateAcquisitionLink(linkId: string, it: AcquisitionLink): Promise<void> {
  await call(api('update_link'), {}, {}, { link_id: linkId, ...bodyOf(it) })
}

/** Nobody comes by it any more. @throws PlatformError 40058 for one that is gone */
export async function removeAcquisitionLink(linkId: string): Promise<void> {
  await call(api('delete_link'), {}, {}, { link_id: linkId })
}

/** A link as it is at WeCom. @throws PlatformError 40058 for one that is gone */
export async function getAcquisitionLink(
  linkId: string,
): Promise<{ name: string; url: string; madeAt: Date; userids: string[] }> {
  const shape = { link, range: z.object({ user_list: z.array(z.string()).default([]) }) }
  const { link: it, range } = await call(api('get'), {}, shape, { link_id: linkId })
  return {
    name: it.link_name,
    url: it.url,
    madeAt: new Date(it.create_time * 1000),
    userids: range.user_list,
  }
}

/** Every item of a list that comes in pages. */
async function everyPage<T>(read: (cursor: string) => Promise<{ items: T[]; next: string }>): Promise<T[]> {
  const found: T[] = []
  for (let cursor = ''; ;) {
    const { items, next } = await read(cursor)
    found.push(...items)
    cursor = next
    if (!cursor) return found
  }
}

/** Ids of every link. */
export const acquisitionLinks = (): Promise<string[]> =>
  everyPage(async (cursor) => {
    const shape = { link_id_list: z.array(z.string()).default([]), next_cursor: z.string().default('') }
    const page = await call(api('list_link'), {}, shape, { limit: 100, cursor })
    return { items: page.link_id_list, next: page.next_cursor }
  })

/** Who came by a link: `state` is what stood behind `customer_channel=`. @throws PlatformError 40058 for one that is gone */
export const customersOfLink = (
  linkId: string,
): Promise<{ externalUserId: string; userid: string; state: string }[]> =>
  everyPage(async (cursor) => {
    const shape = {
      customer_list: z
        .array(z.object({ external_userid: z.string(), userid: z.string(), state: z.string().default('') }))
        .default([]),
      next_cursor: z.string().default(''),
    }
    const page = await call(api('customer'), {}, shape, { link_id: linkId, limit: 1000, cursor })
    const items = page.customer_list.map((it) => ({
      ...{ externalUserId: it.external_userid, userid: it.userid, state: it.state },
    }))
    return { items, next: page.next_cursor }
  })

/** How many new customers by links are still paid for, and how many were in all. */
export async function acquisitionQuota(): Promise<{ total: number; balance: number }> {
  const shape = { total: z.number(), balance: z.number() }
  return call('/cgi-bin/externalcontact/customer_acquisition_quota', {}, shape)
}
