import { z } from 'zod'
import { fen, id, instant } from '../../kernel/shapes'
import { guideId } from '../guides/guides.contract'
import { memberId } from '../members/members.contract'
import { storeId } from '../stores/stores.contract'

export const appointmentId = id('apt')
export const serviceId = id('svc')

/** 试穿, 试妆, 护肤咨询, 量体. */
export const bookableKind = z.enum(['fitting', 'makeup', 'skincare', 'measuring'])

/**
 * `asked` being booked → `booked` 已预约 → `checkedIn` 已到店 → `done` 已完成; `waiting` 候补中 → `offered` 候补到位;
 * `cancelled`, `noShow` 未到店, `expired` the line or its offer is over, `refused` no seat was free.
 */
export const appointmentStatus = z.enum([
  'asked',
  'booked',
  'checkedIn',
  'done',
  'cancelled',
  'noShow',
  'waiting',
  'offered',
  'expired',
  'refused',
])

/** What was tried (AP-3). */
export const tried = z.object({
  what: z.string().trim().min(1).max(60),
  size: z.string().trim().max(20).optional(),
  shade: z.string().trim().max(20).optional(),
  reaction: z.string().trim().max(200).optional(),
})

export const bookableService = z.object({
  id: serviceId,
  storeId,
  kind: bookableKind,
  name: z.string(),
  summary: z.string(),
  minutes: z.int(),
  price: fen,
})

export const slotView = z.object({
  start: instant,
  end: instant,
  /** `closed`: begun, or nobody is there to serve. */
  state: z.enum(['free', 'full', 'closed']),
  capacity: z.int(),
  free: z.int(),
  /** People in line. */
  waiting: z.int(),
  /** Advisers who are free; absent where the service is bound to nobody. */
  adviserIds: z.array(guideId).optional(),
})

/** A guide who can do a service (AP-1). */
export const adviser = z.object({ id: guideId, name: z.string(), avatar: z.string().optional() })

export const appointmentView = z.object({
  id: appointmentId,
  status: appointmentStatus,
  statusText: z.string(),
  service: bookableService.pick({ id: true, kind: true, name: true, minutes: true }),
  store: z.object({ id: storeId, name: z.string() }),
  start: instant,
  end: instant,
  /** Who serves the shopper, and whether they were asked for. */
  adviser: adviser.extend({ isChosen: z.boolean() }).optional(),
  note: z.string().optional(),
  /** Until when it may be changed or cancelled by the shopper. */
  changeUntil: instant,
  /** Until when a seat that came free is kept. */
  offeredUntil: instant.optional(),
  tried: z.array(tried),
})

const triedThen = tried.extend({ at: instant })
export const staffView = appointmentView.extend({
  memberId,
  memberName: z.string(),
  /** What the member tried at earlier appointments, latest first. */
  triedBefore: z.array(triedThen),
})
/** What a guide sees of a customer's appointments: those to come, soonest first, and what was tried, latest first. */
export const appointmentFacts = z.object({ coming: z.array(appointmentView), tried: z.array(triedThen) })
