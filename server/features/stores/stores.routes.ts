import { implement } from '../../kernel/router'
import { storesContract } from './stores.contract'
import { describeStore, findStores, listCities, storeCodeImage, storeOfScene } from './stores.service'

/** A point when both coordinates were given. */
const point = ({ lng, lat }: { lng?: number; lat?: number }): [number, number] | undefined =>
  lng === undefined || lat === undefined ? undefined : [lng, lat]

export const storesFeature = implement(storesContract, {
  'GET /stores': ({ query }) => findStores({ ...query, from: point(query) }),
  'GET /stores/cities': async () => ({ cities: await listCities() }),
  'GET /stores/scene': async ({ query }) => ({ store: await storeOfScene(query.scene, point(query)) }),
  'GET /stores/:storeId': ({ params, query }) => describeStore(params.storeId, point(query)),
  'GET /stores/:storeId/wxacode': ({ params }) => storeCodeImage(params.storeId),
})
