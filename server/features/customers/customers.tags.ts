import type { z } from 'zod'
import { knownPool, type TagPool } from '../corpTags/corpTags.service'
import { guideDirectory } from '../guides/guides.service'
import { memberForStaff } from '../members/members.service'
import { memberOfContact } from './customers.contacts'
import type { customerTag, remarkView } from './customers.contract'
import { writeEdits } from './customers.edits.model'
import { findContact, type ContactDoc } from './customers.model'
import { contactFor, fail, type Caller, type Guides } from './customers.reach'
import { remarkOf, tagsOf, type Wanted } from './customers.rules'

export { tagUse } from './customers.model'
export type { Wanted } from './customers.rules'

/** A contact's tags under the names they have in the pool now, without those that left it. */
const withPool = ({ followers, edits = [] }: ContactDoc, pool: TagPool | undefined) => ({
  edits,
  followers: followers.map((follower) => ({
    ...follower,
    tags: follower.tags.flatMap((tag) => {
      if (!pool || !tag.tagId) return [tag]
      if (pool.isGone(tag.tagId)) return []
      const { name, group } = pool.tagOf(tag.tagId) ?? tag
      return [{ ...tag, name, group }]
    }),
  })),
})

type Computed = Parameters<typeof tagsOf>[0]

/** A contact's tags for the card: computed, the caller's and colleagues'. */
export const shownTags = async (
  contact: ContactDoc,
  computed: Computed,
  caller: Caller,
  guides: Guides,
): Promise<z.input<typeof customerTag>[]> =>
  tagsOf(computed, withPool(contact, await knownPool()), caller, (id) => guides.ofId(id)?.name)

export interface Labels {
  name: string
  tags: z.input<typeof customerTag>[]
  remark: z.input<typeof remarkView>
  /** Tags WeCom states or the caller wants on the caller's own friendship, by id. */
  ownTagIds: string[]
}

/** The tags of who is in a chat, as the caller sees them. @throws as `customerInChat` */
export async function tagsInChat(externalUserId: string, caller: Caller) {
  const guides = await guideDirectory()
  const { contact } = await contactFor(externalUserId, caller, guides)
  return tagsOfContact(contact, caller, guides)
}

async function tagsOfContact(contact: ContactDoc, caller: Caller, guides: Guides) {
  const memberId = await memberOfContact(contact)
  const member = memberId ? await memberForStaff(memberId) : undefined
  return shownTags(contact, member?.tags ?? [], caller, guides)
}

async function labelsOf(contact: ContactDoc, caller: Caller, guides: Guides): Promise<Labels> {
  const follower = contact.followers.find((it) => it.userid === caller.userid)
  if (!follower) throw fail('customer_not_yours')
  const tags = await tagsOfContact(contact, caller, guides)
  const { edits = [] } = contact
  const stated = new Set(follower.tags.flatMap((it) => it.tagId ?? []))
  for (const edit of edits.filter((it) => it.userid === caller.userid && it.refused === undefined)) {
    if (edit.on === true) stated.add(edit.what)
    if (edit.on === false) stated.delete(edit.what)
  }
  return {
    name: contact.name,
    tags,
    remark: remarkOf(follower, edits),
    ownTagIds: [...stated],
  }
}

/**
 * Tags and remark of the caller's own customer (GU-2, CD-2).
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function labelsForGuide(externalUserId: string, caller: Caller): Promise<Labels> {
  const guides = await guideDirectory()
  const { contact } = await contactFor(externalUserId, caller, guides)
  return labelsOf(contact, caller, guides)
}

/**
 * Gives a guide's friendship the tags another's had, and the remark where there is none (GU-6); WeCom is told behind it.
 * Where the two are no friends (any more) nothing is done.
 */
export async function giveLabels(
  externalUserId: string,
  to: { userid: string; guideId: string },
  { tags, remark }: { tags: readonly { tagId: string; name: string; group: string }[]; remark: string },
): Promise<void> {
  const contact = await findContact(externalUserId)
  const follower = contact?.followers.find((it) => it.userid === to.userid)
  if (!follower) return
  const wanted: Wanted[] = tags.map(({ tagId: what, ...tag }) => ({ what, on: true, ...tag }))
  if (remark && !follower.remark) wanted.push({ what: 'remark', text: remark })
  if (wanted.length) await writeEdits(externalUserId, to.userid, to.guideId, wanted)
}

/**
 * Writes down what a guide wants of an own customer and answers with it; WeCom is told behind the answer (GU-2).
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function editLabels(
  externalUserId: string,
  caller: Caller,
  wanted: readonly Wanted[],
): Promise<Labels> {
  const guides = await guideDirectory()
  const { follower } = await contactFor(externalUserId, caller, guides)
  if (follower.userid !== caller.userid) throw fail('customer_not_yours')
  const contact = await writeEdits(externalUserId, caller.userid, caller.guideId, wanted)
  if (!contact) throw fail('customer_not_found')
  return labelsOf(contact, caller, guides)
}
