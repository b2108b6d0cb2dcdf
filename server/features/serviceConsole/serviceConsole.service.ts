import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import {
  changeService,
  countsByService,
  findService,
  insertService,
  listOffered,
  moveService,
  NO_END,
  type OfferedService,
  type ServiceCounts,
} from '../appointments/appointments.service'
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
import { guideDirectory } from '../guides/guides.service'
import { reaches } from '../operators/operators.service'
import { findLocation } from '../stores/stores.service'
import { serviceConsoleContract, type serviceDraft } from './serviceConsole.contract'

const fail = failWith(serviceConsoleContract.errors)
type Routes = (typeof serviceConsoleContract)['routes']
type Operator = CallerOf<Routes['POST /console/services']>
type Query = z.output<Routes['GET /console/services']['query']>
type Draft = z.output<typeof serviceDraft>

const draftOf = (it: OfferedService): Draft => ({
  kind: it.kind,
  title: it.name,
  summary: it.summary,
  storeId: it.storeId,
  minutes: it.minutes,
  price: it.price,
  capacity: it.capacity,
  days: it.days,
  adviserIds: it.adviserIds ?? [],
  from: it.from.toISOString(),
  ...(it.until < NO_END ? { until: it.until.toISOString() } : {}),
})
const fieldsOf = ({ title, days, from, until, ...rest }: Draft) => ({
  ...rest,
  name: title,
  days: [...days].sort((a, b) => a - b),
  from: new Date(from),
  until: until ? new Date(until) : NO_END,
})

const mayDecide = (caller: Operator, storeId: string): boolean =>
  caller.kind === 'machine' || reaches(caller, [storeId])
/** @throws service_out_of_reach */
function mustReach(caller: Operator, storeId: string): void {
  if (!mayDecide(caller, storeId)) throw fail('service_out_of_reach')
}
const seenBy = (caller: Operator): Record<string, unknown> =>
  caller.kind === 'machine' || caller.role === 'headquarters'
    ? {}
    : { storeId: { $in: caller.storeIds ?? [] } }

async function show(it: OfferedService, caller: Operator, counts: ServiceCounts | undefined) {
  const status = campaignStatusAt(it, now())
  const {
    booked = 0,
    checkedIn = 0,
    waiting = 0,
    offered = 0,
    done = 0,
    noShow = 0,
    cancelled = 0,
  } = counts ?? {}
  return {
    ...draftOf(it),
    id: it._id,
    storeName: (await findLocation(it.storeId))?.name ?? it.storeId,
    status,
    statusText: campaignStatusText(status),
    actions: mayDecide(caller, it.storeId) ? campaignActions(status) : [],
    isStaffed: (it.adviserIds ?? []).length > 0,
    version: it.version,
    createdAt: it.createdAt.toISOString(),
    createdBy: it.createdBy,
    updatedAt: it.updatedAt.toISOString(),
    results: { booked: booked + checkedIn, waiting: waiting + offered, done, noShow, cancelled },
  }
}
const showOne = async (it: OfferedService, caller: Operator) =>
  show(it, caller, (await countsByService([it._id])).get(it._id))

/** Services by part of their name, as the database keeps it. */
function named(q: string | undefined): Record<string, unknown> {
  const { title } = titled(q)
  return title ? { name: title } : {}
}

/** Services within reach, newest first, with their appointments (OP-2). @throws cursor_invalid */
export async function services({ status, storeId, q, ...paging }: Query, caller: Operator) {
  const filter = {
    $and: [
      campaignFilter(status, 'from', 'until', now()),
      named(q),
      seenBy(caller),
      storeId ? { storeId } : {},
    ],
  }
  const page = await readPage(
    paging,
    (after, count) => listOffered(filter, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  const counts = await countsByService(page.rows.map((it) => it._id))
  return {
    services: await Promise.all(page.rows.map((it) => show(it, caller, counts.get(it._id)))),
    ...page.more,
  }
}

/** @throws service_not_found, for one out of sight as for none */
async function mustFind(serviceId: string, caller: Operator): Promise<OfferedService> {
  const found = await findService(serviceId)
  if (!found || !mayDecide(caller, found.storeId)) throw fail('service_not_found')
  return found
}
/** @throws service_not_found */
export const service = async (serviceId: string, caller: Operator) =>
  showOne(await mustFind(serviceId, caller), caller)

/** @throws service_invalid with what is wrong, and where */
async function mustBeSound({ storeId, from, until, days, adviserIds }: Draft): Promise<void> {
  const store = await findLocation(storeId)
  if (store?.kind !== 'store') throw fail('service_invalid', { at: 'storeId', text: '没有找到这家门店' })
  if (!store.services.includes('booking'))
    throw fail('service_invalid', { at: 'storeId', text: `${store.name}没有开通预约` })
  if (until && Date.parse(until) <= Date.parse(from))
    throw fail('service_invalid', { at: 'until', text: '停止预约要晚于开放预约' })
  if (new Set(days).size !== days.length)
    throw fail('service_invalid', { at: 'days', text: '同一天选了两次' })
  const guides = await guideDirectory()
  const isOfStore = (id: string) => guides.ofId(id)?.storeId === storeId && guides.ofId(id)?.active
  if (new Set(adviserIds).size !== adviserIds.length || !adviserIds.every(isOfStore))
    throw fail('service_invalid', { at: 'adviserIds', text: '顾问要选这家店在职的导购' })
}

function newService(draft: Draft, caller: Operator): OfferedService {
  const at = now()
  return {
    _id: newId('svc'),
    ...fieldsOf(draft),
    order: 100,
    status: 'draft',
    version: 1,
    createdAt: at,
    createdBy: caller.name,
    updatedAt: at,
  }
}

/** A new draft (OP-2). @throws service_invalid, service_out_of_reach */
export async function create(draft: Draft, caller: Operator, requestId: string) {
  await mustBeSound(draft)
  mustReach(caller, draft.storeId)
  const made = newService(draft, caller)
  await insertService(made)
  await audit(caller, 'service.created', made._id, { title: made.name }, requestId)
  return showOne(made, caller)
}

/** A new draft like another service, with its advisers. @throws service_not_found */
export async function copy(serviceId: string, caller: Operator, requestId: string) {
  const before = await mustFind(serviceId, caller)
  mustReach(caller, before.storeId)
  const draft = { ...draftOf(before), title: copyTitle(before.name, 20) }
  const made = newService(draft, caller)
  await insertService(made)
  await audit(caller, 'service.created', made._id, { copyOf: serviceId }, requestId)
  return showOne(made, caller)
}

const OPEN = ['name', 'summary', 'price', 'capacity', 'days', 'adviserIds', 'until']

/**
 * Changes a service (OP-2): a draft in everything; once it was scheduled its words, price, places, weekdays, advisers and end. Who has
 * an appointment keeps it.
 * @throws service_not_found, service_out_of_reach, service_invalid, service_changed, service_locked_fields
 */
export async function change(
  serviceId: string,
  { version, ...draft }: Draft & { version: number },
  caller: Operator,
  requestId: string,
) {
  const before = await mustFind(serviceId, caller)
  mustReach(caller, draft.storeId)
  await mustBeSound(draft)
  if (before.version !== version) throw fail('service_changed', { version: before.version })
  const isLocked = !sameBut(fieldsOf(draftOf(before)), fieldsOf(draft), OPEN)
  if (before.status !== 'draft' && (campaignStatusAt(before, now()) === 'ended' || isLocked))
    throw fail('service_locked_fields')
  const after = await changeService(serviceId, version, fieldsOf(draft))
  if (!after) throw fail('service_changed')
  await audit(caller, 'service.changed', serviceId, { version }, requestId)
  return showOne(after, caller)
}

/**
 * Takes a service a step further (OP-2): what the clock has decided meanwhile counts.
 * @throws service_not_found, service_step_refused; service_invalid for a draft that cannot be offered
 */
export async function step(serviceId: string, name: CampaignStep, caller: Operator, requestId: string) {
  const before = await mustFind(serviceId, caller)
  if (name === 'schedule') {
    await mustBeSound(draftOf(before))
    if (before.until <= now()) throw fail('service_invalid', { at: 'until', text: '停止预约的时间已经过了' })
  }
  const to = campaignStepTo(before, name, now())
  const moved = to ? await moveService(serviceId, before.status, to) : null
  if (!moved)
    throw fail('service_step_refused', {
      status: campaignStatusAt(await mustFind(serviceId, caller), now()),
    })
  await audit(caller, `service.${name}`, serviceId, { from: before.status }, requestId)
  return showOne(moved, caller)
}
