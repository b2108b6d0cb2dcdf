import type { z } from 'zod'
import { refusalBy } from '../../integrations/http'
import { failWith } from '../../kernel/errors'
import { maskPhone } from '../../kernel/fieldCrypto'
import { membersContract, type profile } from './members.contract'
import { findMember, phoneOf } from './members.model'
import type { MemberDoc } from './members.rules'

const fail = failWith(membersContract.errors)

export function profileOf(member: MemberDoc): z.input<typeof profile> {
  const phone = phoneOf(member)
  return {
    id: member._id,
    nickname: member.nickname,
    tier: member.tier,
    points: member.points,
    consents: member.consents,
    joinedAt: member.joinedAt.toISOString(),
    ...(member.avatar ? { avatar: member.avatar } : {}),
    ...(phone ? { phone: maskPhone(phone) } : {}),
    ...(member.homeStoreId ? { homeStoreId: member.homeStoreId } : {}),
  }
}

/** Turns what the platform says into our refusals. */
export function refusalOf(error: unknown, badCode: 'login_code_invalid' | 'phone_code_invalid'): unknown {
  return refusalBy(
    error,
    (details) => fail('platform_unavailable', details),
    ({ code }) => {
      if (code === 40029 || code === 40163) return fail(badCode)
      return code === 40226 ? fail('account_refused') : undefined
    },
  )
}

/** The person of a session. */
export async function mustFind(memberId: string): Promise<MemberDoc> {
  const member = await findMember(memberId)
  if (!member) throw new Error(`session of unknown member ${memberId}`)
  return member
}

export const myProfile = async (memberId: string) => profileOf(await mustFind(memberId))
