import { implement } from '../../kernel/router'
import { attributionsContract } from './attributions.contract'
import { attributionsFor, numbersOf, storeNumbers, storeSales, storeSalesOf } from './attributions.service'

export const attributionsFeature = implement(attributionsContract, {
  'GET /me/numbers': ({ caller }) => numbersOf(caller),
  'GET /me/store-numbers': ({ caller }) => storeNumbers(caller.storeId),
  'GET /console/store-sales': ({ caller, query }) => storeSales(caller, query.period),
  'GET /console/stores/:storeId/sales': ({ params, caller, query }) =>
    storeSalesOf(params.storeId, caller, query.period),
  'GET /customers/:externalUserId/attributions': ({ params, caller }) =>
    attributionsFor(params.externalUserId, caller),
})
