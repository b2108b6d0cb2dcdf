import { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { decryptField, encryptField } from '../../kernel/fieldCrypto'
import { randomCode } from '../../kernel/ids'
import { idsOf, isSame } from '../../kernel/oneId'
import { redis } from '../../kernel/redis'
import { phoneOfCode } from '../../integrations/wechat/wechat'
import { membersContract } from './members.contract'
import { mayBeOne, mergeMembers } from './members.merges'
import { touchPhone } from './members.merges.model'
import { claimIdentity, documentsOf, phoneOf, sealPhone, updateMember } from './members.model'
import { mustFind, myProfile, refusalOf } from './members.profile'

const fail = failWith(membersContract.errors)
type Member = CallerOf<(typeof membersContract)['routes']['POST /me/merges']>

/** How long a shopper may think about whether the other member is them. */
const TICKET_SECONDS = 600
const asked = z.object({ memberId: z.string(), phone: z.string() })
const keyOf = (ticket: string) => `members:mergeTicket:${ticket}`

/** A number WeChat vouched for, kept until its member says whether who had it before is the same person. */
async function makeTicket(memberId: string, phone: string): Promise<string> {
  const ticket = randomCode(24)
  const kept = JSON.stringify({ memberId, phone: encryptField(phone) } satisfies z.infer<typeof asked>)
  await redis().set(keyOf(ticket), kept, 'EX', TICKET_SECONDS)
  return ticket
}

/** A person's number as it was verified last: kept where it stands, so that it goes with whom it came with. */
async function keepPhone(memberId: string, phone: string) {
  const documents = await documentsOf(idsOf(memberId))
  const holder = documents.find((it) => phoneOf(it) === phone)
  if (holder) await touchPhone(holder._id, now())
  else await updateMember(memberId, { phone: sealPhone(phone), phoneAt: now() })
  return myProfile(memberId)
}

/**
 * Binds the verified phone behind a getPhoneNumber code. WeChat vouches that the number is this account's, not that whoever
 * gave it here before is the same person: families share one. So where it is another member's the shopper is asked first.
 * @throws phone_code_invalid, platform_unavailable, phone_of_other with the ticket for `confirmMerge`, phone_taken where
 * staff said that these two are not one
 */
export async function bindPhone(memberId: string, code: string) {
  const phone = await phoneOfCode(code).catch((error: unknown) => {
    throw refusalOf(error, 'phone_code_invalid')
  })
  const owner = await claimIdentity('phone', phone, memberId)
  if (owner === memberId) return keepPhone(memberId, phone)
  if (!(await mayBeOne(memberId, owner))) throw fail('phone_taken')
  const other = await mustFind(owner)
  throw fail('phone_of_other', {
    ticket: await makeTicket(memberId, phone),
    nickname: `${[...other.nickname][0] ?? ''}**`,
    joinedAt: other.joinedAt.toISOString(),
  })
}

/**
 * It is me: the shopper and the member who has their verified phone become one person (ME-1); audited. The same again
 * changes nothing.
 * @throws merge_ticket_unknown, phone_taken
 */
export async function confirmMerge(ticket: string, caller: Member, requestId: string) {
  const kept = await redis().get(keyOf(ticket))
  const ticketed = kept ? asked.parse(JSON.parse(kept)) : undefined
  if (!ticketed || !isSame(ticketed.memberId, caller.memberId)) throw fail('merge_ticket_unknown')
  const phone = decryptField(ticketed.phone)
  const owner = await claimIdentity('phone', phone, caller.memberId)
  const outcome = await mergeMembers(caller.memberId, owner, 'phone')
  if (outcome === 'parted') throw fail('phone_taken')
  if (outcome === 'merged')
    await audit(caller, 'member.merged', owner, { with: caller.memberId, evidence: 'phone' }, requestId)
  return keepPhone(caller.memberId, phone)
}
