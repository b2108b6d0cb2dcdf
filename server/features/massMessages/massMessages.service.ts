import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failCommon, failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import { shanghai } from '../../kernel/shanghai'
import { refusalBy } from '../../integrations/http'
import { MASS_MOST, remindMassMessage } from '../../integrations/wecom/massMessages'
import { MOST_REMINDERS, recentReminders } from '../../integrations/wecom/reminders'
import { learnGroupsOf } from '../chatGroups/chatGroups.service'
import { cardForMany } from '../guideCards/guideCards.service'
import { guideDirectory } from '../guides/guides.service'
import { mustBeSayable } from '../wordChecks/wordChecks.service'
import { leftCounts, planOf, reachOf, tagsOfOwn } from './massMessages.audience'
import { ownGroups } from './massMessages.groups'
import { massMessagesContract } from './massMessages.contract'
import {
  beginCancel,
  findMessage,
  insertMessage,
  messagesOf,
  putReminders,
  type MassCard,
  type MassMessageDoc,
} from './massMessages.model'
import {
  mayBecome,
  textProblem,
  type Audience,
  type LeftOut,
  type MassPage,
  type Status,
} from './massMessages.rules'
import { showAll, showResults } from './massMessages.view'

const fail = failWith(massMessagesContract.errors)
type Routes = (typeof massMessagesContract)['routes']
type Staff = CallerOf<Routes['POST /mass-messages']>
type Draft = z.output<Routes['POST /mass-messages']['body']>
type Results = z.output<Routes['GET /mass-messages/:messageId/results']['query']>

const TAGS_SHOWN = 40
const MESSAGES_SHOWN = 30
const TITLE_BYTES = 64

const PAGES: Record<MassPage, { title: string; path: string }> = {
  coupons: { title: '领券中心 · 看看你能用哪些券', path: 'pages/coupon/centre/index.html' },
  groupBuys: { title: '正在拼的团 · 和朋友一起买更省', path: 'pages/group/hall/index.html' },
  events: { title: '门店活动 · 先到先报名', path: 'pages/event/list/index.html' },
  booking: { title: '到店预约 · 试穿试妆不用等', path: 'pages/booking/book/index.html' },
}

/** A guide whose account was closed sends nothing, also in a session opened before. @throws not_allowed */
async function mustServe({ guideId }: Staff): Promise<void> {
  if ((await guideDirectory()).ofId(guideId)?.active === false) throw failCommon('not_allowed')
}

/** @throws not_allowed */
export async function audienceChoices(caller: Staff) {
  await mustServe(caller)
  return tagsOfOwn(caller.userid, TAGS_SHOWN)
}
/** Whom a message would reach (GU-4). @throws not_allowed */
export async function plan(audience: Audience, caller: Staff) {
  await mustServe(caller)
  return planOf(await reachOf(caller.userid, audience))
}

/** The caller's own groups, to choose from (JO-3). @throws not_allowed */
export async function groupChoices(caller: Staff) {
  await mustServe(caller)
  await learnGroupsOf(caller.userid)
  return ownGroups(caller.userid)
}

/** Whom a message is for. */
type For = Pick<MassMessageDoc, 'to' | 'groups' | 'recipients' | 'chosen' | 'leftOut'>

/** @throws mass_group_not_found */
async function forGroups(chatIds: readonly string[], userid: string): Promise<For> {
  const { groups } = await ownGroups(userid)
  const chosen = groups.filter((it) => chatIds.includes(it.chatId))
  if (chosen.length < new Set(chatIds).size) throw fail('mass_group_not_found')
  const countOf = (reason: LeftOut) => chosen.filter((it) => it.leftOut === reason).length
  return {
    to: 'groups',
    groups: chosen.map(({ chatId, name }) => ({ chatId, name })),
    recipients: chosen.filter((it) => !it.leftOut).map((it) => it.chatId),
    chosen: chosen.length,
    leftOut: { lost: 0, refused: 0, today: countOf('today'), capped: countOf('capped') },
  }
}

/** @throws mass_too_many */
async function forCustomers(audience: Audience, userid: string): Promise<For> {
  const reach = await reachOf(userid, audience)
  if (reach.reached.length > MASS_MOST.customers) throw fail('mass_too_many')
  const recipients = reach.reached.map((it) => it.externalUserId)
  return { to: 'customers', recipients, chosen: reach.chosen.length, leftOut: leftCounts(reach) }
}

/** As much of a title as WeCom shows. */
function fitTitle(title: string): string {
  let fitting = ''
  for (const sign of title) {
    if (Buffer.byteLength(fitting + sign) > TITLE_BYTES) break
    fitting += sign
  }
  return fitting
}

/** @throws sku_not_found */
async function cardOf(it: Draft['attachments'][number], key: string, caller: Staff): Promise<MassCard> {
  if (it.kind === 'page') return { kind: 'page', page: it.page, ...PAGES[it.page] }
  const card = await cardForMany(key, caller, it.skuId)
  if (!card) throw fail('sku_not_found')
  const { title, page, image } = card.message
  return { kind: 'goods', title: fitTitle(title), path: page, image, cardId: card.cardId }
}

const show = async (message: MassMessageDoc) => {
  const [shown] = await showAll([message])
  if (!shown) throw fail('mass_message_not_found')
  return shown
}

/** @throws mass_message_not_found, for another guide's as for none */
async function mustFind(messageId: string, { guideId }: Staff): Promise<MassMessageDoc> {
  const found = await findMessage(messageId)
  if (found?.guideId !== guideId) throw fail('mass_message_not_found')
  return found
}

/** The caller's mass messages, newest first. */
export const messages = async (caller: Staff) => ({
  messages: await showAll(await messagesOf(caller.guideId, MESSAGES_SHOWN)),
})
/** @throws mass_message_not_found */
export const message = async (messageId: string, caller: Staff) => show(await mustFind(messageId, caller))
/** @throws mass_message_not_found */
export const results = async (messageId: string, query: Results, caller: Staff) =>
  showResults(await mustFind(messageId, caller), query)

/**
 * Writes a mass message to the caller's own customers or groups down; the worker takes it to WeCom, once, where the caller confirms
 * it (GU-4). The same key again is the same message.
 * @throws not_allowed, mass_empty, mass_too_long, mass_placeholder, mass_nobody, mass_too_many, mass_group_not_found,
 * sku_not_found
 */
export async function createMessage(draft: Draft, caller: Staff, requestId: string) {
  await mustServe(caller)
  const { key, audience, chatIds, text, attachments } = draft
  const { guideId, userid } = caller
  const _id = keyedId('msm', guideId, key)
  const known = await findMessage(_id)
  if (known) return show(known)
  const problem = textProblem(text, attachments.length, MASS_MOST.textBytes)
  if (problem) throw fail(problem)
  if (text) await mustBeSayable(text, caller, 'mass')
  const whom = await (chatIds ? forGroups(chatIds, userid) : forCustomers(audience, userid))
  const count = whom.recipients.length
  if (count === 0) throw fail('mass_nobody')
  const cards: MassCard[] = []
  for (const it of attachments) cards.push(await cardOf(it, key, caller))
  const at = now()
  const isNew = await insertMessage({
    ...{ _id, guideId, userid, text, cards, audience, count },
    ...whom,
    isReserved: false,
    day: shanghai(at).date,
    status: 'making',
    madeAt: at,
    dueAt: at,
    failures: 0,
    remindedAt: [],
  })
  if (isNew)
    await audit(
      caller,
      'massMessage.made',
      _id,
      { to: whom.to, count, ...(chatIds ? { chatIds } : { audience }) },
      requestId,
    )
  return message(_id, caller)
}

/**
 * WeCom reminds the caller to confirm; what it does not hear counts as well.
 * @throws mass_message_not_found, mass_message_over, mass_remind_limit, platform_unavailable
 */
export async function remind(messageId: string, caller: Staff) {
  for (;;) {
    const found = await mustFind(messageId, caller)
    if (found.status !== 'waiting' || !found.msgid) throw fail('mass_message_over')
    const at = now()
    const recent = recentReminders(found.remindedAt, at)
    if (recent.length >= MOST_REMINDERS) throw fail('mass_remind_limit')
    if (!(await putReminders(found, [...recent, at]))) continue
    await remindMassMessage(found.msgid).catch((error: unknown) => {
      throw refusalBy(
        error,
        () => fail('platform_unavailable'),
        ({ code }) => (code === 41094 ? fail('mass_remind_limit') : undefined),
      )
    })
    return message(messageId, caller)
  }
}

const CANCELLABLE: readonly Status[] = (['making', 'waiting'] as const).filter((it) =>
  mayBecome(it, 'cancelling'),
)

/** Takes a message back; the worker tells WeCom. @throws mass_message_not_found, mass_message_over */
export async function cancel(messageId: string, caller: Staff, requestId: string) {
  const found = await mustFind(messageId, caller)
  if (found.status === 'cancelling' || found.status === 'cancelled') return show(found)
  const cancelled = await beginCancel(messageId, CANCELLABLE, now())
  if (!cancelled) {
    const stands = await mustFind(messageId, caller)
    if (stands.status !== 'cancelling' && stands.status !== 'cancelled') throw fail('mass_message_over')
    return show(stands)
  }
  await audit(caller, 'massMessage.cancelled', messageId, {}, requestId)
  return show(cancelled)
}
