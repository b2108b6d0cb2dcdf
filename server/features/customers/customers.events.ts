import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** WeCom said something about an external contact; what is true now is asked there, not read from the event. */
export const contactChanged = defineEvent(
  'contact.changed',
  z.object({ externalUserId: z.string(), changeType: z.string() }),
)
