import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { templateOf } from '../notices/notices.service'
import { findLocation } from '../stores/stores.service'
import {
  claimReminder,
  findAppointment,
  moveAppointment,
  offersBefore,
  toRemind,
  waitingUntil,
  type AppointmentDoc,
} from './appointments.model'
import { messageOf, REMIND_MS } from './appointments.rules'
import { settle } from './appointments.seats'
import { findService } from './appointments.services.model'

const BATCH = 200

/** Sends a message of an appointment; what the platform refuses is logged and ends it. */
async function send(it: AppointmentDoc): Promise<void> {
  const [service, store] = await Promise.all([findService(it.serviceId), findLocation(it.storeId)])
  const until = it.status === 'offered' ? it.offeredUntil : undefined
  try {
    await sendSubscribeMessage({
      openid: it.openid,
      templateId: templateOf('booking'),
      page: `pages/booking/detail/index?id=${it._id}`,
      data: messageOf(service?.name ?? '', store?.name ?? '', it.start, until),
    })
  } catch (error) {
    logger.warn({ appointmentId: it._id, error: String(error) }, 'appointment without a message')
  }
}

/** Reminds of what is booked for the next 24 hours, each time once (AP-1). */
export async function remind(): Promise<void> {
  const at = now()
  for (const it of await toRemind(at, new Date(at.getTime() + REMIND_MS), BATCH))
    if (await claimReminder(it)) await send(it)
}

/** Tells who was first in line of their seat, while it is kept (AP-1). */
export async function tellOffer(appointmentId: string): Promise<void> {
  const it = await findAppointment(appointmentId)
  if (it?.status === 'offered' && it.offeredUntil && it.offeredUntil > now()) await send(it)
}

/** Ends offers nobody took, so that the next in line has the seat, and lines whose time has come (AP-1). */
export async function expireLines(): Promise<void> {
  const at = now()
  const over = [...(await offersBefore(at, BATCH)), ...(await waitingUntil(at, BATCH))]
  for (const it of over) if (await moveAppointment(it, 'expired', { leaves: it.place })) await settle(it._id)
}
