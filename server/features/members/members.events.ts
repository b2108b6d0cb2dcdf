import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const both = z.object({ memberId: z.string(), into: z.string() })

/** Two members are one person from now on, under the id of `into` (ME-1). */
export const memberMerged = defineEvent('member.merged', both)
/** They are two again. */
export const memberParted = defineEvent('member.parted', both)
