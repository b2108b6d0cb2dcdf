import { laterThan } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import { getChatGroup, listChatGroups, type ChatGroup } from '../../integrations/wecom/groups'
import { memberIdsOf } from '../members/members.service'
import {
  findGroup,
  groupsOfOwner,
  liveGroupIds,
  markGone,
  putGroup,
  type ChatGroupDoc,
} from './chatGroups.model'
import type { InGroup } from './chatGroups.rules'

/** No customer group, dismissed, or of an owner beyond the app's range. */
const GONE = new Set([90501, 90509])

const OUTSIDE = 2

async function membersOf({ member_list }: ChatGroup): Promise<InGroup[]> {
  const outside = member_list.filter((it) => it.type === OUTSIDE)
  const [bound, byUnionid] = await Promise.all([
    memberIdsOf(
      'external',
      outside.map((it) => it.userid),
    ),
    memberIdsOf(
      'unionid',
      outside.flatMap((it) => it.unionid ?? []),
    ),
  ])
  return member_list.map((it) => {
    const memberId = bound.get(it.userid) ?? (it.unionid ? byUnionid.get(it.unionid) : undefined)
    return {
      id: it.userid,
      isStaff: it.type !== OUTSIDE,
      name: it.group_nickname || it.name,
      joinedAt: new Date(it.join_time * 1000),
      way: it.join_scene,
      ...(it.invitor ? { invitedBy: it.invitor.userid } : {}),
      ...(it.state ? { state: it.state } : {}),
      ...(memberId ? { memberId } : {}),
    }
  })
}

/** Asks WeCom for a group and stores what it says; whatever event led here, and in whatever order. */
export async function refreshGroup(chatId: string): Promise<ChatGroupDoc | null> {
  const askedAt = laterThan((await findGroup(chatId))?.askedAt)
  try {
    const group = await getChatGroup(chatId)
    await putGroup({
      _id: chatId,
      name: group.name,
      owner: group.owner,
      madeAt: new Date(group.create_time * 1000),
      notice: group.notice,
      members: await membersOf(group),
      askedAt,
    })
  } catch (error) {
    if (!(error instanceof PlatformError && GONE.has(error.code))) throw error
    await markGone(chatId, askedAt)
  }
  return findGroup(chatId)
}

/**
 * Asks WeCom which groups an owner has, for those nobody told us of: they may be older than the chain here. What is known
 * already stands where WeCom does not answer.
 */
export async function learnGroupsOf(owner: string): Promise<void> {
  try {
    const known = new Set((await groupsOfOwner(owner)).map((it) => it._id))
    for (const chatId of await listChatGroups(owner)) if (!known.has(chatId)) await refreshGroup(chatId)
  } catch (error) {
    if (!isPlatformTrouble(error) && !(error instanceof PlatformError)) throw error
    logger.warn({ owner, error: String(error) }, 'groups of an owner not asked for')
  }
}

/** Repairs what events told and we never heard (platform-apis §5.5): every group is asked for, also those that may be gone. */
export async function reconcileGroups(): Promise<void> {
  try {
    const ids = new Set([...(await listChatGroups()), ...(await liveGroupIds())])
    for (const chatId of ids) await refreshGroup(chatId)
    logger.info({ groups: ids.size }, 'customer groups reconciled')
  } catch (error) {
    if (!isPlatformTrouble(error)) throw error
    logger.warn({ error: error.message }, 'customer groups not reconciled')
  }
}
