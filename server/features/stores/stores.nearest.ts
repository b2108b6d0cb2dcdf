const RAD = Math.PI / 180

/**
 * Points of the globe in order of latitude, for the few nearest to a place: walks away from its latitude to both sides
 * and ends where latitude alone is farther than the worst found. Exact, without an object per comparison.
 */
export interface Globe {
  /** Positions (in the list the globe was made of) of the points nearest to `[lng, lat]`, nearest first. */
  nearest: (from: readonly [number, number], limit: number) => number[]
}

export function globeOf(points: readonly (readonly [number, number])[]): Globe {
  const size = points.length
  const order = points.map((_, at) => at).sort((a, b) => points[a]![1] - points[b]![1])
  const ids = Int32Array.from(order)
  const lats = Float64Array.from(order, (at) => points[at]![1] * RAD)
  const on = (axis: (lng: number, lat: number) => number) =>
    Float64Array.from(order, (at) => axis(points[at]![0] * RAD, points[at]![1] * RAD))
  const xs = on((lng, lat) => Math.cos(lat) * Math.cos(lng))
  const ys = on((lng, lat) => Math.cos(lat) * Math.sin(lng))
  const zs = on((_, lat) => Math.sin(lat))

  /** The first point at or north of a latitude. */
  function northOf(lat: number): number {
    let [from, to] = [0, size]
    while (from < to) {
      const middle = (from + to) >> 1
      if (lats[middle]! < lat) from = middle + 1
      else to = middle
    }
    return from
  }

  function nearest([lngDegrees, latDegrees]: readonly [number, number], limit: number): number[] {
    const [lng, lat] = [lngDegrees * RAD, latDegrees * RAD]
    const [x, y, z] = [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)]
    const most = Math.min(limit, size)
    /** Squared chords, which order as distances do, with their points. */
    const chords = new Float64Array(most)
    const found: number[] = []
    let north = northOf(lat)
    let south = north - 1
    while (south >= 0 || north < size) {
      const toNorth = north < size ? lats[north]! - lat : Infinity
      const toSouth = south >= 0 ? lat - lats[south]! : Infinity
      const away = Math.min(toNorth, toSouth)
      // Not more than the squared chord of that difference of latitude.
      if (found.length === most && away * away * (1 - (away * away) / 12) >= chords[most - 1]!) break
      const at = toNorth < toSouth ? north++ : south--
      const chord = (xs[at]! - x) ** 2 + (ys[at]! - y) ** 2 + (zs[at]! - z) ** 2
      if (found.length === most && chord >= chords[most - 1]!) continue
      let place = found.length < most ? found.push(0) - 1 : most - 1
      for (; place > 0 && chords[place - 1]! > chord; place--) {
        chords[place] = chords[place - 1]!
        found[place] = found[place - 1]!
      }
      chords[place] = chord
      found[place] = ids[at]!
    }
    return found
  }
  return { nearest: (from, limit) => (limit > 0 && size > 0 ? nearest(from, limit) : []) }
}
