/** A field of a CSV file: text of people, or a figure of ours, which may begin with a minus. */
export type CsvValue = string | { readonly figure: string | number }

/**
 * One line of a CSV file (RFC 4180), its end included. Text that a spreadsheet would take for a formula is made text
 * by an apostrophe (OWASP, "CSV Injection"): names are typed by people, and files are opened by accountants.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

function csvField(value: CsvValue): string {
  if (typeof value !== 'string') return String(value.figure)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
