import { daysInMonth } from '../calendar/civil-date.ts'
import { type BusinessDay, parseBusinessDay } from '../ids.ts'
import { minorUnits } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Gs1Element } from './gs1-elements.ts'

/** What a till wants to know of a GS1 code. What it does not say is absent. SPEC B8. */
export interface Gs1Reading {
  /** Fourteen digits. */
  readonly gtin?: string
  readonly lot?: string
  readonly serial?: string
  /** Not to be used after. */
  readonly expiry?: BusinessDay
  readonly bestBefore?: BusinessDay
  /** Thousandths of a kilogram. */
  readonly kilograms?: number
  /** Thousandths of a pound. */
  readonly pounds?: number
  /** Pieces. */
  readonly count?: number
  /** Minor units of the shop's currency: what the label asks. */
  readonly amount?: number
}

/**
 * Reads the elements of a code. A year of two digits is the one nearest to `year` (General Specifications, 7.12: 49
 * years back, 50 ahead). A weight with more than three decimals, or a price with more than the currency has, is
 * absent unless they are zeros. SPEC B8.
 */
export function readGs1(elements: readonly Gs1Element[], currency: CurrencyCode, year: number): Gs1Reading {
  let reading: Gs1Reading = {}
  for (const { ai, data } of elements) reading = { ...reading, ...readElement(ai, data, currency, year) }
  return reading
}

function readElement(ai: string, data: string, currency: CurrencyCode, year: number): Gs1Reading {
  switch (ai) {
    case '01':
    case '02':
      return { gtin: data }
    case '10':
      return { lot: data }
    case '21':
      return { serial: data }
    case '15':
      return dated('bestBefore', data, year)
    case '17':
      return dated('expiry', data, year)
    case '30':
    case '37':
      return { count: Number(data) }
    default:
      return measured(ai, data, currency)
  }
}

/** The last digit of these AIs tells the decimals. */
function measured(ai: string, data: string, currency: CurrencyCode): Gs1Reading {
  const decimals = Number(ai.slice(3))
  switch (ai.slice(0, 3)) {
    case '310':
      return figure('kilograms', data, decimals, 3)
    case '320':
      return figure('pounds', data, decimals, 3)
    case '392':
      return figure('amount', data, decimals, minorUnits(currency))
    case '393':
      return data.startsWith(ISO_NUMBERS.get(currency) ?? ' ')
        ? figure('amount', data.slice(3), decimals, minorUnits(currency))
        : {}
    default:
      return {}
  }
}

/** ISO 4217 numbers of the currencies that are printed into codes. */
const ISO_NUMBERS: ReadonlyMap<string, string> = new Map([
  ['AUD', '036'],
  ['CAD', '124'],
  ['CHF', '756'],
  ['CZK', '203'],
  ['DKK', '208'],
  ['EUR', '978'],
  ['GBP', '826'],
  ['HUF', '348'],
  ['JPY', '392'],
  ['MXN', '484'],
  ['NOK', '578'],
  ['NZD', '554'],
  ['PLN', '985'],
  ['SEK', '752'],
  ['USD', '840'],
])

function figure(
  field: 'kilograms' | 'pounds' | 'amount',
  data: string,
  from: number,
  to: number,
): Gs1Reading {
  const kept =
    from > to ? data.slice(0, data.length - (from - to)) : data.padEnd(data.length + to - from, '0')
  const lost = from > to ? data.slice(data.length - (from - to)) : ''
  const value = Number(kept)
  return /^0*$/.test(lost) && Number.isSafeInteger(value) ? { [field]: value } : {}
}

/** A day of 00 is the last of the month. */
function dated(field: 'expiry' | 'bestBefore', data: string, year: number): Gs1Reading {
  const full = nearestYear(Number(data.slice(0, 2)), year)
  const month = Number(data.slice(2, 4))
  if (month < 1 || month > 12) return {}
  const last = daysInMonth(full, month)
  const date = Number(data.slice(4, 6)) || last
  const day =
    date <= last
      ? parseBusinessDay(`${full}-${data.slice(2, 4)}-${String(date).padStart(2, '0')}`)
      : undefined
  return day ? { [field]: day } : {}
}

function nearestYear(two: number, year: number): number {
  const candidate = year - (year % 100) + two
  if (candidate - year > 50) return candidate - 100
  return year - candidate > 49 ? candidate + 100 : candidate
}
