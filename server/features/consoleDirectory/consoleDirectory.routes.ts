import { implement } from '../../kernel/router'
import { consoleDirectoryContract } from './consoleDirectory.contract'
import { guidesWithin, skusFor, storesWithin } from './consoleDirectory.service'

export const consoleDirectoryFeature = implement(consoleDirectoryContract, {
  'GET /console/stores': ({ query, caller }) => storesWithin(query, caller),
  'GET /console/guides': ({ query, caller }) => guidesWithin(query, caller),
  'GET /console/skus': ({ query }) => skusFor(query),
})
