import type { ServerKind } from './servers/measured-server.ts'

/** One line of the report: a figure of each server that it was measured on. */
export interface Figure {
  readonly name: string
  readonly unit: '/s' | 'ms' | 's' | 'MB' | 'KB' | 'bytes' | 'µs' | '%'
  readonly values: Readonly<Partial<Record<ServerKind, number>>>
  /** What ours must be, by itself or beside another. */
  readonly target?: Target
}

/** `ratio`: ours divided by the other's (for durations: the other's divided by ours), so that more is better. */
export type Target =
  | { readonly kind: 'ratio'; readonly to: ServerKind; readonly atLeast: number }
  | { readonly kind: 'bound'; readonly atMost: number }

const KINDS: readonly ServerKind[] = ['evertill', 'y-websocket', 'hocuspocus']
const MORE_IS_BETTER = new Set<Figure['unit']>(['/s'])

/** How many times better ours is than the other's; undefined when either was not measured. */
export function ratioTo(figure: Figure, other: ServerKind): number | undefined {
  const ours = figure.values.evertill
  const theirs = figure.values[other]
  // A share is no merit of either.
  if (ours === undefined || theirs === undefined || figure.unit === '%') return undefined
  return MORE_IS_BETTER.has(figure.unit) ? ours / theirs : theirs / ours
}

/** Whether the target is met; undefined without a target, or without the figures for it. */
export function meetsTarget(figure: Figure): boolean | undefined {
  const { target } = figure
  const ours = figure.values.evertill
  if (target === undefined || ours === undefined) return undefined
  if (target.kind === 'bound') return ours <= target.atMost
  const ratio = ratioTo(figure, target.to)
  return ratio === undefined ? undefined : ratio >= target.atLeast
}

/** The figures as text lines in columns. A ratio above 1 says that ours is better. */
export function formatTable(figures: readonly Figure[]): string {
  const header = ['', ...KINDS, '× y-websocket', '× hocuspocus', 'wanted', '']
  const rows = figures.map(figure => [
    figure.name,
    ...KINDS.map(kind => format(figure.values[kind], figure.unit)),
    formatRatio(ratioTo(figure, 'y-websocket')),
    formatRatio(ratioTo(figure, 'hocuspocus')),
    formatTarget(figure),
    { true: 'ok', false: 'MISSED', undefined: '' }[String(meetsTarget(figure)) as 'true'],
  ])
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(header), ...rows.map(line)].join('\n')
}

function formatTarget({ target, unit }: Figure): string {
  if (target === undefined) return ''
  if (target.kind === 'bound') return `≤ ${format(target.atMost, unit)}`
  return `≥ ${target.atLeast}× ${target.to}`
}

function format(value: number | undefined, unit: Figure['unit']): string {
  if (value === undefined) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toFixed(digits)}${unit === '/s' ? '' : ' '}${unit}`
}

function formatRatio(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${ratio.toFixed(2)}`
}

/** The value that this share (0 to 1) of the samples does not exceed: nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}
