/** A row of the table: what was measured, how often, and what was wanted. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 's' | 'bytes' | 'KB' | 'MB' | 'jobs'
  readonly samples: readonly number[]
  /** The bound, on the median or on the 95th percentile. */
  readonly bound: { readonly on: 'median' | 'p95'; readonly atMost: number }
  readonly note?: string
}

/** The value that this share (0 to 1) of the samples does not exceed: nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function meetsBound({ samples, bound }: Figure): boolean {
  return percentile(samples, bound.on === 'median' ? 0.5 : 0.95) <= bound.atMost
}

/** The figures as text lines in columns. */
export function formatTable(figures: readonly Figure[]): string {
  const header = ['figure', 'median', 'p95', 'samples', 'wanted', '']
  const rows = figures.map(figure => [
    figure.note === undefined ? figure.name : `${figure.name} (${figure.note})`,
    format(percentile(figure.samples, 0.5), figure.unit),
    format(percentile(figure.samples, 0.95), figure.unit),
    String(figure.samples.length),
    `${figure.bound.on} ≤ ${format(figure.bound.atMost, figure.unit)}`,
    meetsBound(figure) ? 'ok' : 'MISSED',
  ])
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return [line(header), ...rows.map(line)].join('\n')
}

function format(value: number, unit: Figure['unit']): string {
  if (Number.isNaN(value)) return '–'
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(value < 10 ? 2 : 1)} ${unit}`
}
