import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** The goods are in the receiver's hands. */
export const deliveryDone = defineEvent(
  'delivery.done',
  z.object({ deliveryId: z.string(), orderId: z.string() }),
)
