import { daysInMonth } from '../calendar/civil-date.ts'
import { type BusinessDay, parseBusinessDay } from '../ids.ts'

/**
 * The birth date to beat: the latest one with which somebody is so many years old on this day. Who was born on 29
 * February comes of age on 1 March of a year without that day: the later of the two customs, so that nobody is sold
 * to too early. SPEC AH1.
 */
export function birthDateToBeat(day: BusinessDay, years: number): BusinessDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const born = year - years
  return dateOf(born, month, Math.min(date, daysInMonth(born, month)))
}

/** Whether somebody born on that date is so many years old on this day. SPEC AH1. */
export function isOldEnough(born: BusinessDay, day: BusinessDay, years: number): boolean {
  return born <= birthDateToBeat(day, years)
}

/** A date that is in the calendar, or undefined: month 13 and 31 February are none. SPEC AH1. */
export function parseDate(text: string): BusinessDay | undefined {
  const day = parseBusinessDay(text)
  if (day === undefined) return undefined
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return date <= daysInMonth(year, month) ? day : undefined
}

/** Ages are at most 150 years: the year stays one of four digits from 1900 on. */
function dateOf(year: number, month: number, date: number): BusinessDay {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`
  const day = parseBusinessDay(text)
  if (day === undefined) throw new RangeError(`no date: ${text}`)
  return day
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
