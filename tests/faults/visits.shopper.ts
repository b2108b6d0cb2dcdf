import { randomUUID } from 'node:crypto'
import { breathe, chance, pick } from './client'
import type { Person } from './people'
import { serviceIds, shopIds } from './shelf'

/** What people were told, and nothing else. */
export interface VisitDeeds {
  /** Grants by coupon and shopper's copy: one copy, one grant. */
  claimed: Map<string, Set<string>>
  /** How often a counter was told that a grant is redeemed, and a manager that it is taken back. */
  redeemed: Map<string, number>
  undone: Map<string, number>
  /** Appointment ids by the key they were asked for under. */
  asked: Map<string, Set<string>>
  /** Appointments told booked, cancelled, checked in. */
  booked: Set<string>
  cancelled: Set<string>
  checkedIn: Set<string>
}
export const newVisitDeeds = (): VisitDeeds => ({
  claimed: new Map(),
  redeemed: new Map(),
  undone: new Map(),
  asked: new Map(),
  booked: new Set(),
  cancelled: new Set(),
  checkedIn: new Set(),
})

export interface Coupon {
  id: string
  total: number
  perPerson: number
}
export interface VisitScene {
  guides: readonly Person[]
  deeds: VisitDeeds
  coupons: readonly Coupon[]
  /** Starts of the slots people want. */
  starts: readonly string[]
}

const count = (of: Map<string, number>, at: string) => of.set(at, (of.get(at) ?? 0) + 1)
const noted = (of: Map<string, Set<string>>, at: string): Set<string> => {
  const found = of.get(at) ?? new Set<string>()
  of.set(at, found)
  return found
}
const idOf = (body: unknown): string => (body as { id: string }).id
const statusOf = (body: unknown): string => (body as { status: string }).status

const GONE = ['coupon_sold_out', 'coupon_limit_reached']
const USED = ['coupon_used', 'coupon_code_stale', 'coupon_locked']

/** One copy of one coupon, asked for as often as the shopper likes. @returns its grant, or nothing when all are gone */
export async function claimCopy(
  who: Person,
  at: number,
  { id, perPerson }: Coupon,
  { claimed }: VisitDeeds,
): Promise<string | undefined> {
  const nth = 1 + Math.floor(Math.random() * perPerson)
  const ids = noted(claimed, `${id}/${at}/${nth}`)
  const ask = async () => {
    const answer = await who.call(`/coupons/${id}/claim`, { nth }, GONE)
    if (answer.status === 200) ids.add(idOf(answer.body))
  }
  await Promise.all(chance(0.2) ? [ask(), ask()] : [ask()])
  return [...ids][0]
}

/** A coupon from the centre to the counter (CO-2, CO-3), through every outage. */
async function takeCoupon(who: Person, at: number, { guides, deeds, coupons }: VisitScene): Promise<void> {
  const grantId = await claimCopy(who, at, pick(coupons), deeds)
  if (!grantId || chance(0.3)) return
  const shown = await who.call(`/me/coupons/${grantId}/code`, undefined, ['grant_not_usable'])
  const { digits: code } = shown.body as { digits?: string }
  if (!code) return
  const redeem = async (by: Person) => {
    const answer = await by.call('/coupon-codes/redeem', { code, amount: 20_000 }, USED)
    if (answer.status === 200) count(deeds.redeemed, grantId)
  }
  await Promise.all([redeem(pick(guides)), ...(chance(0.4) ? [redeem(pick(guides))] : [])])
  if (!chance(0.15)) return
  const managers = guides.filter((_, nth) => nth % 3 === 2)
  for (const it of managers) {
    const refusals = ['undo_too_late', 'undo_forbidden']
    const answer = await it.call(`/coupon-grants/${grantId}/undo`, { reason: '按错了一张券' }, refusals)
    if (answer.status === 200) count(deeds.undone, grantId)
  }
  if (chance(0.5)) await redeem(pick(guides))
}

const CLOSED = ['appointment_closed', 'too_late']
const FULL = ['slot_full', 'booked_already']

/** An appointment from asking to the chair, or to its cancelling (AP-1). */
async function visit(who: Person, { guides, deeds, starts }: VisitScene): Promise<void> {
  const shop = pick([0, 1])
  const key = randomUUID()
  const ids = noted(deeds.asked, key)
  const wanted = { key, storeId: shopIds[shop], serviceId: serviceIds[shop], start: pick(starts) }
  const mayWait = chance(0.3)
  let status = ''
  const ask = async () => {
    const answer = await who.call('/appointments', { ...wanted, mayWait }, FULL)
    if (answer.status !== 200) return
    ids.add(idOf(answer.body))
    status = statusOf(answer.body)
  }
  await Promise.all(chance(0.15) ? [ask(), ask()] : [ask()])
  const [id] = ids
  if (!id) return
  if (status === 'booked') deeds.booked.add(id)
  const path = `/appointments/${id}`
  if (chance(0.3)) await who.call(`${path}/reschedule`, { start: pick(starts) }, [...FULL, ...CLOSED])
  const cancel = async () => {
    const answer = await who.call(`${path}/cancel`, {}, CLOSED)
    if (answer.status === 200) deeds.cancelled.add(id)
  }
  if (chance(0.35)) return cancel()
  if (!deeds.booked.has(id) || chance(0.5)) return
  const by = guides.filter((it) => it.storeId === wanted.storeId)
  const arrive = async () => {
    const answer = await pick(by).call(`${path}/check-in`, {}, CLOSED)
    if (answer.status === 200) deeds.checkedIn.add(id)
  }
  await Promise.all([arrive(), ...(chance(0.2) ? [cancel()] : [])])
}

/** What a shopper does next: a coupon or an appointment. */
export async function comeIn(who: Person, at: number, scene: VisitScene): Promise<void> {
  if (chance(0.5)) await takeCoupon(who, at, scene)
  else await visit(who, scene)
  await breathe()
}
