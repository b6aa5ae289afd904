import { minorUnits } from './currency.ts'
import type { CurrencyCode } from './money.ts'

interface Pieces {
  /** Values in major units, ascending. */
  readonly notes: readonly number[]
  readonly coins: readonly number[]
}

/** What is in daily use, by currency. */
const PIECES: ReadonlyMap<string, Pieces> = new Map([
  ['ARS', { notes: [100, 200, 500, 1000, 2000, 10_000, 20_000], coins: [1, 2, 5, 10, 50] }],
  ['AUD', { notes: [5, 10, 20, 50, 100], coins: [0.05, 0.1, 0.2, 0.5, 1, 2] }],
  ['BRL', { notes: [2, 5, 10, 20, 50, 100, 200], coins: [0.05, 0.1, 0.25, 0.5, 1] }],
  ['CAD', { notes: [5, 10, 20, 50, 100], coins: [0.05, 0.1, 0.25, 1, 2] }],
  ['CHF', { notes: [10, 20, 50, 100, 200], coins: [0.05, 0.1, 0.2, 0.5, 1, 2, 5] }],
  ['CLP', { notes: [1000, 2000, 5000, 10_000, 20_000], coins: [10, 50, 100, 500] }],
  ['COP', { notes: [2000, 5000, 10_000, 20_000, 50_000, 100_000], coins: [50, 100, 200, 500, 1000] }],
  ['CZK', { notes: [100, 200, 500, 1000, 2000, 5000], coins: [1, 2, 5, 10, 20, 50] }],
  ['DKK', { notes: [50, 100, 200, 500], coins: [0.5, 1, 2, 5, 10, 20] }],
  ['EUR', { notes: [5, 10, 20, 50, 100, 200], coins: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2] }],
  ['GBP', { notes: [5, 10, 20, 50], coins: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2] }],
  ['JPY', { notes: [1000, 2000, 5000, 10_000], coins: [1, 5, 10, 50, 100, 500] }],
  ['MXN', { notes: [20, 50, 100, 200, 500, 1000], coins: [0.5, 1, 2, 5, 10] }],
  ['NOK', { notes: [50, 100, 200, 500, 1000], coins: [1, 5, 10, 20] }],
  ['NZD', { notes: [5, 10, 20, 50, 100], coins: [0.1, 0.2, 0.5, 1, 2] }],
  ['PEN', { notes: [10, 20, 50, 100, 200], coins: [0.1, 0.2, 0.5, 1, 2, 5] }],
  ['PLN', { notes: [10, 20, 50, 100, 200, 500], coins: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] }],
  ['SEK', { notes: [20, 50, 100, 200, 500, 1000], coins: [1, 2, 5, 10] }],
  ['USD', { notes: [1, 5, 10, 20, 50, 100], coins: [0.01, 0.05, 0.1, 0.25] }],
])

/** Notes and coins of a currency in minor units. */
export interface Denominations {
  /** Both ascending. */
  readonly notes: readonly number[]
  readonly coins: readonly number[]
}

/** What cash of a currency comes in, or undefined for one whose pieces are not known here: it is counted as a sum. */
export function denominationsOf(currency: CurrencyCode): Denominations | undefined {
  const pieces = PIECES.get(currency)
  if (pieces === undefined) return undefined
  const unit = 10 ** minorUnits(currency)
  const inMinorUnits = (values: readonly number[]) => values.map(value => Math.round(value * unit))
  return { notes: inMinorUnits(pieces.notes), coins: inMinorUnits(pieces.coins) }
}
