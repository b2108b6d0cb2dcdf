import { implement } from '../../kernel/router'
import { inventoryContract } from './inventory.contract'
import {
  applyCsv,
  applyFeed,
  changeByStaff,
  ledgerOf,
  stockForStaff,
  stockLevels,
  stockNearby,
  stockOfStore,
  stockRecordOf,
} from './inventory.service'

export const inventoryFeature = implement(inventoryContract, {
  'GET /stock/nearby': ({ query }) => stockNearby(query),
  'GET /stock/levels': ({ query }) => stockLevels(query.storeId, query.skuIds),
  'GET /stores/:storeId/stock': ({ params, query }) => stockOfStore(params.storeId, query),
  'GET /staff/stock/:skuId': ({ params, caller }) => stockForStaff(params.skuId, caller.storeId),
  'GET /stock/:skuId/:locationId': ({ params }) => stockRecordOf(params.skuId, params.locationId),
  'GET /stock/:skuId/:locationId/ledger': ({ params, query }) =>
    ledgerOf(params.skuId, params.locationId, query.limit),
  'POST /stock/changes': ({ body, caller }) => applyFeed(body.changes, caller.name),
  'POST /stock/changes/csv': ({ raw, caller }) => applyCsv(raw, caller.name),
  'POST /stores/:storeId/stock/changes': ({ params, body, caller }) =>
    changeByStaff(params.storeId, body, caller),
})
