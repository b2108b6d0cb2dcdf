import type { LngLat } from '../platform/platform'

/** Compass bearing from one point to another in degrees, 0 = north, clockwise. */
export const bearing = ([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number => {
  const rad = Math.PI / 180
  const y = Math.sin((lng2 - lng1) * rad) * Math.cos(lat2 * rad)
  const x =
    Math.cos(lat1 * rad) * Math.sin(lat2 * rad) -
    Math.sin(lat1 * rad) * Math.cos(lat2 * rad) * Math.cos((lng2 - lng1) * rad)
  return (Math.atan2(y, x) / rad + 360) % 360
}

const WORDS = ['正北', '东北', '正东', '东南', '正南', '西南', '正西', '西北'] as const
export const bearingText = (degrees: number): string => WORDS[Math.round(degrees / 45) % 8] ?? '正北'
