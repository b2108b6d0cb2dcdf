import { isWay, nearbyStore } from './stores.contract'
import { summarise } from './stores.directory'
import type { LocationDoc } from './stores.model'
import { distanceBetween } from './stores.rules'

const MINUTE = 60_000
const heads = new Map<LocationDoc, Buffer>()
let headsOfMinute = 0

/**
 * A store's summary as checked JSON, with the words around it, up to where the distance follows. Kept for the minute
 * it was made in, for hours begin and end on whole minutes; a store that was changed is another object.
 */
function headOf(store: LocationDoc, at: Date): Buffer {
  const minute = Math.floor(at.getTime() / MINUTE)
  if (minute !== headsOfMinute) heads.clear()
  headsOfMinute = minute
  const held = heads.get(store)
  if (held) return held
  const shown = { ...summarise(store, undefined, at), services: store.services.filter(isWay) }
  const summary = JSON.stringify(nearbyStore.parse(shown))
  const head = Buffer.from(`,{"store":${summary.slice(0, -1)},"distance":`)
  heads.set(store, head)
  return head
}

/**
 * Adds `,{"store":{…}` to the parts of a prepared list, without the comma at its beginning: a store's summary with its
 * distance from a point. What is said of the store and the closing brace follow.
 */
export function pushStore(
  parts: (Buffer | string)[],
  store: LocationDoc,
  from: [number, number],
  at: Date,
  isFirst: boolean,
): void {
  const head = headOf(store, at)
  parts.push(isFirst ? head.subarray(1) : head, `${distanceBetween(from, store.position)}}`)
}
