import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant, page } from '../../kernel/shapes'

/** `refuse` is not sent; `warn` is sent once the guide is sure. Both are told to the store's manager. */
const level = z.enum(['refuse', 'warn'])
/** Where it was about to be said: into a chat, by a mass message, in a script, or as a group's welcome. */
export const saidWhere = z.enum(['chat', 'mass', 'moment', 'script', 'groupWelcome', 'bag'])

const word = z.string().trim().min(1).max(20)
const wordList = { refuse: z.array(word).max(500), warn: z.array(word).max(500) }

const hit = z.object({
  id: id('whi'),
  guideName: z.string(),
  where: saidWhere,
  whereText: z.string(),
  words: z.array(z.string()),
  level,
  /** Sent although it was warned of. */
  isSent: z.boolean(),
  /** What stands around the words. */
  excerpt: z.string(),
  at: instant,
})

/** For the contracts of what guides send. */
export const wordErrors = {
  words_refused: { status: 422, text: '里面有不能对顾客说的话，请改一下再发' },
} as const

export const wordChecksContract = contract({
  tag: 'Word checks 敏感词',
  errors: {
    ...wordErrors,
    words_warned: { status: 409, text: '里面有容易出问题的话，会告诉店长；确定要发就再点一次' },
    word_list_changed: { status: 409, text: '刚刚有人改过词表，请刷新后再改' },
    word_list_forbidden: { status: 403, text: '词表由总部来定' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'POST /word-checks': {
      summary: 'Whether a guide may say this to customers; asked before it goes into a chat',
      ids: ['GU-6b', 'GU-3'],
      auth: ['guide', 'manager'],
      body: z.object({
        text: z.string().min(1).max(4000),
        /** The guide was warned and sends it all the same. */
        isSure: z.boolean().default(false),
      }),
      errors: ['words_refused', 'words_warned'],
    },
    'GET /staff/word-hits': {
      summary: 'What guides of the own store were about to say, newest first',
      ids: ['GU-6b'],
      auth: 'manager',
      query: z.object(page),
      response: z.object({ hits: z.array(hit), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /console/word-list': {
      summary: 'The chain’s words',
      ids: ['GU-6b', 'OP-2'],
      auth: ['operator', 'machine'],
      response: z.object({ ...wordList, version: z.int(), mayChange: z.boolean() }),
    },
    'PUT /console/word-list': {
      summary: 'Changes the chain’s words',
      ids: ['GU-6b', 'OP-2'],
      auth: ['operator', 'machine'],
      body: z.object({ ...wordList, version: z.int().min(0).max(1_000_000) }),
      response: z.object({ ...wordList, version: z.int(), mayChange: z.boolean() }),
      errors: ['word_list_changed', 'word_list_forbidden'],
    },
  },
})
