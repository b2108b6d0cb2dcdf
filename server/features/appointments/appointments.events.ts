import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** A place of a slot came free. */
export const seatFreed = defineEvent('appointment.seatFreed', z.object({ slotId: z.string() }))
/** The first in line got a place. */
export const seatOffered = defineEvent(
  'appointment.seatOffered',
  z.object({ slotId: z.string(), appointmentId: z.string(), seat: z.string() }),
)

const of = z.object({ appointmentId: z.string() })
/** It was made, moved or is over: its seats are to be settled. */
export const appointmentChanged = defineEvent('appointment.changed', of)
/** The shopper is to be told of a seat kept for them. */
export const appointmentOffered = defineEvent('appointment.offered', of)
/** It took place. */
export const appointmentDone = defineEvent('appointment.done', of)
