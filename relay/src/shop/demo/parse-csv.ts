/**
 * CSV with a header line as one object per row (RFC 4180: quotes, doubled quotes, line breaks within quotes).
 * @throws Error naming the row when it does not have as many fields as the header.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...rows] = splitRows(text)
  if (!header) return []
  return rows.map((row, index) => {
    if (row.length !== header.length) {
      throw new Error(`row ${index + 2} has ${row.length} fields, the header ${header.length}`)
    }
    return Object.fromEntries(header.map((name, column) => [name, row[column] ?? '']))
  })
}

function splitRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  // One field at a time: quoted, or anything up to a comma or the end of the line; then what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const match = field.exec(text)
    if (!match) throw new Error(`a quote is not closed or out of place at character ${at}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') {
      if (field.lastIndex === text.length) row.push('')
      else continue
    }
    rows.push(row)
    row = []
  }
  return rows
}
