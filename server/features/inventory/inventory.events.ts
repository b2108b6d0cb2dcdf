import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'
import { ledgerKind } from './inventory.contract'

/** One change of one stock document, with its ledger entry (IN-2). */
export const stockChanged = defineEvent(
  'stock.changed',
  z.object({
    skuId: z.string(),
    locationId: z.string(),
    available: z.int(),
    version: z.int(),
    entry: z.object({
      id: z.string(),
      /** `source/key`, once per stock document. */
      key: z.string(),
      kind: ledgerKind,
      /** Signed pieces on hand. */
      quantity: z.int(),
      /** Signed pieces held for orders. */
      reserved: z.int().default(0),
      /** What the sender stated; differs from `quantity` for counts. */
      stated: z.int(),
      onHandAfter: z.int(),
      reason: z.string().optional(),
      source: z.string(),
      at: z.coerce.date(),
    }),
  }),
)
export type StockChanged = z.infer<(typeof stockChanged)['data']>
