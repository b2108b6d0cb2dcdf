import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { shanghai } from '../../kernel/shanghai'
import { groupsOfOwner } from '../chatGroups/chatGroups.service'
import { cappedSince, takenOn } from './massMessages.reach.model'
import { capAt, capText, type LeftOut } from './massMessages.rules'

export interface OwnGroup {
  chatId: string
  name: string
  /** How many are in it. */
  people: number
  /** Why a message would not go to it now. */
  leftOut?: Extract<LeftOut, 'today' | 'capped'>
}

/** The customer groups a guide owns, and which of them get no message now and why (JO-3). */
export async function ownGroups(userid: string): Promise<{ groups: OwnGroup[]; capText: string }> {
  const at = now()
  const owned = await groupsOfOwner(userid)
  const ids = owned.map((it) => it._id)
  const { from, most } = capAt(env.WECOM_MASS_CAP, at)
  const [taken, capped] = await Promise.all([takenOn(shanghai(at).date, ids), cappedSince(from, most, ids)])
  const leftOut = (id: string) => {
    if (taken.has(id)) return { leftOut: 'today' as const }
    return capped.has(id) ? { leftOut: 'capped' as const } : {}
  }
  return {
    groups: owned.map(({ _id: chatId, name, people }) => ({ chatId, name, people, ...leftOut(chatId) })),
    capText: capText(env.WECOM_MASS_CAP, at, '每个群'),
  }
}
