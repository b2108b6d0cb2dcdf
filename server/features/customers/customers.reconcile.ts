import { logger } from '../../kernel/logger'
import { isPlatformTrouble } from '../../integrations/http'
import { customersOfMember, followUsers, type Relation } from '../../integrations/wecom/contacts'
import { refreshContact } from './customers.contacts'
import { customersOf } from './customers.model'
import type { Follower } from './customers.rules'

const idsOf = (tags: readonly { tagId?: string }[]) => tags.flatMap((it) => it.tagId ?? []).sort()

const isAsStored = ({ follow_info: said }: Relation, stored: Follower | undefined): boolean =>
  stored !== undefined &&
  stored.remark === said.remark &&
  stored.since.getTime() === said.createtime * 1000 &&
  idsOf(stored.tags).join() === [...said.tag_id].sort().join()

/** Contacts of a member that WeCom states otherwise than they are stored, or not at all. */
async function differing(userid: string): Promise<string[]> {
  const stored = new Map(
    (await customersOf(userid)).map((it) => [it._id, it.followers.find((one) => one.userid === userid)]),
  )
  const different: string[] = []
  for await (const page of customersOfMember(userid))
    for (const relation of page) {
      const id = relation.external_contact.external_userid
      if (!isAsStored(relation, stored.get(id))) different.push(id)
      stored.delete(id)
    }
  return [...different, ...stored.keys()]
}

/** Repairs what events told and we never heard (platform-apis §5.5): lists every member's customers, asks for those that differ. */
export async function reconcileContacts(): Promise<void> {
  for (const userid of await followUsers())
    try {
      const different = await differing(userid)
      for (const externalUserId of different) await refreshContact(externalUserId)
      if (different.length) logger.info({ userid, repaired: different.length }, 'contacts repaired')
    } catch (error) {
      if (!isPlatformTrouble(error)) throw error
      logger.warn({ userid, error: error.message }, 'contacts not reconciled')
    }
}
