import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { stockChange, type rowResult } from './inventory.contract'
import { applyFeed, fail, summary } from './inventory.changes'

const COLUMNS = ['key', 'skuId', 'barcode', 'locationId', 'kind', 'quantity', 'reason'] as const
const REQUIRED = ['key', 'locationId', 'kind', 'quantity'] as const
const MAX_ROWS = 20_000

interface CsvRow {
  /** As spreadsheets count: the heading is row 1, empty rows count. */
  row: number
  cells: Record<string, string>
  /** More or fewer cells than the heading has. */
  isRagged: boolean
}

function parseCsv(text: string): string[][] {
  try {
    return parse(text, { bom: true, trim: true, relax_column_count: true, skip_empty_lines: false })
  } catch (error) {
    throw fail('csv_invalid', { problem: error instanceof Error ? error.message : String(error) })
  }
}

function readRows(text: string): CsvRow[] {
  const [heading = [], ...records] = parseCsv(text)
  const missing = REQUIRED.filter((it) => !heading.includes(it))
  if (missing.length) throw fail('csv_invalid', { missing, columns: COLUMNS })
  const rows = records
    .map((record, at) => ({
      row: at + 2,
      cells: Object.fromEntries(heading.map((name, column) => [name, record[column] ?? ''])),
      isRagged: record.length !== heading.length,
      isEmpty: record.every((cell) => !cell),
    }))
    .filter((it) => !it.isEmpty)
  if (!rows.length || rows.length > MAX_ROWS) throw fail('csv_invalid', { rows: rows.length, most: MAX_ROWS })
  return rows
}

const wholeNumber = /^[+-]?\d{1,9}$/

/** A row as a change, or what is wrong with it. */
function changeOfRow({
  cells,
  isRagged,
}: CsvRow): { change: z.output<typeof stockChange> } | { problem: string } {
  if (isRagged) return { problem: 'the row has more or fewer cells than the heading' }
  const given = Object.fromEntries(COLUMNS.filter((it) => cells[it]).map((it) => [it, cells[it]]))
  const { quantity = '' } = given
  if (!wholeNumber.test(quantity)) return { problem: 'quantity: must be a whole number' }
  const parsed = stockChange.safeParse({ ...given, quantity: Number(quantity) })
  if (parsed.success) return { change: parsed.data }
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' }
  return { problem: `${path.join('.')}: ${message}` }
}

/**
 * Applies a CSV feed (IN-6): a line that cannot be read is refused by itself, the others are applied. Rows are
 * numbered as in the file, the heading being row 1.
 * @throws csv_invalid when the file as a whole cannot be read
 */
export async function applyCsv(text: string, source: string) {
  const bad: z.infer<typeof rowResult>[] = []
  const good: { row: number; change: z.output<typeof stockChange> }[] = []
  for (const it of readRows(text)) {
    const read = changeOfRow(it)
    if ('change' in read) good.push({ row: it.row, change: read.change })
    else
      bad.push({
        row: it.row,
        ...(it.cells.key ? { key: it.cells.key } : {}),
        outcome: 'refused',
        code: 'row_invalid',
        message: read.problem,
      })
  }
  const applied = await applyFeed(
    good.map((it) => it.change),
    source,
  )
  const rows = [...bad, ...applied.rows.map((it, at) => ({ ...it, row: good[at]?.row ?? it.row }))]
  return summary(rows.sort((a, b) => a.row - b.row))
}
