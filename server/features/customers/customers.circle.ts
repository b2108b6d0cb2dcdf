import { decryptField } from '../../kernel/fieldCrypto'
import { memberNow } from '../../kernel/oneId'
import { memberIdsOf } from '../members/members.service'
import { circleOf } from './customers.model'

/** One of a guide's own customers, as the guide sees them. */
export interface OwnCustomer {
  externalUserId: string
  name: string
  avatar?: string
  memberId?: string
  /** Since when they are friends. */
  since: Date
  /** Names of the tags on this friendship. */
  tags: readonly string[]
}

/** All customers of a member of the corp, with the member behind each where one is known (GU-4). */
export async function customersOfGuide(userid: string): Promise<OwnCustomer[]> {
  const contacts = await circleOf(userid)
  const unionids = contacts.flatMap((it) => (it.memberId || !it.unionid ? [] : [decryptField(it.unionid)]))
  const byUnionid = await memberIdsOf('unionid', unionids)
  return contacts.flatMap(({ _id, name, avatar, unionid, memberId, followers }) => {
    const own = followers.find((it) => it.userid === userid)
    if (!own) return []
    const known = memberId ?? (unionid && byUnionid.get(decryptField(unionid)))
    return {
      externalUserId: _id,
      name,
      since: own.since,
      tags: own.tags.map((it) => it.name),
      ...(avatar ? { avatar } : {}),
      ...(known ? { memberId: memberNow(known) } : {}),
    }
  })
}
