import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { skuId } from '../catalog/catalog.contract'

/** What a shopper did in the mini-program; `id` is the phone's own, so that the same told again counts once. */
const behaviour = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  kind: z.enum(['viewed']),
  skuId,
})

export const behavioursContract = contract({
  tag: 'Behaviours 行为',
  errors: {},
  routes: {
    'POST /behaviours': {
      summary: 'What the shopper looked at; kept for 30 days, of members who agreed to it alone',
      ids: ['CD-1'],
      auth: 'member',
      body: z.object({ behaviours: z.array(behaviour).min(1).max(20) }),
    },
  },
})
