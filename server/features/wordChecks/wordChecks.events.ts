import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** A guide was about to say, or said, one of the chain's sensitive words. */
export const wordsHit = defineEvent('words.hit', z.object({ hitId: z.string() }))
