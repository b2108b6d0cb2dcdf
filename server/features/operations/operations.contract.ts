import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant } from '../../kernel/shapes'

const eventId = z.string().regex(/^evt_[0-9A-Z]{1,40}$/)

export const operationsContract = contract({
  tag: 'Operations 运行',
  errors: {
    dead_letter_not_found: { status: 404, text: '没有这个待处理的事件，可能已经重放' },
  },
  routes: {
    'GET /operations/dead-letters': {
      summary: 'Events that failed every attempt, newest first',
      ids: ['TR-3'],
      auth: 'machine',
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: z.object({
        total: z.int(),
        letters: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            source: z.string(),
            documentId: z.string(),
            data: z.unknown(),
            at: instant,
            error: z.string(),
          }),
        ),
      }),
    },
    'POST /operations/dead-letters/:eventId/replay': {
      summary: 'Hand a dead letter to its listeners again; it comes back here if they fail again',
      ids: ['TR-3'],
      auth: 'machine',
      params: z.object({ eventId }),
      errors: ['dead_letter_not_found'],
    },
  },
})
