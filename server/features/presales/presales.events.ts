import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const of = z.object({ presaleId: z.string() })

/** Offered: its pieces are to stay set apart. */
export const presaleOffered = defineEvent('presale.offered', of)
/** The shop cannot deliver it. */
export const presaleWithdrawn = defineEvent('presale.withdrawn', of)
