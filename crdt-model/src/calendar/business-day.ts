import { type BusinessDay, parseBusinessDay } from '../ids.ts'

const DAY = 86_400_000
const MINUTE = 60_000

/**
 * The day it was on the spot: milliseconds since 1970 and minutes ahead of UTC. From year 0 to 9999, otherwise
 * `RangeError`. SPEC L16.
 */
export function businessDay(atMs: number, offsetMinutes: number): BusinessDay {
  const { year, month, day } = civilFromDays(Math.floor((atMs + offsetMinutes * MINUTE) / DAY))
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  const parsed = parseBusinessDay(text)
  if (parsed === undefined) throw new RangeError(`no business day: ${atMs}`)
  return parsed
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

/**
 * Days since 1970-01-01 as a date of the proleptic Gregorian calendar. `civil_from_days` of Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", https://howardhinnant.github.io/date_algorithms.html: years begin
 * in March, so that the leap day is their last; 719,468 days lie between 0000-03-01 and 1970-01-01.
 */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day }
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
