import Papa from 'papaparse'

/** A table as it stands in a file: every cell is text, nothing is interpreted. */
export interface CsvTable {
  readonly headers: readonly string[]
  readonly rows: readonly CsvRow[]
}

export interface CsvRow {
  /** The line of the file on which the row starts, from 1: what a person finds in a spreadsheet. */
  readonly line: number
  readonly cells: readonly string[]
}

export type CsvReading =
  | { readonly ok: true; readonly table: CsvTable }
  | {
      readonly ok: false
      readonly reason: 'empty' | 'only-a-header' | 'one-column' | 'not-text' | 'too-many-rows'
    }

/** Beyond this a browser tab has no room left for the preview; a file can be cut in two. */
export const MOST_ROWS = 200_000

/**
 * Reads comma, semicolon or tab separated text. The first line that is filled in more than one column is the header:
 * some exports put instructions above it.
 */
export function readCsv(text: string): CsvReading {
  // A zip (xlsx) or another binary file that was chosen by mistake.
  if (text.startsWith('PK\u0003\u0004') || text.includes('\u0000')) return { ok: false, reason: 'not-text' }
  const bare = text.replace(/^\uFEFF/, '')
  const records = Papa.parse<string[]>(bare, { delimiter: guessDelimiter(bare) }).data
  const filled = (cells: readonly string[]) => cells.filter(cell => cell.trim() !== '').length
  const start = records.findIndex(cells => filled(cells) > 1)
  if (start < 0) {
    return { ok: false, reason: records.some(cells => filled(cells) > 0) ? 'one-column' : 'empty' }
  }
  const headers = (records[start] ?? []).map(cell => cell.trim())
  const rows = numberRows(records, start, filled)
  if (rows.length === 0) return { ok: false, reason: 'only-a-header' }
  if (rows.length > MOST_ROWS) return { ok: false, reason: 'too-many-rows' }
  return { ok: true, table: { headers, rows } }
}

/**
 * The mark that parts the first rows into the most columns, most alike: in a list with decimal commas the header
 * has none, so the semicolon wins.
 */
function guessDelimiter(text: string): string {
  let best = { delimiter: ',', score: 1 }
  for (const delimiter of [',', ';', '\t', '|']) {
    const sample = Papa.parse<string[]>(text, { delimiter, preview: 20, skipEmptyLines: 'greedy' }).data
    const score = alikeColumns(sample)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The usual number of columns times the share of rows that have it. */
function alikeColumns(records: readonly string[][]): number {
  const frequency = new Map<number, number>()
  for (const { length } of records) frequency.set(length, (frequency.get(length) ?? 0) + 1)
  const [columns, rows] = [...frequency].sort(([a, x], [b, y]) => y - x || b - a)[0] ?? [1, 0]
  return records.length === 0 ? 0 : (columns * rows) / records.length
}

/** Rows after the header with the line each starts on; a quoted cell may hold line breaks of its own. */
function numberRows(
  records: readonly string[][],
  start: number,
  filled: (cells: readonly string[]) => number,
): CsvRow[] {
  const rows: CsvRow[] = []
  let line = 1
  records.forEach((cells, index) => {
    if (index > start && filled(cells) > 0) rows.push({ line, cells: cells.map(plainText) })
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
  })
  return rows
}

/**
 * A cell as its author meant it: without the `="00123"` by which spreadsheets keep leading zeros, and without the
 * apostrophe that exports put before a formula to defuse it. What remains is only ever shown as text.
 */
function plainText(cell: string): string {
  const trimmed = cell.trim()
  const kept = /^="([^"]*)"$/.exec(trimmed)
  if (kept !== null) return kept[1] ?? ''
  return /^'(?=[=+\-@0-9])/.test(trimmed) ? trimmed.slice(1) : trimmed
}
