import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** `round` counts the times the same was wished for. */
const of = z.object({ wishId: z.string(), round: z.int() })

export const wishMade = defineEvent('wish.made', of)
/** The goods are there, or put by: the shopper is to be told. */
export const wishFulfilled = defineEvent('wish.fulfilled', of)
export const wishWithdrawn = defineEvent('wish.withdrawn', of)
/** A guide put goods by. */
export const taskDone = defineEvent('task.done', of)
