import type { Api } from '../../../server/api'

export type ProductCard = Api['GET /products']['response']['products'][number]
export type ProductDetail = Api['GET /products/:spuId']['response']
export type Sku = ProductDetail['skus'][number]
export type Category = Api['GET /categories']['response']['categories'][number]
export type Review = Api['GET /products/:spuId/reviews']['response']['reviews'][number]
export type StockLine = Omit<Api['GET /stock/levels']['response']['levels'][number], 'skuId'>
