import { type BusinessDay, parseBusinessDay } from '../ids.ts'
import { civilFromDays, daysFromCivil } from './civil-date.ts'

const MINUTES_OF_DAY = 1440

/** A moment by the clock on the wall of a store. */
export interface Moment {
  readonly day: BusinessDay
  /** Minutes since midnight, 0 to 1439. */
  readonly minute: number
}

/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * Hours of a day, from the first minute up to but without the last. From 22:00 to 2:00 passes midnight and belongs to
 * the day it began on; from a minute to itself is the whole day. SPEC G2.
 */
export interface Hours {
  readonly from: number
  readonly until: number
}

/** When something holds. What is absent limits nothing. SPEC G2. */
export interface Times {
  /** The first and the last day. */
  readonly from?: BusinessDay
  readonly until?: BusinessDay
  readonly weekdays?: readonly Weekday[]
  readonly hours?: readonly Hours[]
}

/** The moment on the spot: milliseconds since 1970 and minutes ahead of UTC. SPEC L16. */
export function momentOf(atMs: number, offsetMinutes: number): Moment {
  const local = Math.floor(atMs / 60_000) + offsetMinutes
  const days = Math.floor(local / MINUTES_OF_DAY)
  return { day: dayOf(days), minute: local - days * MINUTES_OF_DAY }
}

/** Whether the moment lies within the times. SPEC G2. */
export function isWithin(times: Times, moment: Moment): boolean {
  const { hours } = times
  if (hours === undefined || hours.length === 0) return isDayWithin(times, moment.day)
  return hours.some(each => {
    const beganYesterday = each.from > each.until && moment.minute < each.until
    const isOpen =
      each.from < each.until
        ? moment.minute >= each.from && moment.minute < each.until
        : each.from === each.until || moment.minute >= each.from || beganYesterday
    return isOpen && isDayWithin(times, beganYesterday ? dayBefore(moment.day) : moment.day)
  })
}

/** The day of the week of a business day. */
export function weekdayOf(day: BusinessDay): Weekday {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((daysOf(day) + 3) % 7) + 7) % 7] ?? 1
}

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

function isDayWithin({ from, until, weekdays }: Times, day: BusinessDay): boolean {
  if ((from !== undefined && day < from) || (until !== undefined && day > until)) return false
  return weekdays === undefined || weekdays.length === 0 || weekdays.includes(weekdayOf(day))
}

function dayBefore(day: BusinessDay): BusinessDay {
  return dayOf(daysOf(day) - 1)
}

/** Days since 1970-01-01. */
export function daysOf(day: BusinessDay): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return daysFromCivil(year, month, date)
}

/** The business day so many days after 1970-01-01, from year 0 to 9999; otherwise `RangeError`. */
export function dayOf(days: number): BusinessDay {
  const { year, month, day } = civilFromDays(days)
  const parsed = parseBusinessDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)
  if (parsed === undefined) throw new RangeError(`no business day: ${days}`)
  return parsed
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
