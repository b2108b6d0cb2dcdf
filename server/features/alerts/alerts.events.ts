import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const of = z.object({
  skuId: z.string(),
  locationId: z.string(),
  /** Pieces that can be promised, as they were judged. */
  available: z.int(),
  threshold: z.int(),
})

/** A location began to run low on a SKU. */
export const alertRaised = defineEvent('alert.raised', of)
/** Goods are there again. */
export const alertClosed = defineEvent('alert.closed', of)
