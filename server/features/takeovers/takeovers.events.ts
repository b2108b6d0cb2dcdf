import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** A guide's customer is another guide's now; told once for each. What belongs to the customer goes along. */
export const customerTakenOver = defineEvent(
  'customer.takenOver',
  z.object({
    takeoverId: z.string(),
    externalUserId: z.string(),
    fromGuideId: z.string(),
    toGuideId: z.string(),
  }),
)
