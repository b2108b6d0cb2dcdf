import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { templateOf } from '../notices/notices.service'
import { findLocation } from '../stores/stores.service'
import { eventsToCome, findEvent, type StoreEventDoc } from './storeEvents.model'
import { eventMessage, REMIND_MS } from './storeEvents.rules'
import { moveLine } from './storeEvents.signUp'
import { claimReminder, findSignUp, guestsOf, toRemind, type SignUpDoc } from './storeEvents.signUps.model'

const BATCH = 200

/** Sends a message about an event; what the platform refuses is logged and ends it. */
async function send({ openid, _id }: SignUpDoc, event: StoreEventDoc, note: string): Promise<void> {
  const store = await findLocation(event.storeId)
  try {
    await sendSubscribeMessage({
      openid,
      templateId: templateOf('booking'),
      page: `pages/event/mine/index?id=${_id}`,
      data: eventMessage(event.title, store?.name ?? '', event.start, note),
    })
  } catch (error) {
    logger.warn({ signUpId: _id, error: String(error) }, 'event without a message')
  }
}

/** Reminds guests of events of the next 24 hours, each once (AP-2). */
export async function remindGuests(): Promise<void> {
  const at = now()
  for (const it of await toRemind(at, new Date(at.getTime() + REMIND_MS), BATCH)) {
    const event = await findEvent(it.eventId)
    if (!event || event.status === 'ended') continue
    if (await claimReminder(it)) await send(it, event, '请带好签到码，提前到店')
  }
}

/** Tells who had waited of their seat (AP-2). */
export async function tellSeat(signUpId: string): Promise<void> {
  const it = await findSignUp(signUpId)
  const event = it && (await findEvent(it.eventId))
  if (it?.state === 'seated' && event && event.start > now())
    await send(it, event, '候补到位，名额已为你留好')
}

/** Tells guests that the shop ended an event before it was over; who tells twice tells the same. */
export async function tellEnded(eventId: string): Promise<void> {
  const event = await findEvent(eventId)
  if (!event || event.end <= now()) return
  for (const it of await guestsOf(eventId))
    if (it.state !== 'checkedIn') await send(it, event, '活动已取消，敬请谅解')
}

/** Gives seats to lines that nobody moved: after more seats were made, or a pause. */
export async function moveLines(): Promise<void> {
  for (const it of await eventsToCome({}, now(), undefined, BATCH)) if (it.line) await moveLine(it._id)
}
