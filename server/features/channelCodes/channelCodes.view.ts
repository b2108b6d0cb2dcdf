import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { addDays } from '../../kernel/shanghai'
import { claimedOf } from '../couponCards/couponCards.service'
import { guideDirectory } from '../guides/guides.service'
import { reaches } from '../operators/operators.service'
import { findLocation } from '../stores/stores.service'
import { talliesBy, talliesOf } from './channelCodes.comers.model'
import { today } from './channelCodes.comers'
import type { channelCodesContract } from './channelCodes.contract'
import { onDutyAt } from './channelCodes.duty'
import type { ChannelCodeDoc } from './channelCodes.model'
import { actionsOf, missText, nextChangeOf, statusText, type ChannelCodeDraft } from './channelCodes.rules'
import { cardsOf, missesOf, welcomesOf } from './channelCodes.welcomes.model'

export type Operator = CallerOf<(typeof channelCodesContract)['routes']['POST /console/channel-codes']>

const DAYS_SHOWN = 14

/** A code as its operator wrote it. */
export const draftOf = ({
  title,
  channel,
  carrier = 'qr',
  duty,
  tags,
  welcome,
}: ChannelCodeDoc): ChannelCodeDraft => ({
  ...{ title, channel, carrier, duty, tags, welcome },
})

/** Whether somebody may decide about guides of these stores: others than headquarters where all of them are their own. */
export const mayDecide = (caller: Operator, storeIds: readonly string[]): boolean =>
  caller.kind === 'machine' || reaches(caller, storeIds)

/** Whether somebody may see a code: it leads to one of their stores. */
export const maySee = (caller: Operator, { storeIds }: ChannelCodeDoc): boolean =>
  mayDecide(caller, storeIds) || storeIds.some((it) => mayDecide(caller, [it]))

/** The codes somebody may see, in the database's words. */
export const withinReach = (caller: Operator): Record<string, unknown> =>
  caller.kind === 'machine' || reaches(caller, undefined) ? {} : { storeIds: { $in: caller.storeIds ?? [] } }

async function storeText(storeIds: readonly string[]): Promise<string> {
  const [first] = storeIds
  if (!first || storeIds.length > 1) return `${storeIds.length} 家门店`
  return (await findLocation(first))?.name ?? '1 家门店'
}

function wecomOf({ status, qrCode, problem, carrier }: ChannelCodeDoc) {
  const isLink = carrier === 'link'
  const what = isLink ? '链接' : '二维码'
  if (status === 'draft') return { state: 'none' as const, text: `启用后生成${what}` }
  if (status === 'ended') return { state: 'none' as const, text: problem ?? `${what}已作废` }
  const address = isLink && qrCode ? { address: qrCode } : {}
  if (problem) return { state: 'trouble' as const, text: problem, ...address }
  if (!qrCode) return { state: 'making' as const, text: '正在企业微信里生成' }
  return { state: 'ready' as const, text: isLink ? '可以复制发出去' : '可以下载打印', ...address }
}

/** Codes as an operator sees them, with what came of each (OP-2). */
export async function showAll(codes: readonly ChannelCodeDoc[], caller: Operator) {
  const ids = codes.map((it) => it._id)
  const [tallies, welcomes] = await Promise.all([talliesOf(ids, today()), welcomesOf(ids)])
  const at = now()
  return Promise.all(
    codes.map(async (it) => {
      const guides = it.status === 'ended' ? [] : await onDutyAt(it.duty, at)
      const changesAt = it.status === 'ended' ? undefined : nextChangeOf(it.duty, at)
      const { friends = 0, lost = 0, today: newToday = 0 } = tallies.get(it._id) ?? {}
      return {
        ...draftOf(it),
        id: it._id,
        status: it.status,
        statusText: statusText(it.status),
        actions: mayDecide(caller, it.storeIds) ? actionsOf(it.status) : [],
        storeText: await storeText(it.storeIds),
        onDuty: guides.map(({ _id: guideId, name }) => ({ guideId, name })),
        ...(changesAt ? { changesAt: changesAt.toISOString() } : {}),
        wecom: wecomOf(it),
        version: it.version,
        createdAt: it.createdAt.toISOString(),
        createdBy: it.createdBy,
        updatedAt: it.updatedAt.toISOString(),
        results: {
          ...{ friends, lost, today: newToday },
          greeted: welcomes(it._id, 'sent'),
          missed: welcomes(it._id, 'missed'),
        },
      }
    }),
  )
}

export async function show(code: ChannelCodeDoc, caller: Operator) {
  const [shown] = await showAll([code], caller)
  if (!shown) throw new Error(`channel code ${code._id} has no view`)
  return shown
}

/** What came of a code: by day of the last two weeks, by guide, who was not greeted and why, coupons (OP-4). */
export async function resultsOfCode({ _id }: ChannelCodeDoc) {
  const last = today()
  const since = addDays(last, 1 - DAYS_SHOWN)
  const [came, lost, byGuide, misses, cardIds, guides] = await Promise.all([
    talliesBy([_id], 'day', since),
    talliesBy([_id], 'lostDay', since),
    talliesBy([_id], 'userid'),
    missesOf(_id),
    cardsOf(_id),
    guideDirectory(),
  ])
  const days = Array.from({ length: DAYS_SHOWN }, (_, nth) => addDays(since, nth))
  const countOn = (rows: typeof came, day: string) => rows.find((it) => it._id === day)?.friends ?? 0
  return {
    days: days.map((day) => ({ day, friends: countOn(came, day), lost: countOn(lost, day) })),
    guides: await Promise.all(
      byGuide.map(async ({ _id: userid, friends, lost: gone }) => {
        const guide = guides.ofUserid(userid)
        const store = guide && (await findLocation(guide.storeId))
        const named = { name: guide?.name ?? '已离职同事', storeName: store?.name ?? '' }
        return { userid, ...named, friends, lost: gone }
      }),
    ),
    missed: misses.map(({ _id: why, count }) => ({ why, text: missText(why), count })),
    cards: { sent: cardIds.length, claimed: await claimedOf(cardIds) },
  }
}
