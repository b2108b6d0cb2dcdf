import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** It failed for good: the goods are back where they came from. */
export const deliveryReturned = defineEvent(
  'delivery.returned',
  z.object({ deliveryId: z.string(), orderId: z.string() }),
)
/** The goods are in the receiver's hands. */
export const deliveryDone = defineEvent(
  'delivery.done',
  z.object({ deliveryId: z.string(), orderId: z.string() }),
)
