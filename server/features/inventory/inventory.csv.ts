import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { stockChange, type rowResult } from './inventory.contract'
import { applyFeed, fail, summary } from './inventory.changes'

const COLUMNS = ['key', 'skuId', 'barcode', 'locationId', 'kind', 'quantity', 'reason'] as const
const REQUIRED = ['key', 'locationId', 'kind', 'quantity'] as const
const MAX_ROWS = 20_000

function readRows(text: string): Record<string, string>[] {
  try {
    const rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Record<
      string,
      string
    >[]
    if (!rows.length || rows.length > MAX_ROWS)
      throw fail('csv_invalid', { rows: rows.length, most: MAX_ROWS })
    const missing = REQUIRED.filter((it) => !(it in (rows[0] ?? {})))
    if (missing.length) throw fail('csv_invalid', { missing, columns: COLUMNS })
    return rows
  } catch (error) {
    if (error instanceof Error && 'refusal' in error) throw error
    throw fail('csv_invalid', { problem: error instanceof Error ? error.message : String(error) })
  }
}

/**
 * Applies a CSV feed (IN-6): a line that cannot be read is refused by itself, the others are applied. Rows are
 * numbered as in the file, the heading being row 1.
 * @throws csv_invalid when the file as a whole cannot be read
 */
export async function applyCsv(text: string, source: string) {
  const bad: z.infer<typeof rowResult>[] = []
  const good: { row: number; change: z.output<typeof stockChange> }[] = []
  readRows(text).forEach((cells, at) => {
    const row = at + 2
    const present = Object.fromEntries(
      COLUMNS.filter((it) => cells[it]).map((it) => [it, it === 'quantity' ? Number(cells[it]) : cells[it]]),
    )
    const parsed = stockChange.safeParse(present)
    if (parsed.success) good.push({ row, change: parsed.data })
    else {
      const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' }
      bad.push({
        row,
        ...(cells.key ? { key: cells.key } : {}),
        outcome: 'refused',
        code: 'row_invalid',
        message: `${path.join('.')}: ${message}`,
      })
    }
  })
  const applied = await applyFeed(
    good.map((it) => it.change),
    source,
  )
  const rows = [...bad, ...applied.rows.map((it, at) => ({ ...it, row: good[at]?.row ?? it.row }))]
  return summary(rows.sort((a, b) => a.row - b.row))
}
