import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** The rows of an RFC 4180 file (plain or .gz) as objects by its header. */
export function readCsv(path) {
  const bytes = readFileSync(path)
  const [header, ...rows] = parseCsv((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
  return rows.map(row => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])))
}

function parseCsv(text) {
  const rows = []
  let row = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}

/** RFC 4180 text of objects, with the header first. */
export function toCsv(columns, rows) {
  const quote = value => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const lines = rows.map(row => columns.map(column => quote(String(row[column]))).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}
