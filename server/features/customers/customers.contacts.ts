import { laterThan } from '../../kernel/clock'
import { decryptField, encryptField } from '../../kernel/fieldCrypto'
import { isSame, memberNow } from '../../kernel/oneId'
import { PlatformError } from '../../integrations/http'
import { getExternalContact } from '../../integrations/wecom/contacts'
import { guideDirectory } from '../guides/guides.service'
import { bindGuide, claimIdentity, memberIdOf, unionidOf } from '../members/members.service'
import {
  findContact,
  linkContact,
  putContact,
  putOrigin,
  type ContactDoc,
  type Origin,
} from './customers.model'

/** WeCom says that nobody in our range has this contact. */
const GONE = new Set([84061, 40096])

/** The member behind a contact: bound before, else by unionid (which then binds it). */
async function memberBehind(externalUserId: string, unionid: string | undefined) {
  const bound = await memberIdOf('external', externalUserId)
  if (bound || !unionid) return bound
  const memberId = await memberIdOf('unionid', unionid)
  return memberId && claimIdentity('external', externalUserId, memberId)
}

/** Asks WeCom for the contact and stores what it says; somebody nobody has any more is kept without followers. */
export async function refreshContact(externalUserId: string): Promise<ContactDoc | null> {
  const known = await findContact(externalUserId)
  const askedAt = laterThan(known?.askedAt)
  try {
    const { contact, followers } = await getExternalContact(externalUserId)
    const memberId = await memberBehind(externalUserId, contact.unionid)
    const facts: ContactDoc = {
      _id: externalUserId,
      name: contact.name,
      askedAt,
      ...(contact.avatar ? { avatar: contact.avatar } : {}),
      ...(contact.unionid ? { unionid: encryptField(contact.unionid) } : {}),
      ...(memberId ? { memberId } : {}),
      followers: followers.map((it) => ({
        userid: it.userid,
        remark: it.remark,
        since: new Date(it.createtime * 1000),
        ...(it.add_way ? { addWay: it.add_way } : {}),
        tags: it.tags.map((tag) => ({
          name: tag.tag_name,
          group: tag.group_name,
          ...(tag.tag_id ? { tagId: tag.tag_id } : {}),
        })),
      })),
    }
    await putContact(facts)
  } catch (error) {
    if (!(error instanceof PlatformError && GONE.has(error.code))) throw error
    if (known) {
      const { _id, name, avatar, unionid, memberId } = known
      await putContact({
        _id,
        name,
        followers: [],
        askedAt,
        ...(avatar ? { avatar } : {}),
        ...(unionid ? { unionid } : {}),
        ...(memberId ? { memberId } : {}),
      })
    }
  }
  const stored = await findContact(externalUserId)
  if (stored) await bindComer(stored)
  return stored
}

/**
 * A member without a guide is the customer of the guide whose code they came by, else of the guide who became their friend
 * first (GU-6, GU-6b).
 */
export async function bindComer({ memberId, origin, followers }: ContactDoc): Promise<void> {
  if (!memberId) return
  const guides = await guideDirectory()
  const [first] = followers
    .map(({ userid, since }) => ({ guide: guides.ofUserid(userid), since }))
    .filter(({ guide }) => guide?.active)
    .sort((a, b) => a.since.getTime() - b.since.getTime())
  const guide = (origin && guides.ofUserid(origin.userid)) ?? first?.guide
  if (guide) await bindGuide(memberId, guide._id)
}

/** Writes down how a contact came to the chain: the first channel stays (OP-4). Asks WeCom for who is not known yet. */
export async function noteOrigin(externalUserId: string, origin: Origin): Promise<void> {
  if (!(await findContact(externalUserId))) await refreshContact(externalUserId)
  await putOrigin(externalUserId, origin)
  const contact = await findContact(externalUserId)
  if (contact) await bindComer(contact)
}

/** The member of a contact, also when the shopper signed in only after the contact was stored. */
export async function memberOfContact(contact: ContactDoc): Promise<string | undefined> {
  if (contact.memberId) return memberNow(contact.memberId)
  if (!contact.unionid) return undefined
  const memberId = await memberBehind(contact._id, decryptField(contact.unionid))
  if (memberId) {
    await linkContact(contact._id, memberId)
    await bindComer({ ...contact, memberId })
  }
  return memberId
}

/**
 * Whether a member is the person of a contact, as far as it is known: of a contact WeCom gives no unionid for, and of a
 * member who has none, nobody can say (undefined).
 */
export async function isMemberOfContact(
  externalUserId: string,
  memberId: string,
): Promise<boolean | undefined> {
  const contact = await findContact(externalUserId)
  const known = contact ? await memberOfContact(contact) : undefined
  if (known) return isSame(known, memberId)
  if (!contact?.unionid) return undefined
  // Nobody has the contact's unionid: who has another one is somebody else.
  return (await unionidOf(memberId)) ? false : undefined
}
