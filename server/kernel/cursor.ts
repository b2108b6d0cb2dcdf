/** Opaque paging marks: base64url of a small JSON value. */
export const writeCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url')

/** The value of a mark, or undefined when it is not one of ours. */
export function readCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** An offset mark: whole number of at least 0. */
export function readOffset(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return 0
  const value = readCursor(cursor)
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}
