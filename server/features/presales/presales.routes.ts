import { implement } from '../../kernel/router'
import { presalesContract } from './presales.contract'
import { listPresales, offerPresale, presaleById, withdrawPresale } from './presales.service'

export const presalesFeature = implement(presalesContract, {
  'GET /presales': ({ query }) => listPresales(query.spuId),
  'GET /presales/:presaleId': ({ params }) => presaleById(params.presaleId),
  'POST /presales': ({ body }) => offerPresale(body),
  'POST /presales/:presaleId/withdraw': ({ params }) => withdrawPresale(params.presaleId),
})
