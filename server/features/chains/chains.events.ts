import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'
import { listState } from './chains.contract'

/** The list of a chain came into a state: its orders, stock and delivery follow. */
export const chainMoved = defineEvent('chain.moved', z.object({ chainId: z.string(), state: listState }))
