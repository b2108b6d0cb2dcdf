import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id } from '../../kernel/shapes'
import { wordErrors } from '../wordChecks/wordChecks.contract'

export const scriptId = id('scr')
const ofScript = z.object({ scriptId })

export const scriptCategory = z.enum(['greeting', 'goods', 'visit', 'service', 'winBack'])

const words = {
  title: z.string().trim().min(1).max(20),
  category: scriptCategory,
  /** With `{顾客}`, `{导购}`, `{门店}` where names go. */
  text: z.string().trim().min(1).max(500),
}

const script = z.object({
  id: scriptId,
  title: z.string(),
  category: scriptCategory,
  text: z.string(),
  /** The caller's own, to be changed; others are the chain's. */
  isMine: z.boolean(),
  isFavourite: z.boolean(),
  /** How often it was sent by anybody. */
  used: z.int(),
})

export const scriptsContract = contract({
  tag: 'Scripts 话术',
  errors: {
    script_not_found: { status: 404, text: '没有这条话术，可能已被删掉' },
    script_not_yours: { status: 403, text: '总部的话术不能改，可以复制成自己的' },
    script_limit: { status: 409, text: '自己的话术最多 100 条，先删几条不用的' },
    ...wordErrors,
  },
  routes: {
    'GET /scripts': {
      summary: 'Scripts a guide can say: favourites first, then what is said most; searched by words',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      query: z.object({ q: z.string().trim().max(40).optional(), category: scriptCategory.optional() }),
      response: z.object({ scripts: z.array(script) }),
    },
    'POST /scripts': {
      summary: 'Adds a script of the caller’s own. The same key again is the same script',
      ids: ['GU-3', 'GU-8'],
      auth: ['guide', 'manager'],
      body: z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/), ...words }),
      response: script,
      errors: ['script_limit', 'words_refused'],
    },
    'PUT /scripts/:scriptId': {
      summary: 'Changes a script of the caller’s own',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofScript,
      body: z.object(words),
      response: script,
      errors: ['script_not_found', 'script_not_yours', 'words_refused'],
    },
    'DELETE /scripts/:scriptId': {
      summary: 'Deletes a script of the caller’s own',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofScript,
      errors: ['script_not_found', 'script_not_yours'],
    },
    'PUT /scripts/:scriptId/favourite': {
      summary: 'Puts a script among the caller’s favourites, or takes it out',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofScript,
      body: z.object({ on: z.boolean() }),
      response: script,
      errors: ['script_not_found'],
    },
    'POST /scripts/:scriptId/used': {
      summary: 'It was put into a chat',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofScript,
      errors: ['script_not_found'],
    },
  },
})
