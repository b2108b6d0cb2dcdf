import { z } from 'zod'
import { call } from './wecomApi'

/** Tags of the corp and whom they are on (platform-apis §3.5). What is changed here causes no callback. */

const tag = z.object({ id: z.string(), name: z.string(), order: z.number().default(0) })
const group = z.object({
  group_id: z.string(),
  group_name: z.string(),
  order: z.number().default(0),
  deleted: z.boolean().default(false),
  tag: z.array(tag.extend({ deleted: z.boolean().default(false) })).default([]),
})

export interface CorpTag {
  id: string
  name: string
  /** Larger first. */
  order: number
}
export interface CorpTagGroup extends CorpTag {
  tags: CorpTag[]
}

const shown = ({ group_id, group_name, order, tag: tags }: z.infer<typeof group>): CorpTagGroup => ({
  id: group_id,
  name: group_name,
  order,
  tags: tags.filter((it) => !it.deleted).map(({ id, name, order: at }) => ({ id, name, order: at })),
})

/** Every tag of the corp by group, what was deleted left out. */
export async function listCorpTags(): Promise<CorpTagGroup[]> {
  const shape = { tag_group: z.array(group).default([]) }
  const { tag_group: groups } = await call('/cgi-bin/externalcontact/get_corp_tag_list', {}, shape, {})
  return groups.filter((it) => !it.deleted).map(shown)
}

/**
 * Makes a tag in a group that is there. @returns its id
 * @throws PlatformError 40071 the group has that name, 40126 3,000 tags, 40068 no such group, 40058 over 30 characters
 */
export async function addCorpTag(groupId: string, name: string): Promise<string> {
  const body = { group_id: groupId, tag: [{ name }] }
  const { tag_group: made } = await call(
    '/cgi-bin/externalcontact/add_corp_tag',
    {},
    { tag_group: z.object({ tag: z.tuple([tag], tag) }) },
    body,
  )
  return made.tag[0].id
}

/** Names a tag or a group of tags anew. @throws PlatformError 40068 no such id, 40071 the name is taken */
export async function renameCorpTag(id: string, name: string): Promise<void> {
  await call('/cgi-bin/externalcontact/edit_corp_tag', {}, {}, { id, name })
}

/** Deletes tags, and groups that have none left. @throws PlatformError 40068 no such id */
export async function deleteCorpTags(tagIds: readonly string[]): Promise<void> {
  await call('/cgi-bin/externalcontact/del_corp_tag', {}, {}, { tag_id: tagIds })
}

/**
 * Puts tags on a member's customer and takes others off; all or none.
 * @throws PlatformError 84061 no such relation, 40068 one of the tags is not there
 */
export async function markTags(
  userid: string,
  externalUserId: string,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): Promise<void> {
  const body = { userid, external_userid: externalUserId, add_tag: add, remove_tag: remove }
  await call('/cgi-bin/externalcontact/mark_tag', {}, {}, body)
}
