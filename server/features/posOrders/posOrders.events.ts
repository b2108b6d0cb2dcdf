import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** A purchase in a shop was told of. */
export const posOrderTaken = defineEvent('posOrder.taken', z.object({ posOrderId: z.string() }))
/** Pieces of it came back. */
export const posReturnTaken = defineEvent(
  'posOrder.returnTaken',
  z.object({ posOrderId: z.string(), returnId: z.string() }),
)
