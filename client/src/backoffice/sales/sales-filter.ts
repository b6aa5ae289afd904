import { businessDay, type StoreId } from '@evertill/crdt-model'
import type { QueryValues } from '../../api/with-query.ts'

/** Which sales are shown. An empty text filters nothing. */
export interface SalesFilter {
  readonly receipt: string
  readonly store: string
  readonly till: string
  readonly cashier: string
  /** First and last business day, `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
}

/** A range of days that is one tap away. */
export const RANGES = ['today', 'week', 'month', 'all'] as const
export type Range = (typeof RANGES)[number]

const DAY_MS = 86_400_000
const DAYS: { readonly [Name in Exclude<Range, 'all'>]: number } = { today: 1, week: 7, month: 30 }

/** The first day of a range that ends today, or empty for all there is. */
export function startOf(range: Range, nowMs: number, offsetMinutes: number): string {
  return range === 'all' ? '' : businessDay(nowMs - (DAYS[range] - 1) * DAY_MS, offsetMinutes)
}

/** The range that a filter's days are, if they are one. */
export function rangeOf(filter: SalesFilter, nowMs: number, offsetMinutes: number): Range | undefined {
  if (filter.to !== '') return undefined
  return RANGES.find(range => startOf(range, nowMs, offsetMinutes) === filter.from)
}

/** What a person sees first: the last seven days. */
export function firstFilter(nowMs: number, offsetMinutes: number): SalesFilter {
  const from = startOf('week', nowMs, offsetMinutes)
  return { receipt: '', store: '', till: '', cashier: '', from, to: '' }
}

/** Whether more is filtered than the days. */
export function isNarrowed({ receipt, store, till, cashier }: SalesFilter): boolean {
  return [receipt.trim(), store, till, cashier].some(value => value !== '')
}

/** The parameters for a list of sales. A receipt's number is looked for on any day. */
export function salesQueryOf(filter: SalesFilter): QueryValues {
  const { store, till, cashier, from, to } = filter
  const receipt = filter.receipt.trim()
  const who = { store, till, cashier }
  return receipt === '' ? { ...who, from, to } : { ...who, receipt }
}

/** The parameters for totals by day, which know neither tills nor people. */
export function totalsQueryOf({ store, from, to }: SalesFilter): QueryValues {
  return { store, from, to }
}

/** Tills of another store than the one that is chosen cannot be. */
export function withStore(filter: SalesFilter, store: StoreId | ''): SalesFilter {
  return { ...filter, store, till: '' }
}
