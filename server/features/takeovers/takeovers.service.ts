import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { digestOf, keyedId } from '../../kernel/ids'
import { groupsOfOwner } from '../chatGroups/chatGroups.service'
import { friendsIn, friendsOf } from '../customers/customers.service'
import { guideDirectory, type GuideDoc } from '../guides/guides.service'
import { takeoversContract } from './takeovers.contract'
import { findTakeover, insertTakeover, takeoversOf, waitingWith, type TakeoverDoc } from './takeovers.model'
import { viewTakeover, viewWhole, whoseOf } from './takeovers.view'

export { hurryTakeovers } from './takeovers.model'

const fail = failWith(takeoversContract.errors)
type Routes = (typeof takeoversContract)['routes']
type Manager = CallerOf<Routes['POST /staff/takeovers']>
type Asked = z.output<Routes['POST /staff/takeovers']['body']>
type Choosing = z.output<Routes['GET /staff/takeovers/guides/:guideId/customers']['query']>

const EVER = { from: new Date(0) }

/** Guides of the own store, also those who left, who has most customers first (GU-6). */
export async function guides({ storeId }: Manager) {
  const rows = (await guideDirectory()).everOfStore(storeId).map(async (guide) => {
    const [customers, groups] = await Promise.all([
      friendsIn(guide.userid, EVER),
      groupsOfOwner(guide.userid),
    ])
    return { ...whoseOf(guide), role: guide.role, customers, groups: groups.length }
  })
  const shown = (await Promise.all(rows)).filter((it) => it.active || it.customers + it.groups > 0)
  return { guides: shown.sort((a, b) => Number(a.active) - Number(b.active) || b.customers - a.customers) }
}

/** @throws guide_not_found, takeover_forbidden */
async function ownGuide(guideId: string, { storeId }: Manager): Promise<GuideDoc> {
  const guide = (await guideDirectory()).ofId(guideId)
  if (!guide) throw fail('guide_not_found')
  if (guide.storeId !== storeId) throw fail('takeover_forbidden')
  return guide
}

/** Who of them is on the way to whom. */
async function onTheWay(externalUserIds: readonly string[]): Promise<Map<string, string>> {
  const directory = await guideDirectory()
  const found = externalUserIds.length ? await waitingWith(externalUserIds) : []
  return new Map(
    found.flatMap(({ to, customers }) =>
      customers
        .filter((it) => it.state === 'planned' || it.state === 'waiting')
        .map((it) => [it.externalUserId, directory.ofId(to.guideId)?.name ?? '同事'] as const),
    ),
  )
}

/** Whom a guide has, to choose from (GU-6). @throws guide_not_found, takeover_forbidden, cursor_invalid */
export async function customersToChoose(guideId: string, { q, ...paging }: Choosing, caller: Manager) {
  const { userid } = await ownGuide(guideId, caller)
  const page = await friendsOf(userid, q, paging)
  if (!page) throw fail('cursor_invalid')
  const going = await onTheWay(page.friends.map((it) => it.externalUserId))
  const groups = paging.cursor ? [] : await groupsOfOwner(userid)
  return {
    customers: page.friends.map(({ tags: _, remark, since, ...it }) => {
      const to = going.get(it.externalUserId)
      return {
        ...it,
        since: since.toISOString(),
        ...(remark ? { remark } : {}),
        ...(to ? { blocked: `正在转给${to}` } : {}),
      }
    }),
    groups: groups.map((it) => ({ chatId: it._id, name: it.name || '群聊' })),
    ...(page.next ? { next: page.next } : {}),
  }
}

/** What was asked for as it is written down. @throws takeover_invalid */
async function docOf(asked: Asked, from: GuideDoc, to: GuideDoc, caller: Manager): Promise<TakeoverDoc> {
  const invalid = (text: string) => fail('takeover_invalid', { text })
  const customerIds = [...new Set(asked.externalUserIds)]
  const chatIds = [...new Set(asked.chatIds)]
  if (from._id === to._id) throw invalid('不能转给同一个人')
  if (!to.active) throw invalid(`${to.name}已离职，请换一位接替`)
  if (customerIds.length + chatIds.length === 0) throw invalid('先选要转的顾客或群')
  const [friends, groups] = await Promise.all([
    friendsOf(from.userid, undefined, { ids: customerIds, limit: customerIds.length }),
    groupsOfOwner(from.userid),
  ])
  const chosen = friends?.friends ?? []
  const chats = groups.filter((it) => chatIds.includes(it._id))
  if (chosen.length < customerIds.length) throw invalid('有顾客已不是原导购的好友，请刷新后再选')
  if (chats.length < chatIds.length) throw invalid('有群的群主已不是原导购，请刷新后再选')
  const at = now()
  const { key: _, ...wish } = asked
  return {
    _id: takeoverIdOf(caller, asked.key),
    asked: digestOf(JSON.stringify(wish)),
    storeId: caller.storeId,
    from: { guideId: from._id, userid: from.userid },
    to: { guideId: to._id, userid: to.userid },
    hasLeft: !from.active,
    message: asked.message,
    createdAt: at,
    createdBy: (await guideDirectory()).ofId(caller.guideId)?.name ?? '',
    customers: chosen.map(({ externalUserId, name, remark, tags }) => ({
      ...{ externalUserId, name, state: 'planned', at, remark, tags },
    })),
    chats: chats.map(({ _id: chatId, name }) => ({ chatId, name: name || '群聊', state: 'planned' })),
    ...{ dueAt: at, news: 0, failures: 0, outbox: [] },
  }
}
const takeoverIdOf = ({ guideId }: Manager, key: string): string => keyedId('tko', guideId, key)

/**
 * Hands customers and groups over to another guide (GU-6): written down at once, carried out by the worker. The same key
 * again is the same takeover.
 * @throws guide_not_found, takeover_forbidden, takeover_invalid, key_reused
 */
export async function takeOver(asked: Asked, caller: Manager, requestId: string) {
  const [from, to] = [await ownGuide(asked.fromGuideId, caller), await ownGuide(asked.toGuideId, caller)]
  const { key, ...wish } = asked
  const id = takeoverIdOf(caller, key)
  if (!(await findTakeover(id)) && (await insertTakeover(await docOf(asked, from, to, caller)))) {
    const details = { to: to._id, customers: asked.externalUserIds.length, chats: asked.chatIds.length }
    await audit(caller, 'takeover.begun', from._id, { takeoverId: id, ...details }, requestId)
  }
  const written = await findTakeover(id)
  if (written?.asked !== digestOf(JSON.stringify(wish))) throw fail('key_reused')
  return viewTakeover(written, await guideDirectory())
}

/** Takeovers of the own store (GU-6). @throws cursor_invalid */
export async function takeovers(paging: { cursor?: string | undefined; limit: number }, caller: Manager) {
  const page = await readPage(
    paging,
    (after, count) => takeoversOf(caller.storeId, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  const directory = await guideDirectory()
  return { takeovers: page.rows.map((it) => viewTakeover(it, directory)), ...page.more }
}

/** One of the own store (GU-6). @throws takeover_not_found, takeover_forbidden */
export async function takeover(takeoverId: string, caller: Manager) {
  const found = await findTakeover(takeoverId)
  if (!found) throw fail('takeover_not_found')
  if (found.storeId !== caller.storeId) throw fail('takeover_forbidden')
  return viewWhole(found, await guideDirectory())
}
