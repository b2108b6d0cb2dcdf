import { z } from 'zod'

/** A list over every page. */
export async function allPages<T>(
  ask: (cursor: { cursor?: string }) => Promise<{ rows: T[]; next_cursor: string }>,
): Promise<T[]> {
  const found: T[] = []
  for (let cursor = ''; ;) {
    const { rows, next_cursor } = await ask(cursor ? { cursor } : {})
    found.push(...rows)
    cursor = next_cursor
    if (!cursor) return found
  }
}
export const cursorShape = { next_cursor: z.string().default('') }
