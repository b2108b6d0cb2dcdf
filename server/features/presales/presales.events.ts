import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const of = z.object({ presaleId: z.string() })

/** The shop cannot deliver it. */
export const presaleWithdrawn = defineEvent('presale.withdrawn', of)
