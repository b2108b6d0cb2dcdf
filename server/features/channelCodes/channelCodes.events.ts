import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/**
 * Somebody became a friend by a channel code, told once for each pair. Who sets tags listens to this: `tags` are the names
 * the code gives.
 */
export const friendCame = defineEvent(
  'channelCode.friendCame',
  z.object({
    codeId: z.string(),
    title: z.string(),
    channel: z.string(),
    userid: z.string(),
    externalUserId: z.string(),
    tags: z.array(z.string()),
    /** ISO instant. */
    at: z.string(),
  }),
)
