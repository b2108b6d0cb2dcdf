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

/** Where a page of a list by time ended: the last row's instant and id. */
export interface Mark {
  at: Date
  id: string
}

export const writeMark = ({ at, id }: Mark): string => writeCursor([at.getTime(), id])

/** The mark a cursor holds, or undefined when it is not one of ours. */
export function readMark(cursor: string): Mark | undefined {
  const value = readCursor(cursor)
  const [time, id] = Array.isArray(value) ? (value as unknown[]) : []
  const at = new Date(typeof time === 'number' ? time : NaN)
  return Number.isNaN(at.getTime()) || typeof id !== 'string' ? undefined : { at, id }
}

/**
 * The part of a filter that goes on behind a mark, in a list by `field` and then id: newest first, or with `$gt` oldest
 * first. Without a mark it asks nothing.
 */
export const behind = (
  field: string,
  mark: Mark | undefined,
  than: '$lt' | '$gt' = '$lt',
): { $or?: Record<string, unknown>[] } =>
  mark ? { $or: [{ [field]: { [than]: mark.at } }, { [field]: mark.at, _id: { [than]: mark.id } }] } : {}

/**
 * A page of a list by time and id. One row more than it shows is read, to know whether there are others.
 * @param read so many rows behind a mark, in the order of the list
 * @param at where a row stands in time
 * @returns its rows and the mark to go on with; undefined for a cursor that is none of ours
 */
export async function readPage<T extends { _id: string }>(
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  read: (after: Mark | undefined, count: number) => Promise<T[]>,
  at: (row: T) => Date,
): Promise<{ rows: T[]; more: { next?: string } } | undefined> {
  const after = cursor === undefined ? undefined : readMark(cursor)
  if (cursor !== undefined && !after) return undefined
  const found = await read(after, limit + 1)
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, more: last ? { next: writeMark({ at: at(last), id: last._id }) } : {} }
}
