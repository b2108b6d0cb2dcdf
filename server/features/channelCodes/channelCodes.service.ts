import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { refusalBy } from '../../integrations/http'
import { contactWayPicture } from '../../integrations/wecom/codes'
import { copyTitle, titled } from '../campaigns/campaigns.service'
import { findCoupons } from '../coupons/coupons.service'
import { findLocation } from '../stores/stores.service'
import { channelCodesContract } from './channelCodes.contract'
import { storesOfDuty } from './channelCodes.duty'
import { codeWrites, insertCode, moveCode, type ChannelCodeDoc } from './channelCodes.model'
import { codeProblem, stepTo, type ChannelCodeDraft, type CodeStep } from './channelCodes.rules'
import {
  draftOf,
  mayDecide,
  maySee,
  resultsOfCode,
  show,
  showAll,
  withinReach,
  type Operator,
} from './channelCodes.view'

export { cardPicture, forgetPictures, mediaIdOf } from './channelCodes.cards'
export { htmlPage } from './channelCodes.greeting'
export { codesInUseOf, friendsByStore, pictureInUse, storeOfCodeInUse } from './channelCodes.stores'

const fail = failWith(channelCodesContract.errors)
type Query = z.output<(typeof channelCodesContract)['routes']['GET /console/channel-codes']['query']>

/** Codes within reach, newest first (OP-2). @throws cursor_invalid */
export async function codes({ status, q, ...paging }: Query, caller: Operator) {
  const filter = { $and: [withinReach(caller), status ? { status } : {}, titled(q)] }
  const page = await readPage(
    paging,
    (after, count) => codeWrites.list(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return { codes: await showAll(page.rows, caller), ...page.more }
}

/** @throws channel_code_not_found, also for one beyond reach */
async function mustFind(codeId: string, caller: Operator): Promise<ChannelCodeDoc> {
  const found = await codeWrites.find(codeId)
  if (!found || !maySee(caller, found)) throw fail('channel_code_not_found')
  return found
}
/** @throws channel_code_out_of_reach */
function mustReach(caller: Operator, storeIds: readonly string[]): void {
  if (!mayDecide(caller, storeIds)) throw fail('channel_code_out_of_reach')
}

/** @throws channel_code_not_found */
export const code = async (codeId: string, caller: Operator) => show(await mustFind(codeId, caller), caller)
/** @throws channel_code_not_found */
export const results = async (codeId: string, caller: Operator) =>
  resultsOfCode(await mustFind(codeId, caller))

/** The code's picture (GU-6b). @throws channel_code_not_found, channel_code_no_picture, platform_unavailable */
export async function picture(codeId: string, caller: Operator): Promise<Buffer> {
  const { qrCode, carrier } = await mustFind(codeId, caller)
  if (!qrCode || carrier === 'link') throw fail('channel_code_no_picture')
  return contactWayPicture(qrCode).catch((error: unknown) => {
    throw refusalBy(error, () => fail('platform_unavailable'))
  })
}

async function couponProblem({ welcome }: ChannelCodeDraft): Promise<string | undefined> {
  const ids = welcome.attachments.flatMap((it) => (it.kind === 'coupon' ? [it.couponId] : []))
  if (new Set(ids).size !== ids.length) return '同一张券附了两次'
  const coupons = ids.length ? await findCoupons(ids) : []
  for (const couponId of ids) {
    const coupon = coupons.find((it) => it._id === couponId)
    if (!coupon) return '有券没有找到'
    if (!coupon.ways.includes('guide')) return `「${coupon.title}」没有开导购发放，不能放进欢迎语`
    if (coupon.status === 'ended') return `「${coupon.title}」已经结束`
  }
  return undefined
}

/** The stores a sound draft is about. @throws channel_code_invalid with what is wrong, and where */
async function mustBeSound(draft: ChannelCodeDraft): Promise<string[]> {
  const problem = codeProblem(draft)
  if (problem) throw fail('channel_code_invalid', problem)
  const storeIds = await storesOfDuty(draft.duty)
  if (!storeIds) throw fail('channel_code_invalid', { at: 'duty', text: '有导购已离职，请换一位' })
  for (const storeId of storeIds)
    if ((await findLocation(storeId))?.kind !== 'store')
      throw fail('channel_code_invalid', { at: 'duty', text: '有门店没有找到' })
  const text = await couponProblem(draft)
  if (text) throw fail('channel_code_invalid', { at: 'welcome', text })
  return storeIds
}

async function put(draft: ChannelCodeDraft, storeIds: string[], caller: Operator): Promise<ChannelCodeDoc> {
  const at = now()
  const made: ChannelCodeDoc = {
    _id: newId('chc'),
    ...draft,
    ...{ storeIds, status: 'draft', version: 1, failures: 0 },
    ...{ createdAt: at, createdBy: caller.name, updatedAt: at },
  }
  await codeWrites.insert(made)
  return made
}

/** A new draft (OP-2). @throws channel_code_invalid, channel_code_out_of_reach */
export async function create(draft: ChannelCodeDraft, caller: Operator, requestId: string) {
  const storeIds = await mustBeSound(draft)
  mustReach(caller, storeIds)
  const made = await put(draft, storeIds, caller)
  await audit(caller, 'channelCode.created', made._id, { title: made.title }, requestId)
  return show(made, caller)
}

/** A new draft like another code. @throws channel_code_not_found, channel_code_out_of_reach */
export async function copy(codeId: string, caller: Operator, requestId: string) {
  const before = await mustFind(codeId, caller)
  mustReach(caller, before.storeIds)
  const draft = { ...draftOf(before), title: copyTitle(before.title, 20) }
  const made = await put(draft, before.storeIds, caller)
  await audit(caller, 'channelCode.created', made._id, { copyOf: codeId }, requestId)
  return show(made, caller)
}

/**
 * Changes a code (OP-2); the picture in use stays the same, and WeCom is told at once.
 * @throws channel_code_not_found, channel_code_out_of_reach, channel_code_invalid, channel_code_changed, channel_code_locked
 */
export async function change(
  codeId: string,
  { version, ...draft }: ChannelCodeDraft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(codeId, caller)
  mustReach(caller, before.storeIds)
  const storeIds = await mustBeSound(draft)
  mustReach(caller, storeIds)
  if (before.version !== version) throw fail('channel_code_changed', { version: before.version })
  if (before.status === 'ended') throw fail('channel_code_locked')
  if (before.status !== 'draft' && (before.carrier ?? 'qr') !== draft.carrier)
    throw fail('channel_code_invalid', { at: 'carrier', text: '启用后不能在活码和链接之间换' })
  const due = before.status === 'draft' ? {} : { dueAt: now() }
  const after = await codeWrites.change(codeId, version, { ...draft, storeIds, ...due })
  if (!after) throw fail('channel_code_changed')
  await audit(caller, 'channelCode.changed', codeId, { version }, requestId)
  return show(after, caller)
}

/**
 * Takes a code a step further (OP-2).
 * @throws channel_code_not_found, channel_code_out_of_reach, channel_code_step_refused, channel_code_invalid
 */
export async function step(codeId: string, name: CodeStep, caller: Operator, requestId: string) {
  const before = await mustFind(codeId, caller)
  mustReach(caller, before.storeIds)
  const to = stepTo(before.status, name)
  if (to && name === 'schedule') await mustBeSound(draftOf(before))
  const moved = to ? await moveCode(before, to, now()) : null
  if (!moved) throw fail('channel_code_step_refused', { status: before.status })
  await audit(caller, `channelCode.${name}`, codeId, { from: before.status }, requestId)
  return show(moved, caller)
}

/** Writes codes that are not there yet (demo chain). */
export const importChannelCodes = async (rows: readonly ChannelCodeDoc[]): Promise<void> => {
  for (const it of rows) await insertCode(it)
}
