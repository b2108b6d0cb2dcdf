import { now } from '../../kernel/clock'
import { fromShanghai } from '../../kernel/shanghai'
import { memberForStaff } from '../members/members.service'
import { checkInByCode } from './storeEvents.checkIn'
import { eventsOfStore, type StoreEventDoc } from './storeEvents.model'
import { photoCounts } from './storeEvents.photos.model'
import { deskDays, kindText, signUpStateAt } from './storeEvents.rules'
import { shownEvent } from './storeEvents.signUp'
import { countsOf, guestsOf, type SignUpDoc } from './storeEvents.signUps.model'
import { fail, noCounts, stateText } from './storeEvents.view'

interface Staff {
  storeId: string
  guideId: string
}

async function viewOwn(events: readonly StoreEventDoc[]) {
  const ids = events.map((it) => it._id)
  const [counts, photos] = await Promise.all([countsOf(ids), photoCounts(ids)])
  return events.map((it) => {
    const { seated, checkedIn, waiting } = counts.get(it._id) ?? noCounts
    return {
      id: it._id,
      kindText: kindText(it.kind),
      title: it.title,
      image: it.image,
      start: it.start.toISOString(),
      end: it.end.toISOString(),
      quota: it.quota,
      seated,
      checkedIn,
      waiting,
      photosPending: photos.get(it._id)?.pending ?? 0,
    }
  })
}
async function viewOne(event: StoreEventDoc) {
  const [view] = await viewOwn([event])
  if (!view) throw fail('event_not_found')
  return view
}

const tiers = { normal: '普通会员', silver: '银卡会员', gold: '金卡会员' } as const

async function viewGuest(it: SignUpDoc, event: StoreEventDoc) {
  const member = await memberForStaff(it.memberId)
  return {
    signUpId: it._id,
    state: signUpStateAt(it.state, event, now()),
    stateText: await stateText(it, event),
    name: member?.name ?? member?.nickname ?? '',
    ...(member?.avatar ? { avatar: member.avatar } : {}),
    tierText: tiers[member?.tier ?? 'normal'],
    signedUpAt: it.createdAt.toISOString(),
    ...(it.checkedInAt ? { checkedInAt: it.checkedInAt.toISOString() } : {}),
  }
}

/** The own store's events from yesterday to 30 days ahead (AP-2). @throws store_forbidden */
export async function eventsForStaff(storeId: string, { storeId: own }: Staff) {
  if (storeId !== own) throw fail('store_forbidden')
  const { from, until } = deskDays(now())
  return { events: await viewOwn(await eventsOfStore(storeId, fromShanghai(from), fromShanghai(until))) }
}

/** Who signed up for an event of the own store (AP-2). @throws event_not_found, store_forbidden */
export async function guests(eventId: string, { storeId }: Staff) {
  const event = await shownEvent(eventId)
  if (event.storeId !== storeId) throw fail('store_forbidden')
  const found = await guestsOf(eventId)
  return { event: await viewOne(event), guests: await Promise.all(found.map((it) => viewGuest(it, event))) }
}

/** Checks a guest in by the code they show (AP-2). @throws as checkInByCode */
export async function checkInGuest(code: string, staff: Staff) {
  const { event, signUp } = await checkInByCode(code, staff)
  return { event: await viewOne(event), guest: await viewGuest(signUp, event) }
}
