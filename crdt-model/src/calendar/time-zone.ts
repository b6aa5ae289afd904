import { daysFromCivil } from './civil-date.ts'
import { type Moment, momentOf } from './moment.ts'

const MINUTES_OF_DAY = 1440

/** Making one takes long, and a store has one zone: each is made once. Null for a zone that nobody knows. */
const formats = new Map<string, Intl.DateTimeFormat | null>()

/**
 * By how many minutes the clocks of a time zone are ahead of UTC at a moment, by the tables that `Intl` has.
 * @param timeZone IANA's name: `Europe/London`
 * @returns undefined for a zone that is not known
 */
export function offsetInZone(atMs: number, timeZone: string): number | undefined {
  const format = formatOf(timeZone)
  if (format === null) return undefined
  const parts = new Map(format.formatToParts(atMs).map(part => [part.type, Number(part.value)]))
  const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')]
  const [hour, minute] = [parts.get('hour'), parts.get('minute')]
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (hour === undefined || minute === undefined) return undefined
  const local = daysFromCivil(year, month, day) * MINUTES_OF_DAY + hour * 60 + minute
  return local - Math.floor(atMs / 60_000)
}

/**
 * The moment by the clock on the wall of a store, whatever the device's own clock is set to. SPEC G2a.
 * @param deviceOffset minutes ahead of UTC: for a store without a zone that is known
 */
export function momentInStore(atMs: number, timeZone: string | undefined, deviceOffset: number): Moment {
  const offset = timeZone === undefined ? undefined : offsetInZone(atMs, timeZone)
  return momentOf(atMs, offset ?? deviceOffset)
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = makeFormat(timeZone)
  formats.set(timeZone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  const two = '2-digit'
  const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...parts, timeZone })
  } catch {
    return null
  }
}
