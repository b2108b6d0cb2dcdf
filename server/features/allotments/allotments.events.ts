import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** A campaign's pieces are to stay set apart from normal stock. */
export const allotmentOpened = defineEvent('allotment.opened', z.object({ allotmentId: z.string() }))
