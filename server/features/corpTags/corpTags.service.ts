import { env } from '../../../config/env'
import { laterThan, now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { PlatformError } from '../../integrations/http'
import { addCorpTag, listCorpTags } from '../../integrations/wecom/tags'
import { findPool, putPool, type PoolDoc } from './corpTags.model'

/** The corp's tags as WeCom last stated them (CD-2). */
export interface TagPool {
  groups: PoolDoc['groups']
  /** A tag of the pool with its group; undefined when it is not there. */
  tagOf: (tagId: string) => { name: string; group: string; groupId: string } | undefined
  /** Whether it was in the pool once and is no more. */
  isGone: (tagId: string) => boolean
}

const STALE_MS = 10 * 60_000
const GONE_KEPT = 3000
const DUPLICATE_NAME = 40071

function poolOf({ groups, gone }: PoolDoc): TagPool {
  const tags = new Map(
    groups.flatMap(({ id: groupId, name: group, tags: own }) =>
      own.map(({ id, name }) => [id, { name, group, groupId }]),
    ),
  )
  const lost = new Set(gone)
  return { groups, tagOf: (tagId) => tags.get(tagId), isGone: (tagId) => lost.has(tagId) }
}

const byOrder = <T extends { order: number }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.order - a.order)

/** Asks WeCom for the pool and stores it. @throws PlatformError, PlatformUnavailable */
export async function renewPool(): Promise<TagPool> {
  const before = await findPool()
  const askedAt = laterThan(before?.askedAt)
  const groups = byOrder(await listCorpTags()).map((it) => ({ ...it, tags: byOrder(it.tags) }))
  const there = new Set(groups.flatMap((it) => it.tags.map((tag) => tag.id)))
  const known = before?.groups.flatMap((it) => it.tags.map((tag) => tag.id)) ?? []
  const gone = [...new Set([...known, ...(before?.gone ?? [])])].filter((it) => !there.has(it))
  const pool: PoolDoc = { _id: 'corp', groups, gone: gone.slice(0, GONE_KEPT), askedAt }
  await putPool(pool)
  return poolOf(pool)
}

/** The pool as stored, renewed behind the answer when it is old; undefined before it was ever read. */
export async function knownPool(): Promise<TagPool | undefined> {
  const stored = await findPool()
  if (!stored || now().getTime() - stored.askedAt.getTime() > STALE_MS)
    void renewPool().catch((error: unknown) =>
      logger.warn({ error: String(error) }, 'the tag pool was not renewed'),
    )
  return stored ? poolOf(stored) : undefined
}

/** The pool, asked of WeCom where none is stored. @throws PlatformError, PlatformUnavailable */
export async function tagPool(): Promise<TagPool> {
  const stored = await findPool()
  return stored ? ((await knownPool()) ?? poolOf(stored)) : renewPool()
}

/** Whether guides set and make tags in a group: headquarters may keep some to itself. */
export const isOpenGroup = (name: string): boolean => !env.WECOM_CLOSED_TAG_GROUPS.includes(name)
/** Whether a customer has one tag of a group at most. */
export const isSingleGroup = (name: string): boolean => env.WECOM_SINGLE_TAG_GROUPS.includes(name)

/**
 * A tag of that name in a group: made in WeCom, or the one that is there.
 * @throws PlatformError 40068 no such group, 40126 3,000 tags, 40058 not taken; PlatformUnavailable
 */
export async function tagNamed(groupId: string, name: string): Promise<{ id: string; group: string }> {
  const find = (pool: TagPool) => {
    const group = pool.groups.find((it) => it.id === groupId)
    const tag = group?.tags.find((it) => it.name === name)
    return group && tag ? { id: tag.id, group: group.name } : undefined
  }
  const there = find(await tagPool())
  if (there) return there
  await addCorpTag(groupId, name).catch((error: unknown) => {
    // A colleague was faster, or an earlier try of ours was not heard.
    if (!(error instanceof PlatformError && error.code === DUPLICATE_NAME)) throw error
  })
  const made = find(await renewPool())
  if (!made) throw new Error(`the tag ${name} was made and is not in the pool`)
  return made
}
