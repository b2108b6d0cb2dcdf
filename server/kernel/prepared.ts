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
    this.bytes = Buffer.allocUnsafe(size)
    let at = 0
    for (const it of parts) {
      if (typeof it === 'string') this.bytes.write(it, at, 'latin1')
      else this.bytes.set(it, at)
      at += it.length
    }
  }
}
