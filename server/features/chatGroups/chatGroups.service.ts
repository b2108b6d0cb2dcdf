import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { now } from '../../kernel/clock'
import { failCommon, failWith } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import { refusalBy } from '../../integrations/http'
import {
  activitiesToSend,
  goodsOfStore,
  makeCardOfActivity,
  makeCardOfGoods,
} from '../guideCards/guideCards.service'
import { guideDirectory } from '../guides/guides.service'
import { mustBeSayable } from '../wordChecks/wordChecks.service'
import { chatGroupsContract } from './chatGroups.contract'
import { refreshGroup } from './chatGroups.mirror'
import { findGroup, writeWelcome, type ChatGroupDoc, type Welcome } from './chatGroups.model'
import { rowsOf, type Show } from './chatGroups.rules'
import { groupRows, mayWelcome, viewGroup, welcomeOf, type Guides, type Staff } from './chatGroups.view'

export { groupsOfOwner } from './chatGroups.model'
export { learnGroupsOf, refreshGroup } from './chatGroups.mirror'

const fail = failWith(chatGroupsContract.errors)
type Routes = (typeof chatGroupsContract)['routes']
type Card = z.output<Routes['POST /groups/:chatId/guide-cards']['body']>

type ActivityCard = z.output<Routes['POST /groups/:chatId/activity-cards']['body']>

const STALE_MS = 10 * 60_000

/** The caller is in the group, or manages the store of its owner. */
const maySee = (group: ChatGroupDoc, caller: Staff, guides: Guides): boolean =>
  group.members.some((it) => it.isStaff && it.id === caller.userid) || mayWelcome(group, caller, guides)

async function ask(chatId: string): Promise<ChatGroupDoc | null> {
  try {
    return await refreshGroup(chatId)
  } catch (error) {
    throw refusalBy(error, () => fail('platform_unavailable'))
  }
}

/**
 * A group the caller may see. One that is not known, or in which the caller is not seen, is asked for first: its event may
 * still be on its way.
 * @throws not_allowed, group_not_found, group_not_yours, platform_unavailable
 */
async function groupFor(chatId: string, caller: Staff) {
  const guides = await guideDirectory()
  if (guides.ofId(caller.guideId)?.active === false) throw failCommon('not_allowed')
  const stored = await findGroup(chatId)
  const isKnown = stored && !stored.goneAt && maySee(stored, caller, guides)
  if (isKnown && now().getTime() - stored.askedAt.getTime() > STALE_MS)
    void refreshGroup(chatId).catch((error: unknown) =>
      logger.warn({ chatId, error: String(error) }, 'group not refreshed'),
    )
  const group = isKnown ? stored : await ask(chatId)
  if (!group || group.goneAt) throw fail('group_not_found')
  if (!maySee(group, caller, guides)) throw fail('group_not_yours')
  return { group, guides }
}

/** The open group (GU-7). @throws not_allowed, group_not_found, group_not_yours, platform_unavailable */
export async function groupInChat(chatId: string, caller: Staff, requestId: string) {
  const { group, guides } = await groupFor(chatId, caller)
  await audit(caller, 'group.viewed', chatId, {}, requestId)
  return viewGroup(group, caller, guides)
}

/** Who is in it (GU-7, GU-6b). @throws as `groupInChat` */
export async function membersInChat(chatId: string, show: Show, caller: Staff) {
  const { group, guides } = await groupFor(chatId, caller)
  return { members: rowsOf(await groupRows(group, caller, guides), show) }
}

/** What can be put into it (GU-7). @throws as `groupInChat` */
export async function activitiesInChat(chatId: string, caller: Staff) {
  await groupFor(chatId, caller)
  return activitiesToSend(caller)
}

/** Goods that can be put into it (GU-7, ST-3). @throws as `groupInChat` */
export async function goodsInChat(chatId: string, q: string | undefined, caller: Staff) {
  await groupFor(chatId, caller)
  return goodsOfStore(caller.storeId, q)
}

/** A card of goods for the group; what is ordered by it is the guide's (GU-6). @throws as `groupInChat`, sku_not_found */
export async function makeGroupCard(chatId: string, card: Card, caller: Staff, requestId: string) {
  await groupFor(chatId, caller)
  return makeCardOfGoods({ chat: chatId, subject: chatId }, card, caller, requestId)
}

/** A card of an activity for the group, likewise (GU-7, GU-6). @throws as `groupInChat`, activity_not_found */
export async function makeGroupActivityCard(
  chatId: string,
  card: ActivityCard,
  caller: Staff,
  requestId: string,
) {
  await groupFor(chatId, caller)
  return makeCardOfActivity({ chat: chatId, subject: chatId }, card, caller, requestId)
}

/**
 * Writes what is said to who comes in; WeCom is told behind the answer (GU-7, JO-3).
 * @throws as `groupInChat`, group_welcome_forbidden, group_welcome_changed, words_refused
 */
export async function changeWelcome(
  chatId: string,
  { version, ...welcome }: Welcome & { version: number },
  caller: Staff,
  requestId: string,
) {
  const { group, guides } = await groupFor(chatId, caller)
  if (!mayWelcome(group, caller, guides)) throw fail('group_welcome_forbidden')
  if (welcome.text) await mustBeSayable(welcome.text, caller, 'groupWelcome')
  const after = await writeWelcome(chatId, version, welcome)
  if (!after) throw fail('group_welcome_changed')
  await audit(caller, 'group.welcomeChanged', chatId, { version: version + 1 }, requestId)
  return welcomeOf(after, caller, guides)
}
