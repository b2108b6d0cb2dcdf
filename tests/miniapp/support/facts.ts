import type { Api } from '../../../server/api'

type Key = 'GET /stores' | 'GET /stores/:storeId/stock' | 'GET /products/:spuId' | 'GET /stock/nearby'

const read = async <K extends Key>(origin: string, path: string): Promise<Api[K]['response']> => {
  const answer = await fetch(`${origin}/api${path}`)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return (await answer.json()) as Api[K]['response']
}

export type Facts = Awaited<ReturnType<typeof factsOf>>

/** What a server says about the place of a shopper: what the pages have to show, whichever server it is. */
export const factsOf = async (origin: string, [lng, lat]: [number, number]) => {
  const { stores, total } = await read<'GET /stores'>(origin, `/stores?lng=${lng}&lat=${lat}&limit=20`)
  const [nearest, second] = stores
  if (!nearest || !second) throw new Error('the server knows fewer than two stores')
  const { items } = await read<'GET /stores/:storeId/stock'>(origin, `/stores/${nearest.id}/stock?limit=10`)
  const product = items[0]?.product
  if (!product) throw new Error('the nearest store has no goods')
  const detail = await read<'GET /products/:spuId'>(origin, `/products/${product.id}`)
  return { nearest, second, total, product, detail }
}
