import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** An entry of a member's points, as the ledger keeps it. */
export const pointsChanged = defineEvent(
  'points.changed',
  z.object({
    key: z.string(),
    memberId: z.string(),
    amount: z.int(),
    kind: z.string(),
    text: z.string(),
    at: z.iso.datetime(),
  }),
)
