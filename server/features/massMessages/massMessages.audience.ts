import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { shanghai } from '../../kernel/shanghai'
import { customersOfGuide, type OwnCustomer } from '../customers/customers.service'
import { standingsOf } from '../members/members.service'
import { lastVisits } from '../visits/visits.service'
import { cappedSince, lostBy, noteParting, takenOn } from './massMessages.reach.model'
import { capAt, capText, isOf, type Audience, type Known, type LeftOut } from './massMessages.rules'

interface Candidate extends OwnCustomer, Known {
  /** A member who said no to messages in the mini-program. */
  isRefusing: boolean
}

/** A guide's own customers with what an audience may ask about them. */
async function candidatesOf(userid: string): Promise<Candidate[]> {
  const customers = await customersOfGuide(userid)
  const memberIds = [...new Set(customers.flatMap((it) => it.memberId ?? []))]
  const [members, visits] = await Promise.all([standingsOf(memberIds), lastVisits(memberIds)])
  const memberOf = new Map(members.map((it) => [it._id, it]))
  const visitOf = new Map(visits.map((it) => [it._id, it]))
  return customers.map((it) => {
    const member = memberOf.get(it.memberId ?? '')
    const visit = visitOf.get(it.memberId ?? '')
    const computed = (member?.tags ?? []).filter((tag) => tag.by === 'rule').map((tag) => tag.name)
    return {
      ...it,
      tags: [...new Set([...it.tags, ...computed])],
      since: member?.joinedAt ?? it.since,
      cameAt: visit?.cameAt,
      boughtAt: visit?.boughtAt ?? undefined,
      isRefusing: member !== undefined && !member.consents.massMessage,
      ...(member ? { tier: member.tier } : {}),
    }
  })
}

/** What the guide's own customers can be chosen by (GU-4). */
export async function tagsOfOwn(userid: string, most: number) {
  const customers = await candidatesOf(userid)
  const counts = new Map<string, number>()
  for (const name of customers.flatMap((it) => it.tags)) counts.set(name, (counts.get(name) ?? 0) + 1)
  const tags = [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'zh'))
  return { customers: customers.length, tags: tags.slice(0, most) }
}

/**
 * Whom a message to an audience would reach now, and who is left out and why: the first reason that holds. WeCom may still
 * refuse some: it counts the messages of the whole corp, and knows who has parted since.
 */
export async function reachOf(userid: string, audience: Audience) {
  const at = now()
  const all = await candidatesOf(userid)
  const chosen = all.filter((it) => isOf(audience, it, at))
  const ids = chosen.map((it) => it.externalUserId)
  const { from, most } = capAt(env.WECOM_MASS_CAP, at)
  const [lost, taken, capped] = await Promise.all([
    lostBy(userid),
    takenOn(shanghai(at).date, ids),
    cappedSince(from, most, ids),
  ])
  const reasonOf = (it: Candidate): LeftOut | undefined => {
    if (lost.has(it.externalUserId)) return 'lost'
    if (it.isRefusing) return 'refused'
    if (taken.has(it.externalUserId)) return 'today'
    return capped.has(it.externalUserId) ? 'capped' : undefined
  }
  const sorted = chosen.map((it) => ({ it, reason: reasonOf(it) }))
  const leftBy = (reason: LeftOut) => sorted.filter((one) => one.reason === reason).map((one) => one.it)
  const left = {
    lost: leftBy('lost'),
    refused: leftBy('refused'),
    today: leftBy('today'),
    capped: leftBy('capped'),
  }
  return { chosen, left, reached: sorted.filter((one) => !one.reason).map((one) => one.it), at }
}
export type Reach = Awaited<ReturnType<typeof reachOf>>

const FACES = 5
const NAMES = 20

/** How many of each reason. */
export const leftCounts = ({ left }: Reach): Record<LeftOut, number> => ({
  lost: left.lost.length,
  refused: left.refused.length,
  today: left.today.length,
  capped: left.capped.length,
})

/** A message's reach as the guide sees it before it goes to WeCom (GU-4). */
export function planOf(reach: Reach) {
  const { chosen, left, reached, at } = reach
  const names = (reason: LeftOut) => left[reason].slice(0, NAMES).map((it) => it.name)
  return {
    chosen: chosen.length,
    leftOut: leftCounts(reach),
    reach: reached.length,
    tiers: {
      gold: chosen.filter((it) => it.tier === 'gold').length,
      silver: chosen.filter((it) => it.tier === 'silver').length,
    },
    faces: reached.slice(0, FACES).map(({ name, avatar }) => ({ name, ...(avatar ? { avatar } : {}) })),
    leftOutNames: {
      lost: names('lost'),
      refused: names('refused'),
      today: names('today'),
      capped: names('capped'),
    },
    capText: capText(env.WECOM_MASS_CAP, at),
  }
}

type Told = { userid: string; externalUserId: string; at: string }
/** The two are friends no more: nothing is sent to them (platform-apis §5.5). */
export const friendWent = ({ userid, externalUserId, at }: Told): Promise<void> =>
  noteParting({ userid, externalUserId }, 'lostAt', new Date(at))
/** The two are friends, perhaps again. */
export const friendCame = ({ userid, externalUserId, at }: Told): Promise<void> =>
  noteParting({ userid, externalUserId }, 'backAt', new Date(at))
