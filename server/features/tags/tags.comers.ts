import { logger } from '../../kernel/logger'
import { AppError } from '../../kernel/errors'
import { renewPool, tagPool, type TagPool } from '../corpTags/corpTags.service'
import { editLabels } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'

interface Came {
  userid: string
  externalUserId: string
  /** Names of tags the channel code gives. */
  tags: readonly string[]
}

/** The tags of these names in the pool, each once: names are told apart by groups, the first group has it. */
const named = (pool: TagPool, names: readonly string[]) =>
  names.flatMap((name) => {
    const group = pool.groups.find((it) => it.tags.some((tag) => tag.name === name))
    const tag = group?.tags.find((it) => it.name === name)
    return group && tag ? [{ what: tag.id, on: true, name, group: group.name }] : []
  })

/**
 * Who came by a channel code gets the code's tags in the name of the guide they came to (GU-6b, CD-2); a name the pool of
 * the corp lacks is left out. Safe to run again.
 */
export async function tagComer({ userid, externalUserId, tags }: Came): Promise<void> {
  const guide = (await guideDirectory()).ofUserid(userid)
  if (!guide || tags.length === 0) return
  const known = named(await tagPool(), tags)
  const wanted = known.length === tags.length ? known : named(await renewPool(), tags)
  if (wanted.length < tags.length)
    logger.warn({ userid, tags, found: wanted.map((it) => it.name) }, 'tags of a channel code are not there')
  if (wanted.length === 0) return
  const { _id: guideId, storeId } = guide
  await editLabels(externalUserId, { kind: 'guide', guideId, userid, storeId }, wanted).catch(
    (error: unknown) => {
      // They are no friends any more: there is nobody to tag.
      if (!(error instanceof AppError && error.refusal.status < 500)) throw error
    },
  )
}
