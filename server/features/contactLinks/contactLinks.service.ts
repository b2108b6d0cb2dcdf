import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { failWith } from '../../kernel/errors'
import { isSame } from '../../kernel/oneId'
import { refusalBy } from '../../integrations/http'
import { createWxacode } from '../../integrations/wechat/wechat'
import { contactsOf, customerInChat, linkByScan, unlinkScanned } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { partMembers } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { findCode, makeCode, type LinkCode } from './contactLinks.codes'
import { contactLinksContract } from './contactLinks.contract'

const fail = failWith(contactLinksContract.errors)
type Routes = (typeof contactLinksContract)['routes']
type Staff = CallerOf<Routes['POST /customers/:externalUserId/link-codes']>
type Manager = CallerOf<Routes['POST /customers/:externalUserId/unlink']>
type Member = CallerOf<Routes['POST /link-codes/:code/confirm']>

/**
 * A code for the person in the caller's chat to scan (ME-1).
 * @throws the refusals of the chat, contact_linked
 */
export async function showCode(externalUserId: string, caller: Staff) {
  const { memberId } = await customerInChat(externalUserId, caller)
  if (memberId) throw fail('contact_linked')
  const { code, expiresAt } = await makeCode(externalUserId, caller.guideId)
  const picture = await createWxacode({ scene: `b=${code}`, page: 'pages/home/index' }).catch(
    (error: unknown) => {
      throw refusalBy(error, () => fail('platform_unavailable'))
    },
  )
  return {
    picture: `data:image/png;base64,${picture.toString('base64')}`,
    expiresAt: expiresAt.toISOString(),
  }
}

async function show({ externalUserId, guideId, expiresAt }: LinkCode, memberId: string) {
  const [guides, contacts] = await Promise.all([guideDirectory(), contactsOf([externalUserId])])
  const [guide, contact] = [guides.ofId(guideId), contacts.get(externalUserId)]
  if (!guide || !contact) throw fail('link_code_unknown')
  const store = await findLocation(guide.storeId)
  return {
    state: isSame(contact.memberId, memberId) ? ('linked' as const) : ('open' as const),
    guideName: guide.name,
    storeName: store?.name ?? '',
    friendName: contact.name,
    expiresAt: expiresAt.toISOString(),
    ...(guide.avatar ? { guideAvatar: guide.avatar } : {}),
    ...(contact.avatar ? { friendAvatar: contact.avatar } : {}),
  }
}

async function mustFind(code: string): Promise<LinkCode> {
  const found = await findCode(code)
  if (!found) throw fail('link_code_unknown')
  return found
}

/** What a scanned code asks. @throws link_code_unknown */
export const lookAtCode = async (code: string, { memberId }: Member) => show(await mustFind(code), memberId)

/**
 * Binds the contact behind a code to the member who confirms it: whoever is first has it.
 * @throws link_code_unknown, contact_taken, contact_differs
 */
export async function confirmCode(code: string, caller: Member, requestId: string) {
  const found = await mustFind(code)
  const { externalUserId, guideId } = found
  const outcome = await linkByScan(externalUserId, caller.memberId, guideId)
  if (outcome === 'taken') throw fail('contact_taken')
  if (outcome === 'differs') throw fail('contact_differs')
  if (outcome === 'linked')
    await audit(caller, 'contact.linked', caller.memberId, { externalUserId, guideId }, requestId)
  return show(found, caller.memberId)
}

/**
 * Takes a binding by scan back (ME-1): what the member bought and is stays theirs.
 * @throws the refusals of the chat, link_not_undoable
 */
export async function undoLink(externalUserId: string, caller: Manager, requestId: string): Promise<void> {
  await customerInChat(externalUserId, caller)
  const memberId = await unlinkScanned(externalUserId)
  if (!memberId) throw fail('link_not_undoable')
  await audit(caller, 'contact.unlinked', memberId, { externalUserId }, requestId)
}

/**
 * Parts two members of whom the person in the chat was made (ME-1).
 * @throws the refusals of the chat, merge_not_found, merge_too_old
 */
export async function undoMergeOf(
  { externalUserId, mergeId }: { externalUserId: string; mergeId: string },
  caller: Manager,
  requestId: string,
): Promise<void> {
  const { memberId } = await customerInChat(externalUserId, caller)
  if (!memberId) throw fail('merge_not_found')
  await partMembers({ memberId, mergeId }, caller, requestId)
}
