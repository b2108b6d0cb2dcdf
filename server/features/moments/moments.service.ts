import type { z } from 'zod'
import { env } from '../../../config/env'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import { refusalBy } from '../../integrations/http'
import { sendToMembers } from '../../integrations/wecom/messages'
import { MOMENT_MOST } from '../../integrations/wecom/moments'
import { MOST_REMINDERS, recentReminders } from '../../integrations/wecom/reminders'
import { tagPool } from '../corpTags/corpTags.service'
import { customersOfGuide } from '../customers/customers.service'
import { guideDirectory, guidesOf, type GuideDoc } from '../guides/guides.service'
import { mustBeSayable } from '../wordChecks/wordChecks.service'
import { momentsContract } from './moments.contract'
import {
  beginCancel,
  findMoment,
  insertMoment,
  momentsOf,
  picturesThere,
  putReminders,
  type MomentDoc,
  type MomentShown,
} from './moments.model'
import { pictureUrl } from './moments.pictures'
import { contentProblem, mayBecome, PAGES, sees, statusText, sumsOf, type Status } from './moments.rules'

export { keepPicture, pictureOf } from './moments.pictures'

const fail = failWith(momentsContract.errors)
type Routes = (typeof momentsContract)['routes']
type Manager = CallerOf<Routes['POST /moments']>
type Draft = z.output<Routes['POST /moments']['body']>
type Range = Pick<Draft, 'guideIds' | 'tagIds'>

const MOMENTS_SHOWN = 30

const pool = () =>
  tagPool().catch((error: unknown) => {
    throw refusalBy(error, () => fail('platform_unavailable'))
  })

/** Guides of the own store, and the corp's tags. @throws platform_unavailable */
export async function choices({ storeId }: Manager) {
  const [guides, { groups }] = await Promise.all([guidesOf([storeId]), pool()])
  return {
    guides: await Promise.all(
      guides.map(async ({ _id: id, userid, name, avatar }) => ({
        ...{ id, name, customers: (await customersOfGuide(userid)).length },
        ...(avatar ? { avatar } : {}),
      })),
    ),
    tags: groups.flatMap(({ name: group, tags }) => tags.map(({ id, name }) => ({ id, name, group }))),
  }
}

/** @throws moment_guide_unknown, moment_tag_unknown, platform_unavailable */
async function rangeOf({ guideIds, tagIds }: Range, { storeId }: Manager) {
  const directory = await guideDirectory()
  const guides = [...new Set(guideIds)].map((it): GuideDoc => {
    const guide = directory.ofId(it)
    if (!guide?.active || guide.storeId !== storeId) throw fail('moment_guide_unknown')
    return guide
  })
  const ids = [...new Set(tagIds)]
  const known = ids.length ? await pool() : undefined
  const tags = ids.map((it) => {
    const tag = known?.tagOf(it)
    if (!tag) throw fail('moment_tag_unknown')
    return tag.name
  })
  return { guides, tagIds: ids, tags }
}

/** How many customers of each guide would see it. @throws as `rangeOf` */
export async function plan(range: Range, caller: Manager) {
  const { guides, tags } = await rangeOf(range, caller)
  const rows = await Promise.all(
    guides.map(async ({ _id: id, userid }) => {
      const customers = await customersOfGuide(userid)
      return { id, reach: customers.filter((it) => sees(it.tags, tags)).length }
    }),
  )
  return { reach: rows.reduce((sum, it) => sum + it.reach, 0), guides: rows }
}

async function show(it: MomentDoc) {
  const directory = await guideDirectory()
  const { shown } = it
  return {
    id: it._id,
    status: it.status,
    statusText: statusText(it.status, it.tasks, it.problem),
    text: it.text,
    pictures: shown?.kind === 'pictures' ? shown.pictureIds.map(pictureUrl) : [],
    ...(shown?.kind === 'link' ? { link: { title: shown.title } } : {}),
    tags: it.tags,
    byName: it.byName,
    madeAt: it.madeAt.toISOString(),
    tasks: it.tasks.map(({ guideId, state, seen, likes, comments }) => {
      const guide = directory.ofId(guideId)
      const named = { name: guide?.name ?? '已离职同事', ...(guide?.avatar ? { avatar: guide.avatar } : {}) }
      return { guideId, ...named, state, seen, likes, comments }
    }),
    sums: sumsOf(it.tasks),
    canRemind: it.status === 'open' && recentReminders(it.remindedAt, now()).length < MOST_REMINDERS,
    canCancel: mayBecome(it.status, 'cancelling'),
  }
}

/** @throws moment_not_found, for another store's as for none */
async function mustFind(momentId: string, { storeId }: Manager): Promise<MomentDoc> {
  const found = await findMoment(momentId)
  if (found?.storeId !== storeId) throw fail('moment_not_found')
  return found
}
/** Moments of the own store, newest first. */
export const moments = async ({ storeId }: Manager) => ({
  moments: await Promise.all((await momentsOf(storeId, MOMENTS_SHOWN)).map(show)),
})
/** @throws moment_not_found */
export const moment = async (momentId: string, caller: Manager) => show(await mustFind(momentId, caller))

/** @throws moment_picture_not_found */
async function shownOf(shown: Draft['shown']): Promise<{ shown?: MomentShown }> {
  if (!shown) return {}
  if (shown.kind === 'link') {
    const { title, path } = PAGES[shown.page]
    return { shown: { kind: 'link', title, url: `${env.PUBLIC_URL}/#/${path}` } }
  }
  const there = await picturesThere(shown.pictureIds)
  if (shown.pictureIds.some((it) => !there.has(it))) throw fail('moment_picture_not_found')
  return { shown: { kind: 'pictures', pictureIds: shown.pictureIds } }
}

/**
 * Writes a moment of the own store down; the worker takes it to WeCom, once, where its guides publish it (GU-6b). The same
 * key again is the same moment.
 * @throws moment_empty, moment_too_long, words_refused, moment_picture_not_found, and as `rangeOf`
 */
export async function createMoment(draft: Draft, caller: Manager, requestId: string) {
  const { key, text, shown } = draft
  const { guideId, storeId } = caller
  const _id = keyedId('mmt', guideId, key)
  const known = await findMoment(_id)
  if (known) return show(known)
  const problem = contentProblem(text, shown, MOMENT_MOST.textBytes)
  if (problem) throw fail(problem)
  const { guides, ...tagged } = await rangeOf(draft, caller)
  const content = await shownOf(shown)
  if (text) await mustBeSayable(text, caller, 'moment')
  const at = now()
  const made: MomentDoc = {
    ...{ _id, storeId, text, ...content, ...tagged },
    byName: (await guideDirectory()).ofId(guideId)?.name ?? '',
    tasks: guides.map((it) => ({
      ...{ guideId: it._id, userid: it.userid, state: 'waiting' as const },
      ...{ seen: 0, likes: 0, comments: 0 },
    })),
    ...{ status: 'making' as const, madeAt: at, dueAt: at, failures: 0, remindedAt: [] },
  }
  if (await insertMoment(made))
    await audit(caller, 'moment.made', _id, { guides: guides.length, tags: tagged.tags }, requestId)
  return moment(_id, caller)
}

/** Writes moments that are at WeCom already (demo chain); those that are there stay as they are. */
export async function importMoments(rows: readonly MomentDoc[]): Promise<void> {
  for (const it of rows) await insertMoment(it)
}

/**
 * Tells those who have not published it in WeCom; what they do not hear counts as well.
 * @throws moment_not_found, moment_over, moment_remind_limit, platform_unavailable
 */
export async function remind(momentId: string, caller: Manager) {
  for (;;) {
    const found = await mustFind(momentId, caller)
    const waiting = found.tasks.filter((it) => it.state === 'waiting').map((it) => it.userid)
    if (found.status !== 'open' || waiting.length === 0) throw fail('moment_over')
    const recent = recentReminders(found.remindedAt, now())
    if (recent.length >= MOST_REMINDERS) throw fail('moment_remind_limit')
    if (!(await putReminders(found, [...recent, now()]))) continue
    await sendToMembers(waiting, {
      title: '有一条朋友圈等你发表',
      text: `${found.byName}：${found.text || '图片或链接'}\n在企业微信「客户朋友圈」里点发表（第 ${recent.length + 1} 次提醒）`,
      url: `${env.PUBLIC_URL}/sidebar/#/desk`,
      button: '去看看',
    }).catch((error: unknown) => {
      throw refusalBy(error, () => fail('platform_unavailable'))
    })
    return moment(momentId, caller)
  }
}

const CANCELLABLE: readonly Status[] = (['making', 'open'] as const).filter((it) =>
  mayBecome(it, 'cancelling'),
)

/** Takes a moment back; the worker tells WeCom. @throws moment_not_found, moment_over */
export async function cancel(momentId: string, caller: Manager, requestId: string) {
  await mustFind(momentId, caller)
  const cancelled = await beginCancel(momentId, CANCELLABLE, now())
  if (!cancelled) {
    const stands = await mustFind(momentId, caller)
    if (stands.status !== 'cancelling' && stands.status !== 'cancelled') throw fail('moment_over')
    return show(stands)
  }
  await audit(caller, 'moment.cancelled', momentId, {}, requestId)
  return show(cancelled)
}
