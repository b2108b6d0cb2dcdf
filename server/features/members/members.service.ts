import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { maskPhone } from '../../kernel/fieldCrypto'
import { newId } from '../../kernel/ids'
import { openSession } from '../../kernel/sessions'
import { freshenNow } from '../../kernel/oneId'
import { findLocation } from '../stores/stores.service'
import { codeToSession } from '../../integrations/wechat/wechat'
import { membersContract } from './members.contract'
import { mergeMembers } from './members.merges'
import {
  claimIdentity,
  documentsOf,
  ensureMember,
  facesOfMembers,
  findMember,
  memberIdOf,
  phoneOf,
  putMembers,
  sealPhone,
  subjectOf,
  tiersOfMembers,
  updateMember,
  type MemberRow,
} from './members.model'
import { mustFind, myProfile, profileOf, refusalOf } from './members.profile'
import type { MemberDoc } from './members.rules'

export type { MemberRow } from './members.model'
export type { MemberDoc } from './members.rules'
export {
  bindGuide,
  claimIdentity,
  memberIdOf,
  memberIdsOf,
  putPoints as showPoints,
  releaseIdentity,
  rebindGuide,
  standingsOf,
} from './members.model'
export { mergesForStaff, partForHeadquarters, partMembers } from './members.merges'
export { bindPhone, confirmMerge } from './members.phone'
export { myProfile } from './members.profile'

const fail = failWith(membersContract.errors)
type Patch = z.output<(typeof membersContract)['routes']['PATCH /me']['body']>

const newcomer = (_id: string, homeStoreId?: string): MemberDoc => ({
  _id,
  nickname: `禾友${_id.slice(-4)}`,
  tier: 'normal',
  points: 0,
  consents: { personalised: false, massMessage: false, phone: false },
  tags: [],
  joinedAt: now(),
  ...(homeStoreId ? { homeStoreId } : {}),
})

/**
 * Signs in the person behind a wx.login code, by openid, else by unionid; somebody new becomes a member (ME-1).
 * Two first sign-ins at once end at one member: the openid's unique identity decides. An openid of one member whose unionid
 * is another's shows that they are one person: they are merged.
 * @throws login_code_invalid, account_refused, platform_unavailable
 */
export async function signIn(code: string, storeId?: string) {
  const who = await codeToSession(code).catch((error: unknown) => {
    throw refusalOf(error, 'login_code_invalid')
  })
  await freshenNow()
  const known =
    (await memberIdOf('openid', who.openid)) ?? (who.unionid && (await memberIdOf('unionid', who.unionid)))
  const memberId = await claimIdentity('openid', who.openid, known || newId('mem'))
  const owner = who.unionid ? await claimIdentity('unionid', who.unionid, memberId) : memberId
  const homeStoreId = storeId && (await isStore(storeId)) ? storeId : undefined
  const own = await ensureMember(newcomer(memberId, homeStoreId))
  const caller = { kind: 'member' as const, memberId, openid: who.openid }
  const session = await openSession(caller)
  const isMerged = owner !== memberId && (await mergeMembers(memberId, owner, 'unionid')) === 'merged'
  if (isMerged) await audit(caller, 'member.merged', owner, { with: memberId, evidence: 'unionid' })
  const member = isMerged ? await mustFind(memberId) : own
  return { ...session, member: profileOf(member) }
}

/** The tier prices follow (ME-2). */
export const tierOf = async (memberId: string): Promise<MemberDoc['tier']> => (await mustFind(memberId)).tier

/** What offers for some members ask: the tier, and since when somebody is a member (ME-5). */
export const membershipOf = async (memberId: string): Promise<Pick<MemberDoc, 'tier' | 'joinedAt'>> =>
  mustFind(memberId)

const isStore = async (storeId: string) => (await findLocation(storeId))?.kind === 'store'

/** @throws store_not_found when the home store does not exist */
export async function changeProfile(memberId: string, { consents, ...fields }: Patch) {
  if (fields.homeStoreId && !(await isStore(fields.homeStoreId))) throw fail('store_not_found')
  const changes: Record<string, unknown> = { ...fields }
  for (const [name, given] of Object.entries(consents ?? {})) changes[`consents.${name}`] = given
  if (!Object.keys(changes).length) return myProfile(memberId)
  const member = await updateMember(memberId, changes)
  return profileOf(member ?? (await mustFind(memberId)))
}

/** A member as staff features read it; undefined when unknown. */
export async function memberForStaff(memberId: string) {
  const member = await findMember(memberId)
  if (!member) return undefined
  const phone = phoneOf(member)
  return { ...member, phone: phone && maskPhone(phone) }
}

/** Names and pictures as members show themselves, by id. */
export async function facesOf(memberIds: readonly string[]) {
  const faces = memberIds.length ? await facesOfMembers([...new Set(memberIds)]) : []
  return new Map(faces.map((it) => [it._id, it]))
}

/** Tiers of members, by id. */
export async function tiersOf(memberIds: readonly string[]): Promise<Map<string, MemberDoc['tier']>> {
  const rows = memberIds.length ? await tiersOfMembers([...new Set(memberIds)]) : []
  return new Map(rows.map((it) => [it._id, it.tier]))
}

/** Points that stand under this very id, for an account of its own: a merged person's are the sum of accounts (ME-1, ME-3). */
export const openingPointsOf = async (memberId: string): Promise<number | undefined> =>
  (await documentsOf([memberId]))[0]?.points

/** A member's number in the clear, for a message or call about their own order; undefined while none is known. */
export async function phoneOfMember(memberId: string): Promise<string | undefined> {
  const member = await findMember(memberId)
  return member ? phoneOf(member) : undefined
}

/** Who a member is in the mini-program, for orders placed for them; undefined before they signed in there. */
export const openidOf = (memberId: string): Promise<string | undefined> => subjectOf(memberId, 'openid')

/** Who a member is over all apps of the Open Platform; undefined where the platform did not say. */
export const unionidOf = (memberId: string): Promise<string | undefined> => subjectOf(memberId, 'unionid')

/** Writes members whole; phones are given in the clear and stored sealed (demo chain, import). */
export const importMembers = (rows: readonly MemberRow[]): Promise<void> =>
  putMembers(rows.map((it) => ({ ...it, ...(it.phone ? { phone: sealPhone(it.phone) } : {}) })))
