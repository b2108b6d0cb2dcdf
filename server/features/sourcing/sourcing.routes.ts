import { implement } from '../../kernel/router'
import { sourcingContract } from './sourcing.contract'
import { storesForBasket } from './sourcing.service'

export const sourcingFeature = implement(sourcingContract, {
  'POST /baskets/stores': ({ body }) => storesForBasket(body),
})
