import type { Api } from '../../../server/api'

/** A 接龙 with its latest joiners (GB-2). */
export type Chain = Api['GET /chains/:chainId']['response']
/** One in a list. */
export type ChainCard = Api['GET /chains']['response']['chains'][number]
export type ChainLine = Chain['lines'][number]
/** The shopper's orders in a chain, and what they may still take. */
export type MyChain = Api['GET /chains/:chainId/mine']['response']
export type ChainWanted = { skuId: string; quantity: number }[]
export type ChainPreview = Api['POST /chains/:chainId/preview']['response']
