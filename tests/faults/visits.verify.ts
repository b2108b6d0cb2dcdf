import type { mongo } from 'mongoose'
import { untilNone, waitingEvents, withDb } from './books'
import type { Chain } from './chain'
import type { Person } from './people'
import { SLOT_PLACES } from './shelf'
import { claimCopy, type Coupon, type VisitDeeds } from './visits.shopper'

interface GrantRow {
  _id: string
  couponId: string
  memberId: string
  status: string
}
interface Seat {
  key: string
  appointmentId: string
  memberId: string
}
interface SlotRow {
  _id: string
  seats: Seat[]
  taken: number
  line: Seat[]
}
interface AppointmentRow {
  _id: string
  status: string
  place?: { slotId: string; seat: string }
}

/** What a run of faults left of coupons and appointments; everything must be 0. */
export interface VisitDamage {
  /** Grants above a coupon's quota, or above what a shopper may have of it. */
  overclaimed: number
  /** Numbers of a quota nobody could get, though all kept asking. */
  unclaimed: number
  /** Told and not there, or one copy that is two. */
  lostClaims: number
  doubleClaims: number
  doubleRedemptions: number
  lostRedemptions: number
  overbooked: number
  lostBookings: number
  doubleBookings: number
  /** Told cancelled or checked in, and it is not. */
  lostSteps: number
  /** Seats of nobody, appointments without their seat, people in line beside a free seat. */
  wrongSeats: number
  unsettled: number
  waitingEvents: number
  deadLetters: number
}

const SEATED = ['booked', 'offered', 'checkedIn', 'done', 'noShow']
const appointmentsOf = (db: mongo.Db) => db.collection<AppointmentRow>('appointments')

/** Everybody goes on asking until every coupon is gone: what a dead claim was dealt is dealt again. */
async function drain(
  db: mongo.Db,
  coupons: readonly Coupon[],
  shoppers: readonly Person[],
  deeds: VisitDeeds,
) {
  return untilNone(async () => {
    let missing = 0
    for (const coupon of coupons) {
      const left = async () =>
        coupon.total - (await db.collection('couponGrants').countDocuments({ couponId: coupon.id }))
      if (!(await left())) continue
      await Promise.all(shoppers.map((it, at) => claimCopy(it, at, coupon, deeds)))
      missing += Math.max(0, await left())
    }
    return missing
  })
}

const multiple = (of: Map<string, Set<string>>): number => [...of.values()].filter((it) => it.size > 1).length

function couponDamage(grants: readonly GrantRow[], coupons: readonly Coupon[], deeds: VisitDeeds) {
  const { claimed, redeemed, undone } = deeds
  const byId = new Map(grants.map((it) => [it._id, it]))
  const tally = (key: (it: GrantRow) => string) => {
    const counts = new Map<string, number>()
    for (const it of grants) counts.set(key(it), (counts.get(key(it)) ?? 0) + 1)
    return counts
  }
  const [all, own] = [tally((it) => it.couponId), tally((it) => `${it.couponId}/${it.memberId}`)]
  const mostOf = (couponId: string) => coupons.find((it) => it.id === couponId)?.perPerson ?? 0
  const times = (of: Map<string, number>, at: string) => of.get(at) ?? 0
  return {
    overclaimed:
      coupons.filter((it) => times(all, it.id) > it.total).length +
      [...own].filter(([key, it]) => it > mostOf(key.split('/')[0] as string)).length,
    lostClaims: [...claimed.values()].flatMap((it) => [...it]).filter((it) => !byId.has(it)).length,
    doubleClaims: multiple(claimed),
    // Each taking back may be followed by one more redemption.
    doubleRedemptions: [...redeemed].filter(([id, it]) => it > 1 + times(undone, id)).length,
    lostRedemptions: [...redeemed].filter(([id]) => !undone.has(id) && byId.get(id)?.status !== 'used')
      .length,
  }
}

function bookingDamage(slots: readonly SlotRow[], rows: readonly AppointmentRow[], deeds: VisitDeeds) {
  const byId = new Map(rows.map((it) => [it._id, it]))
  const seats = new Map(slots.flatMap(({ _id, seats: all }) => all.map((it) => [it.key, { _id, ...it }])))
  const { asked, booked, cancelled, checkedIn } = deeds
  const isSeated = ({ status, place }: AppointmentRow) =>
    !SEATED.includes(status) || seats.get(place?.seat ?? '')?._id === place?.slotId
  const isOwn = ({ appointmentId, key }: Seat) => {
    const it = byId.get(appointmentId)
    return it !== undefined && SEATED.includes(it.status) && it.place?.seat === key
  }
  const is = (id: string, ...statuses: string[]) => statuses.includes(byId.get(id)?.status ?? '')
  return {
    overbooked: slots.filter(
      ({ seats: all, taken }) =>
        all.length > SLOT_PLACES ||
        all.length !== taken ||
        new Set(all.map((it) => it.memberId)).size !== all.length,
    ).length,
    lostBookings: [...booked].filter((it) => !cancelled.has(it) && !is(it, ...SEATED)).length,
    doubleBookings: multiple(asked),
    lostSteps:
      [...cancelled].filter((it) => !is(it, 'cancelled')).length +
      [...checkedIn].filter((it) => !is(it, 'checkedIn', 'done')).length,
    wrongSeats:
      rows.filter((it) => !isSeated(it)).length +
      [...seats.values()].filter((it) => !isOwn(it)).length +
      slots.filter((it) => it.line.length > 0 && it.taken < SLOT_PLACES).length,
  }
}

/** Compares what people were told with the database, once nothing waits any more. */
export const assessVisits = (
  chain: Chain,
  deeds: VisitDeeds,
  coupons: readonly Coupon[],
  shoppers: readonly Person[],
  say: (line: string) => void,
): Promise<{
  counts: Record<'claimed' | 'redeemed' | 'booked' | 'cancelled', number>
  damage: VisitDamage
}> =>
  withDb(chain, async (db) => {
    const unclaimed = await drain(db, coupons, shoppers, deeds)
    const open = () =>
      appointmentsOf(db).countDocuments({
        $or: [{ status: 'asked' }, { wants: { $exists: true } }, { 'leaves.0': { $exists: true } }],
      })
    await untilNone(async () => (await open()) + (await waitingEvents(db)))
    const ids = coupons.map((it) => it.id)
    const grants = await db
      .collection<GrantRow>('couponGrants')
      .find({ couponId: { $in: ids } })
      .toArray()
    const [slots, rows] = [
      await db.collection<SlotRow>('appointmentSlots').find().toArray(),
      await appointmentsOf(db).find().toArray(),
    ]
    const damage: VisitDamage = {
      unclaimed,
      ...couponDamage(grants, coupons, deeds),
      ...bookingDamage(slots, rows, deeds),
      unsettled: await open(),
      waitingEvents: await waitingEvents(db),
      deadLetters: await db.collection('deadLetters').countDocuments(),
    }
    const counts = {
      claimed: grants.length,
      redeemed: deeds.redeemed.size,
      booked: deeds.booked.size,
      cancelled: deeds.cancelled.size,
    }
    const bad = Object.entries(damage).filter(([, it]) => it)
    say(bad.length ? bad.map(([name, it]) => `${name} ${it}`).join(', ') : 'visits: nothing lost or doubled')
    return { counts, damage }
  })
