import { implement } from '../../kernel/router'
import { chainsContract } from './chains.contract'
import { chainById, openChains } from './chains.service'

export const chainsFeature = implement(chainsContract, {
  'GET /chains': ({ query }) => openChains(query),
  'GET /chains/:chainId': ({ params }) => chainById(params.chainId),
})
