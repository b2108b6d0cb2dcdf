import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant, page } from '../../kernel/shapes'
import { customersContract, ofCustomer } from '../customers/customers.contract'
import { guideId } from '../guides/guides.contract'

export const followUpId = id('fup')
const ofFollowUp = z.object({ followUpId })

export const followUpStatus = z.enum(['open', 'done', 'closed'])

/** What a guide means to do for a customer, by when. */
const followUp = z.object({
  id: followUpId,
  customer: z.object({
    externalUserId: z.string(),
    name: z.string(),
    avatar: z.string().optional(),
  }),
  text: z.string(),
  dueAt: instant,
  status: followUpStatus,
  /** Open, and its time is past. */
  isOverdue: z.boolean(),
  isMine: z.boolean(),
  guideName: z.string(),
  /** Who wrote it down, where that was somebody else. */
  madeBy: z.string().optional(),
  /** What came of it, or why it was put off. */
  note: z.string().optional(),
  /** When it was done or closed, and by whom. */
  settledAt: instant.optional(),
  settledBy: z.string().optional(),
  /** Goes with every change: what was decided on. */
  version: z.int(),
})

const text = z.string().trim().min(1).max(100)
const note = z.string().trim().max(200).optional()
const version = z.int().min(0).max(1_000_000)

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const ofChange = ['follow_up_not_found', 'follow_up_settled', 'follow_up_changed'] as const

export const followUpsContract = contract({
  tag: 'Follow-ups 跟进',
  errors: {
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    follow_up_not_found: { status: 404, text: '没有这条跟进' },
    follow_up_settled: { status: 409, text: '这条跟进已经办完了' },
    follow_up_changed: { status: 409, text: '这条跟进刚被改过，看看现在的再办' },
    follow_up_limit: { status: 409, text: '没办的跟进最多 200 条，先办掉几条' },
    due_invalid: { status: 422, text: '到期时间要在现在以后、一年以内' },
    guide_not_here: { status: 422, text: '只能转给本店在职的同事' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /customers/:externalUserId/follow-ups': {
      summary: 'What is to be done for this customer, soonest first, and what was done last',
      ids: ['GU-1', 'GU-5'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({ open: z.array(followUp), settled: z.array(followUp) }),
      errors: ['customer_not_found', 'customer_not_yours', 'platform_unavailable'],
    },
    'POST /customers/:externalUserId/follow-ups': {
      summary:
        'Writes down what the caller means to do for this customer. The same key again is the same one',
      ids: ['GU-1', 'GU-5'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/), text, dueAt: instant }),
      response: followUp,
      errors: [
        'customer_not_found',
        'customer_not_yours',
        'platform_unavailable',
        'follow_up_limit',
        'due_invalid',
      ],
    },
    'GET /follow-ups': {
      summary:
        'The caller’s follow-ups, a manager’s also of the whole store: open by due time, else latest first',
      ids: ['GU-5'],
      auth: ['guide', 'manager'],
      query: z.object({
        whose: z.enum(['mine', 'store']).default('mine'),
        state: z.enum(['open', 'settled']).default('open'),
        ...page,
      }),
      response: z.object({
        followUps: z.array(followUp),
        next: z.string().optional(),
        /** Of the open ones in all: due by the end of today, those overdue among them. */
        dueToday: z.int(),
        overdue: z.int(),
      }),
      errors: ['cursor_invalid'],
    },
    'POST /follow-ups/:followUpId/done': {
      summary: 'It is done, or (`closed`) has no more use; with a word about it',
      ids: ['GU-5'],
      auth: ['guide', 'manager'],
      params: ofFollowUp,
      body: z.object({ version, as: z.enum(['done', 'closed']).default('done'), note }),
      response: followUp,
      errors: [...ofChange],
    },
    'POST /follow-ups/:followUpId/put-off': {
      summary: 'It is due at another time',
      ids: ['GU-5'],
      auth: ['guide', 'manager'],
      params: ofFollowUp,
      body: z.object({ version, dueAt: instant, note }),
      response: followUp,
      errors: [...ofChange, 'due_invalid'],
    },
    'POST /follow-ups/:followUpId/hand-over': {
      summary: 'A manager gives it to another guide of the store',
      ids: ['GU-5'],
      auth: 'manager',
      params: ofFollowUp,
      body: z.object({ version, guideId, note }),
      response: followUp,
      errors: [...ofChange, 'guide_not_here'],
    },
  },
})
