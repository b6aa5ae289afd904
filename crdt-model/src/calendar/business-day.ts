import type { BusinessDay } from '../ids.ts'
import { momentOf } from './moment.ts'

/**
 * The day it was on the spot: milliseconds since 1970 and minutes ahead of UTC. From year 0 to 9999, otherwise
 * `RangeError`. SPEC L16.
 */
export function businessDay(atMs: number, offsetMinutes: number): BusinessDay {
  return momentOf(atMs, offsetMinutes).day
}

/**
 * The day a new journal entry belongs to: today, but never before the day of the entry before it, whatever the
 * clock says. SPEC L16.
 */
export function nextBusinessDay(
  previous: BusinessDay | null,
  atMs: number,
  offsetMinutes: number,
): BusinessDay {
  const today = businessDay(atMs, offsetMinutes)
  return previous !== null && previous > today ? previous : today
}
