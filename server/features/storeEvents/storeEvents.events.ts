import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const of = z.object({ signUpId: z.string() })
/** Somebody has a seat: by signing up, or out of the line. */
export const seatTaken = defineEvent('storeEvent.seatTaken', of)
/** The first in line has a seat that came free. */
export const lineMoved = defineEvent('storeEvent.lineMoved', of)
/** A seat came free. */
export const seatGivenBack = defineEvent('storeEvent.seatGivenBack', z.object({ eventId: z.string() }))
/** The shop ended an event before its time. */
export const storeEventEnded = defineEvent('storeEvent.ended', z.object({ eventId: z.string() }))
/** A photo was approved: its points are due. */
export const photoApproved = defineEvent('storeEvent.photoApproved', z.object({ photoId: z.string() }))
