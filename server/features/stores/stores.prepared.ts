import { isWay, nearbyStore } from './stores.contract'
import { nearestFew, storeDirectory, summarise } from './stores.directory'
import type { LocationDoc } from './stores.model'
import { distanceBetween } from './stores.rules'

const MINUTE = 60_000
/** Points of which the nearest stores are kept: phones ask from the same place every second. */
const MOST_KEPT = 4000
const MOST_LINES_KEPT = 50

/**
 * The stores nearest to a point, nearest first, as lines of a prepared list. A line is `,{"store":{…}` with the
 * store's summary and distance as checked JSON; what is said of the store and the closing brace follow.
 */
export interface NearLines {
  ids: string[]
  line: (at: number) => Buffer
}

let minute = 0
let heads = new Map<LocationDoc, Buffer>()
let kept = new Map<string, NearLines>()
let keptOf: unknown

/** Hours begin and end on whole minutes, so what was made stays true for its minute and its directory. */
function forgetWhatChanged(directory: unknown, at: Date): void {
  const current = Math.floor(at.getTime() / MINUTE)
  if (current === minute && directory === keptOf) return
  minute = current
  keptOf = directory
  heads = new Map()
  kept = new Map()
}

/** A store's summary as checked JSON up to where the distance follows. */
function headOf(store: LocationDoc, at: Date): Buffer {
  const held = heads.get(store)
  if (held) return held
  const shown = { ...summarise(store, undefined, at), services: store.services.filter(isWay) }
  const summary = JSON.stringify(nearbyStore.parse(shown))
  const head = Buffer.from(`,{"store":${summary.slice(0, -1)},"distance":`)
  heads.set(store, head)
  return head
}

/** The `limit` stores nearest to a point, of which at most some are remembered with their lines. */
export async function linesNear(from: [number, number], limit: number, at: Date): Promise<NearLines> {
  const directory = await storeDirectory()
  forgetWhatChanged(directory, at)
  const key = `${from[0]},${from[1]},${limit}`
  const held = kept.get(key)
  if (held) return held
  const stores = nearestFew(directory, from, limit)
  const lines: Buffer[] = []
  const lineOf = (store: LocationDoc) =>
    Buffer.concat([headOf(store, at), Buffer.from(`${distanceBetween(from, store.position)}}`)])
  const near: NearLines = {
    ids: stores.map((it) => it._id),
    line: (place) => (lines[place] ??= lineOf(stores[place] as LocationDoc)),
  }
  if (limit <= MOST_LINES_KEPT && kept.size < MOST_KEPT) kept.set(key, near)
  return near
}
