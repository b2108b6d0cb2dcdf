import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'
import { transferStatus } from './transfers.contract'

/** A transfer came into a status; its stock follows. */
export const transferMoved = defineEvent(
  'transfer.moved',
  z.object({
    transferId: z.string(),
    status: transferStatus,
    orderId: z.string().optional(),
    chainId: z.string().optional(),
  }),
)
