import { implement } from '../../kernel/router'
import { catalogContract } from './catalog.contract'
import {
  findProducts,
  getProduct,
  listCategories,
  listReviews,
  productOfBarcode,
  suggestWords,
} from './catalog.service'

export const catalogFeature = implement(catalogContract, {
  'GET /categories': async () => ({ categories: await listCategories() }),
  'GET /products': ({ query }) => findProducts(query),
  'GET /products/suggestions': async ({ query }) => ({ words: await suggestWords(query.q) }),
  'GET /products/:spuId': ({ params }) => getProduct(params.spuId),
  'GET /products/:spuId/reviews': ({ params, query }) => listReviews(params.spuId, query.cursor, query.limit),
  'GET /barcodes/:barcode': ({ params }) => productOfBarcode(params.barcode),
})
