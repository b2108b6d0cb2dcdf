import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

const of = z.object({ teamId: z.string() })

/** Its last seat was paid, or enough were at the deadline: each order of it goes on. */
export const teamFormed = defineEvent('team.formed', of)
/** Too few had paid at the deadline: each paid order goes back. */
export const teamFailed = defineEvent('team.failed', of)
/** One paid seat is missing. */
export const teamNearlyFull = defineEvent('team.nearlyFull', of)
