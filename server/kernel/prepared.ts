/** Answers are cut from one piece of memory after the other, which is far cheaper than a piece for each. */
const SLAB = 1 << 20
let slab = Buffer.alloc(0)
let used = 0

function room(size: number): Buffer {
  if (size > SLAB >> 2) return Buffer.allocUnsafe(size)
  if (used + size > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB)
    used = 0
  }
  const piece = slab.subarray(used, used + size)
  used += size
  return piece
}

/**
 * An answer as JSON bytes, joined from parts that were checked against the contract when they were made. For routes
 * whose contract says `prepared`: asked thousands of times a second, with answers made of a few texts that stay the
 * same for a while, they need no new check, serialising and encoding each time. Tests check every such answer whole.
 */
export class Prepared {
  readonly bytes: Buffer

  /** Strings among the parts must be ASCII (ids, numbers, instants, JSON's own signs). */
  constructor(parts: readonly (Buffer | string)[]) {
    let size = 0
    for (const it of parts) size += it.length
    this.bytes = room(size)
    let at = 0
    for (const it of parts) {
      if (typeof it === 'string') this.bytes.write(it, at, 'latin1')
      else this.bytes.set(it, at)
      at += it.length
    }
  }
}
