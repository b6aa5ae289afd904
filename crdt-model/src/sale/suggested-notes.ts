import { minorUnits } from '../money/currency.ts'
import { denominationsOf } from '../money/denominations.ts'
import type { CurrencyCode } from '../money/money.ts'

/** The note people carry most (cash machines give it), in major units, by currency: of these the notes are known. */
const EVERYDAY: ReadonlyMap<string, number> = new Map([
  ['EUR', 20],
  ['GBP', 20],
  ['MXN', 200],
  ['USD', 20],
])

/** How many amounts are offered, the exact one with them: one row of keys. */
const MOST = 5
/** Nobody pays with a note worth more than this many times what is due, the everyday note aside. */
const FARTHEST = 10
/** An amount that takes more small notes than this is not what a purse holds. */
const MOST_SMALL_NOTES = 3

/**
 * What a customer will probably hand over for an amount due (minor units): the exact amount, then the next
 * multiples of the currency's notes, ascending, at most five. Nothing when nothing is due. SPEC L15.
 */
export function suggestNotes(due: number, currency: CurrencyCode): number[] {
  if (!Number.isSafeInteger(due) || due <= 0) return []
  const unit = 10 ** minorUnits(currency)
  const everyday = (EVERYDAY.get(currency) ?? 0) * unit
  const known = everyday > 0 ? denominationsOf(currency) : undefined
  const notes = known?.notes ?? ladder(due, unit)
  const likely = notes
    .map(note => Math.ceil(due / note) * note)
    .filter(amount => amount === everyday || amount <= due * FARTHEST)
    .filter(amount => countSmallNotes(amount, notes) <= MOST_SMALL_NOTES)
  const suggestions = [...new Set([due, ...likely])].slice(0, MOST)
  const second = 2 * everyday
  // Two everyday notes are handed over for most of one, as by people who have no smaller note to add.
  const hasRoom = suggestions.length < MOST && due < everyday && due * 2 > everyday
  return [...new Set(hasRoom ? [...suggestions, second] : suggestions)].sort((a, b) => a - b)
}

/** Steps of 1, 2 and 5 from a tenth of the amount's magnitude up, never below one major unit. */
function ladder(due: number, unit: number): number[] {
  let magnitude = unit
  while (magnitude * 100 <= due) magnitude *= 10
  return [1, 2, 5, 10, 20, 50, 100].map(step => step * magnitude)
}

/** How many notes below the largest the amount takes, when paid with as few as possible. */
function countSmallNotes(amount: number, notes: readonly number[]): number {
  const [largest = 1, ...smaller] = notes.toReversed()
  let rest = amount % largest
  let count = 0
  for (const note of smaller) {
    count += Math.floor(rest / note)
    rest %= note
  }
  return count
}
