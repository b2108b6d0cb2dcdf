import { implement } from '../../kernel/router'
import { wordChecksContract } from './wordChecks.contract'
import { changeWordList, checkWords, hits, wordList } from './wordChecks.service'

export const wordChecksFeature = implement(wordChecksContract, {
  'POST /word-checks': ({ body, caller }) => checkWords(body, caller),
  'GET /staff/word-hits': ({ query, caller }) => hits(query, caller),
  'GET /console/word-list': ({ caller }) => wordList(caller),
  'PUT /console/word-list': ({ body, caller, ctx }) =>
    changeWordList(body, caller, String(ctx.state.requestId)),
})
