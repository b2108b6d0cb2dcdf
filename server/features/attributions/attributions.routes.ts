import { implement } from '../../kernel/router'
import { attributionsContract } from './attributions.contract'
import { attributionsFor, numbersOf, storeNumbers } from './attributions.service'

export const attributionsFeature = implement(attributionsContract, {
  'GET /me/numbers': ({ caller }) => numbersOf(caller),
  'GET /me/store-numbers': ({ caller }) => storeNumbers(caller),
  'GET /customers/:externalUserId/attributions': ({ params, caller }) =>
    attributionsFor(params.externalUserId, caller),
})
