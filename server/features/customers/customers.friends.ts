import { readCursor, writeCursor } from '../../kernel/cursor'
import { friendsAfter } from './customers.model'

interface Page {
  cursor?: string | undefined
  limit: number
  /** These alone. */
  ids?: readonly string[]
}

/** So that what is typed is only text. */
const asText = (words: string) => new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')

/** Customers of a member of the corp as they are known, with how the member knows them; undefined for a foreign cursor. */
export async function friendsOf(userid: string, q: string | undefined, { cursor, limit, ids }: Page) {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  if (cursor !== undefined && typeof after !== 'string') return undefined
  const found = await friendsAfter(userid, {
    ids,
    q: q ? asText(q) : undefined,
    after: typeof after === 'string' ? after : undefined,
    limit: limit + 1,
  })
  const friends = found.slice(0, limit).flatMap(({ _id, name, avatar, memberId, followers }) => {
    const follower = followers.find((it) => it.userid === userid)
    if (!follower) return []
    const tags = follower.tags.flatMap(({ tagId, name: tag, group }) =>
      tagId ? [{ tagId, name: tag, group }] : [],
    )
    return [
      {
        externalUserId: _id,
        name,
        ...(avatar ? { avatar } : {}),
        isMember: memberId !== undefined,
        remark: follower.remark,
        since: follower.since,
        tags,
      },
    ]
  })
  const last = friends.at(-1)
  return { friends, ...(found.length > limit && last ? { next: writeCursor(last.externalUserId) } : {}) }
}
