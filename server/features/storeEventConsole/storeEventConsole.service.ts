import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import {
  campaignActions,
  campaignFilter,
  campaignStatusAt,
  campaignStatusText,
  campaignStepTo,
  copyTitle,
  sameBut,
  titled,
  type CampaignStep,
} from '../campaigns/campaigns.service'
import { findCoupons } from '../coupons/coupons.service'
import { reaches } from '../operators/operators.service'
import {
  countsOf,
  eventProblem,
  facesOf,
  findEvent,
  moveEvent,
  moveLine,
  photoCounts,
  storeEventWrites,
  type EventFields,
  type StoreEventDoc,
} from '../storeEvents/storeEvents.service'
import type { storeEventDraft } from '../storeEvents/storeEvents.shapes.contract'
import { findLocation } from '../stores/stores.service'
import { storeEventConsoleContract } from './storeEventConsole.contract'

const fail = failWith(storeEventConsoleContract.errors)
type Routes = (typeof storeEventConsoleContract)['routes']
type Operator = CallerOf<Routes['POST /console/store-events']>
type Query = z.output<Routes['GET /console/store-events']['query']>
type Draft = z.output<typeof storeEventDraft>

const draftOf = (it: StoreEventDoc): Draft => ({
  kind: it.kind,
  title: it.title,
  summary: it.summary,
  detail: it.detail,
  image: it.image,
  storeId: it.storeId,
  start: it.start.toISOString(),
  end: it.end.toISOString(),
  signUpFrom: it.signUpFrom.toISOString(),
  signUpUntil: it.signUpUntil.toISOString(),
  cancelUntil: it.cancelUntil.toISOString(),
  quota: it.quota,
  line: it.line,
  audience: it.audience,
  ...(it.couponId ? { couponId: it.couponId } : {}),
  photoPoints: it.photoPoints,
})
const fieldsOf = ({
  start,
  end,
  signUpFrom,
  signUpUntil,
  cancelUntil,
  couponId,
  audience,
  ...rest
}: Draft): EventFields => ({
  ...rest,
  ...(couponId ? { couponId } : {}),
  audience: { newOnly: audience.newOnly, ...(audience.tiers ? { tiers: audience.tiers } : {}) },
  start: new Date(start),
  end: new Date(end),
  signUpFrom: new Date(signUpFrom),
  signUpUntil: new Date(signUpUntil),
  cancelUntil: new Date(cancelUntil),
})

const timesOf = ({ status, signUpFrom, end }: StoreEventDoc) => ({ status, from: signUpFrom, until: end })

const mayDecide = (caller: Operator, storeId: string): boolean =>
  caller.kind === 'machine' || reaches(caller, [storeId])
/** @throws event_out_of_reach */
function mustReach(caller: Operator, storeId: string): void {
  if (!mayDecide(caller, storeId)) throw fail('event_out_of_reach')
}
const seenBy = (caller: Operator): Record<string, unknown> =>
  caller.kind === 'machine' || caller.role === 'headquarters'
    ? {}
    : { storeId: { $in: caller.storeIds ?? [] } }

async function showAll(events: readonly StoreEventDoc[], caller: Operator) {
  const ids = events.map((it) => it._id)
  const [faces, counts, photos] = await Promise.all([facesOf(events), countsOf(ids), photoCounts(ids)])
  return events.flatMap((it, at) => {
    const face = faces[at]
    if (!face) return []
    const status = campaignStatusAt(timesOf(it), now())
    const of = counts.get(it._id) ?? { seated: 0, waiting: 0, cancelled: 0, checkedIn: 0 }
    const shown = photos.get(it._id) ?? { pending: 0, approved: 0, rejected: 0 }
    return [
      {
        ...draftOf(it),
        id: it._id,
        status,
        statusText: campaignStatusText(status),
        actions: mayDecide(caller, it.storeId) ? campaignActions(status) : [],
        storeName: face.store.name,
        face,
        scene: `e=${it.code}`,
        version: it.version,
        createdAt: it.createdAt.toISOString(),
        createdBy: it.createdBy,
        updatedAt: it.updatedAt.toISOString(),
        results: {
          ...of,
          photos: shown.pending + shown.approved + shown.rejected,
          photosApproved: shown.approved,
        },
      },
    ]
  })
}
async function showOne(event: StoreEventDoc, caller: Operator) {
  const [shown] = await showAll([event], caller)
  if (!shown) throw fail('event_not_found')
  return shown
}

/** Events within reach, newest first, with live results (OP-2). @throws cursor_invalid */
export async function storeEvents({ status, storeId, q, ...paging }: Query, caller: Operator) {
  const filter = {
    $and: [
      campaignFilter(status, 'signUpFrom', 'end', now()),
      titled(q),
      seenBy(caller),
      storeId ? { storeId } : {},
    ],
  }
  const page = await readPage(
    paging,
    (after, count) => storeEventWrites.list(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    events: await showAll(page.rows, caller),
    ...page.more,
  }
}

/** @throws event_not_found, for one out of sight as for none */
async function mustFind(eventId: string, caller: Operator): Promise<StoreEventDoc> {
  const event = await findEvent(eventId)
  const isSeen =
    event && (caller.kind === 'machine' || caller.role === 'headquarters' || mayDecide(caller, event.storeId))
  if (!event || !isSeen) throw fail('event_not_found')
  return event
}
/** @throws event_not_found */
export const storeEvent = async (eventId: string, caller: Operator) =>
  showOne(await mustFind(eventId, caller), caller)

/** @throws event_invalid with what is wrong */
async function mustBeSound(draft: Draft): Promise<void> {
  const text = eventProblem(draft) ?? (await placeProblem(draft))
  if (text) throw fail('event_invalid', { text })
}
async function placeProblem({ storeId, couponId }: Draft): Promise<string | undefined> {
  if ((await findLocation(storeId))?.kind !== 'store') return '没有找到这家门店'
  if (!couponId) return undefined
  const [coupon] = await findCoupons([couponId])
  if (!coupon) return '没有找到报名送的券'
  return coupon.ways.includes('event') ? undefined : '这张券没有开放「活动报名」领取方式'
}

async function newEvent(draft: Draft, caller: Operator): Promise<StoreEventDoc> {
  const at = now()
  return {
    _id: newId('ste'),
    ...fieldsOf(draft),
    city: (await findLocation(draft.storeId))?.city ?? '',
    code: randomBytes(4).toString('hex').toUpperCase(),
    status: 'draft',
    version: 1,
    createdAt: at,
    createdBy: caller.name,
    updatedAt: at,
    outbox: [],
  }
}

/** A new draft (OP-2). @throws event_invalid, event_out_of_reach */
export async function create(draft: Draft, caller: Operator, requestId: string) {
  await mustBeSound(draft)
  mustReach(caller, draft.storeId)
  const made = await newEvent(draft, caller)
  await storeEventWrites.insert(made)
  await audit(caller, 'storeEvent.created', made._id, { title: made.title }, requestId)
  return showOne(made, caller)
}

/** A new draft like another event. @throws event_not_found, event_out_of_reach */
export async function copy(eventId: string, caller: Operator, requestId: string) {
  const before = await mustFind(eventId, caller)
  mustReach(caller, before.storeId)
  const made = await newEvent({ ...draftOf(before), title: copyTitle(before.title, 30) }, caller)
  await storeEventWrites.insert(made)
  await audit(caller, 'storeEvent.created', made._id, { copyOf: eventId }, requestId)
  return showOne(made, caller)
}

const OPEN = ['title', 'summary', 'detail', 'image', 'quota', 'line', 'photoPoints']

/**
 * Changes an event (OP-2): a draft in everything; once it was scheduled its words, more seats and a longer line.
 * @throws event_not_found, event_out_of_reach, event_invalid, event_changed, event_locked_fields
 */
export async function change(
  eventId: string,
  { version, ...draft }: Draft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(eventId, caller)
  mustReach(caller, before.storeId)
  mustReach(caller, draft.storeId)
  await mustBeSound(draft)
  if (before.version !== version) throw fail('event_changed', { version: before.version })
  const isGrown = draft.quota >= before.quota && draft.line >= before.line
  const isLocked = !isGrown || !sameBut(fieldsOf(draftOf(before)), fieldsOf(draft), OPEN)
  if (before.status !== 'draft' && (campaignStatusAt(timesOf(before), now()) === 'ended' || isLocked))
    throw fail('event_locked_fields')
  const city = (await findLocation(draft.storeId))?.city ?? ''
  const after = await storeEventWrites.change(
    eventId,
    version,
    { ...fieldsOf(draft), city },
    draft.couponId ? [] : ['couponId'],
  )
  if (!after) throw fail('event_changed')
  await moveLine(eventId)
  await audit(caller, 'storeEvent.changed', eventId, { version }, requestId)
  return showOne(after, caller)
}

/**
 * Takes an event a step further (OP-2): what the clock has decided meanwhile counts.
 * @throws event_not_found, event_out_of_reach, event_step_refused; event_invalid for a draft that cannot go live
 */
export async function step(eventId: string, name: CampaignStep, caller: Operator, requestId: string) {
  const before = await mustFind(eventId, caller)
  mustReach(caller, before.storeId)
  if (name === 'schedule') {
    await mustBeSound(draftOf(before))
    if (before.signUpUntil <= now()) throw fail('event_invalid', { text: '报名时间已经过了' })
  }
  const to = campaignStepTo(timesOf(before), name, now())
  const moved = to ? await moveEvent(eventId, before.status, to) : null
  if (!moved)
    throw fail('event_step_refused', {
      status: campaignStatusAt(timesOf(await mustFind(eventId, caller)), now()),
    })
  await audit(caller, `storeEvent.${name}`, eventId, { from: before.status }, requestId)
  return showOne(moved, caller)
}
