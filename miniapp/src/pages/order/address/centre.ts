import type { LngLat } from '../../../platform/platform'
import { call } from '../../../api/call'

const bare = (name: string): string => name.trim().replace(/市$/, '')

/** The centre of a city that has stores: what is known of a place where no map can be asked. */
export const centreOf = async (city: string): Promise<LngLat | undefined> => {
  const { cities } = await call('GET /stores/cities')
  return cities.find((it) => bare(it.name) === bare(city))?.position
}
