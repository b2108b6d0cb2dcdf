import { implement } from '../../kernel/router'
import { alertsContract } from './alerts.contract'
import { alertsOf, setThreshold } from './alerts.service'

export const alertsFeature = implement(alertsContract, {
  'GET /stores/:storeId/alerts': ({ params, query, caller }) => alertsOf(params.storeId, query, caller),
  'PUT /stores/:storeId/thresholds/:skuId': ({ params, body, caller }) =>
    setThreshold(params, body.threshold, caller),
})
