import { implement } from '../../kernel/router'
import { glancesContract } from './glances.contract'
import { glance } from './glances.service'

export const glancesFeature = implement(glancesContract, {
  'GET /customers/:externalUserId/glance': ({ params, caller }) => glance(params.externalUserId, caller),
})
