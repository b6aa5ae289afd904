import { parseDate } from '../age/birth-date.ts'
import type { BusinessDay } from '../ids.ts'

/** What of a driving licence may be looked at to tell an age. It is not to be kept: the journal says only the outcome. */
export interface LicenceDates {
  readonly born: BusinessDay
  /** Null where the licence does not say. */
  readonly expires: BusinessDay | null
}

/** The header of AAMVA's card design standard, however a scanner passes its line feed and record separator on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard separates its records by them
const HEADER = /^@[\s\u001e\u001c]*(?:ANSI |AAMVA)\d{6}(\d{2})/
const ELEMENT = (name: string) =>
  new RegExp(`(?:^|[\\n\\r\\u001e\\u001c]|DL|ID)${name}([^\\n\\r\\u001e\\u001c]*)`)

/**
 * Birth and expiry of a scanned North American licence (PDF417, AAMVA), or undefined when it is none or its birth date
 * is not in the calendar. Dates are MMDDCCYY in the United States, CCYYMMDD in Canada and in the first version. Reads
 * nothing else. SPEC AH3.
 */
export function readLicence(text: string): LicenceDates | undefined {
  const header = HEADER.exec(text)
  if (!header) return undefined
  const isYearFirst = header[1] === '01' || ELEMENT('DCG').exec(text)?.[1]?.trim() === 'CAN'
  const born = dateOf(ELEMENT('DBB').exec(text)?.[1], isYearFirst)
  if (born === undefined) return undefined
  return { born, expires: dateOf(ELEMENT('DBA').exec(text)?.[1], isYearFirst) ?? null }
}

function dateOf(raw: string | undefined, isYearFirst: boolean): BusinessDay | undefined {
  const digits = /^\d{8}$/.exec(raw?.trim() ?? '')?.[0]
  if (digits === undefined) return undefined
  const [year, month, day] = isYearFirst
    ? [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
    : [digits.slice(4), digits.slice(0, 2), digits.slice(2, 4)]
  return parseDate(`${year}-${month}-${day}`)
}
