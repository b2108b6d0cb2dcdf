import Taro from '@tarojs/taro'
import { platform } from '../platform'
import type { LngLat, LocateFailure } from '../platform/platform'
import { shared } from '../api/shared'

/** Where the shopper looks for stores: where they are, or a city they chose. */
export type Place =
  | { kind: 'locating' }
  | { kind: 'located'; position: LngLat }
  | { kind: 'city'; name: string; position: LngLat }
  | { kind: 'nowhere'; why: LocateFailure }

export interface City {
  name: string
  position: LngLat
}

const CHOSEN = 'city'
const RECENT = 'recentCities'
const stored = Taro.getStorageSync<City | ''>(CHOSEN)

/** A chosen city is remembered until the shopper asks to be located again. */
export const place = shared<Place>(stored ? { kind: 'city', ...stored } : { kind: 'locating' })
/** Why the last asking for the position failed; undefined when it did not. */
export const locateFailure = shared<LocateFailure | undefined>(undefined)

let asking: Promise<boolean> | undefined
/** Asks for the position; true when it came. Without it a chosen city stays, else there is no place. */
export const locate = (): Promise<boolean> =>
  (asking ??= platform
    .locate()
    .then(
      (position) => {
        Taro.removeStorageSync(CHOSEN)
        locateFailure.set(undefined)
        place.set({ kind: 'located', position })
        return true
      },
      (why: LocateFailure) => {
        locateFailure.set(why)
        if (place.get().kind !== 'city') place.set({ kind: 'nowhere', why })
        return false
      },
    )
    .finally(() => (asking = undefined)))

/** Asks once per launch, unless a city was chosen before. */
export const locateAtLaunch = (): void => {
  if (place.get().kind === 'locating') void locate()
}

export const recentCities = (): City[] => Taro.getStorageSync<City[] | ''>(RECENT) || []

export const chooseCity = (city: City): void => {
  const { name, position } = city
  Taro.setStorageSync(CHOSEN, { name, position })
  Taro.setStorageSync(
    RECENT,
    [{ name, position }, ...recentCities().filter((it) => it.name !== name)].slice(0, 3),
  )
  place.set({ kind: 'city', name, position })
}

/** Position to ask the server with; for a city its centre. */
export const pointOf = (it: Place): { lng: number; lat: number } | undefined =>
  it.kind === 'located' || it.kind === 'city' ? { lng: it.position[0], lat: it.position[1] } : undefined

/** How to ask for stores here: by distance from the shopper, or those of the city. */
export const storeQueryOf = (it: Place): { lng?: number; lat?: number; city?: string } =>
  it.kind === 'city' ? { city: it.name } : (pointOf(it) ?? {})

/** Only a real position makes a distance worth showing. */
export const hasDistance = (it: Place): boolean => it.kind === 'located'

export const keyOf = (it: Place): string =>
  it.kind === 'located' || it.kind === 'city' ? `${it.kind}:${it.position.join()}` : it.kind

/** Asks again on the shopper's wish; after a refusal through the system's settings, where there are any. */
export const locateAgain = async (): Promise<boolean> => {
  if (await locate()) return true
  const granted = locateFailure.get() === 'refused' && (await platform.openSettings().catch(() => false))
  if (granted && (await locate())) return true
  void Taro.showToast({ title: LOCATE_FAILED[locateFailure.get() ?? 'unavailable'], icon: 'none' })
  return false
}

export const LOCATE_FAILED: Record<LocateFailure, string> = {
  refused: '没有位置权限，可以先选一座城市',
  unavailable: '暂时定位不到，可以先选一座城市',
}
