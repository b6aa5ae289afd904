import { type CurrencyCode, type MeasuredUnit, minorUnits } from '@evertill/crdt-model'
import { locale } from './translate.ts'

/** Makers of `Intl` formatters are slow; the formatters are kept by locale and options. */
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>()

function keep<Formatter extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => Formatter,
): Formatter {
  const known = kept.get(key)
  if (known !== undefined) return sameKind<Formatter>(known)
  const made = make()
  kept.set(key, made)
  return made
}

/** Safe because the first part of a key names the kind of its formatter. */
function sameKind<Formatter>(formatter: object): Formatter {
  return formatter as Formatter
}

function moneyFormat(currency: CurrencyCode, inLocale: string): Intl.NumberFormat {
  return keep(`money|${inLocale}|${currency}`, () => {
    const digits = minorUnits(currency)
    return new Intl.NumberFormat(inLocale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  })
}

/**
 * An amount of whole minor units, written for people: `1234` GBP is `£12.34`.
 * The decimal text is put together from the integer: no float holds money on the way.
 */
export function formatMoney(minor: number, currency: CurrencyCode, inLocale = locale()): string {
  return moneyFormat(currency, inLocale).format(decimalText(minor, minorUnits(currency)))
}

/** The amount without its symbol: `12.34`. What a price field shows while it is edited. */
export function formatAmount(minor: number, currency: CurrencyCode, inLocale = locale()): string {
  const digits = minorUnits(currency)
  const format = keep(
    `amount|${inLocale}|${digits}`,
    () =>
      new Intl.NumberFormat(inLocale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: false,
      }),
  )
  return format.format(decimalText(minor, digits))
}

/** The currency's sign in the language on screen: `£`. */
export function currencySymbol(currency: CurrencyCode, inLocale = locale()): string {
  const part = moneyFormat(currency, inLocale)
    .formatToParts(0)
    .find(each => each.type === 'currency')
  return part?.value ?? currency
}

/** `1234` with 2 digits as `"12.34"`, which `Intl.NumberFormat` formats exactly. */
function decimalText(minor: number, digits: number): Intl.StringNumericLiteral {
  const sign = minor < 0 ? '-' : ''
  const all = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = all.slice(0, all.length - digits)
  const text = digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${all.slice(-digits)}`
  return numericLiteral(text)
}

/** Safe because `decimalText` writes only digits, one point and a sign. */
function numericLiteral(text: string): Intl.StringNumericLiteral {
  return text as Intl.StringNumericLiteral
}

/** A quantity of thousandths: `1000` is `1`, `1250` is `1.25`. */
export function formatQuantity(thousandths: number, inLocale = locale()): string {
  const format = keep(
    `quantity|${inLocale}`,
    () => new Intl.NumberFormat(inLocale, { maximumFractionDigits: 3 }),
  )
  return format.format(decimalText(thousandths, 3))
}

/** What one of a foreign currency is worth, in millionths: `860000` is `0.86`. */
export function formatExchangeRate(millionths: number, inLocale = locale()): string {
  const format = keep(
    `exchange|${inLocale}`,
    () => new Intl.NumberFormat(inLocale, { maximumFractionDigits: 6 }),
  )
  return format.format(decimalText(millionths, 6))
}

const UNIT_NAMES = {
  kg: 'kilogram',
  g: 'gram',
  lb: 'pound',
  oz: 'ounce',
  l: 'liter',
  m: 'meter',
  ft: 'foot',
  h: 'hour',
} as const satisfies Record<MeasuredUnit, string>

/** As scales show them: with all their decimals. */
const SCALE_DIGITS = 3

function measureFormat(unit: MeasuredUnit, inLocale: string): Intl.NumberFormat {
  return keep(`measure|${inLocale}|${unit}`, () => {
    const isOnScale = unit === 'kg' || unit === 'lb'
    return new Intl.NumberFormat(inLocale, {
      style: 'unit',
      unit: UNIT_NAMES[unit],
      unitDisplay: 'short',
      minimumFractionDigits: isOnScale ? SCALE_DIGITS : 0,
      maximumFractionDigits: SCALE_DIGITS,
    })
  })
}

/** What was weighed or measured, in thousandths: `1250` kg is `1.250 kg`; pieces as `formatQuantity`. */
export function formatMeasure(
  thousandths: number,
  unit: MeasuredUnit | undefined,
  inLocale = locale(),
): string {
  return unit === undefined
    ? formatQuantity(thousandths, inLocale)
    : measureFormat(unit, inLocale).format(decimalText(thousandths, 3))
}

/** A unit as it stands behind a number: `kg`. */
export function unitSymbol(unit: MeasuredUnit, inLocale = locale()): string {
  const part = measureFormat(unit, inLocale)
    .formatToParts(1)
    .find(each => each.type === 'unit')
  return part?.value.trim() ?? unit
}

export function formatNumber(value: number, inLocale = locale()): string {
  return keep(`number|${inLocale}`, () => new Intl.NumberFormat(inLocale)).format(value)
}

/** A rate in millionths as percent: `175000` is `17.5%`. */
export function formatRate(rateMillionths: number, inLocale = locale()): string {
  const format = keep(
    `rate|${inLocale}`,
    () => new Intl.NumberFormat(inLocale, { style: 'percent', maximumFractionDigits: 4 }),
  )
  return format.format(decimalText(rateMillionths, 6))
}

/** Bytes in the largest unit that leaves at least one: `1.4 MB`. */
export function formatBytes(bytes: number, inLocale = locale()): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = units[power] ?? 'byte'
  const format = keep(
    `bytes|${inLocale}|${unit}`,
    () =>
      new Intl.NumberFormat(inLocale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      }),
  )
  return format.format(bytes / 1000 ** power)
}

export type DateStyle = 'date' | 'time' | 'date-time' | 'exact'

const DATE_STYLES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  date: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
  'date-time': { dateStyle: 'medium', timeStyle: 'short' },
  exact: { dateStyle: 'full', timeStyle: 'medium' },
}

/** @param timeZone the store's zone (IANA); without it, the zone of this browser. */
export function formatDate(at: number, style: DateStyle, timeZone?: string, inLocale = locale()): string {
  const format = keep(`date|${inLocale}|${style}|${timeZone ?? ''}`, () => {
    const options = DATE_STYLES[style]
    try {
      return new Intl.DateTimeFormat(inLocale, timeZone === undefined ? options : { ...options, timeZone })
    } catch {
      // A zone this browser does not know: its own is better than no time at all.
      return new Intl.DateTimeFormat(inLocale, options)
    }
  })
  return format.format(at)
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long, in its largest whole unit: `3 minutes`. @param ms below 0 counts like above */
export function formatSpan(ms: number, inLocale = locale()): string {
  const size = Math.abs(ms)
  const [unit, length] =
    size < HOUR
      ? (['minute', MINUTE] as const)
      : size < 2 * DAY
        ? (['hour', HOUR] as const)
        : (['day', DAY] as const)
  const format = keep(
    `span|${inLocale}|${unit}`,
    () =>
      new Intl.NumberFormat(inLocale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }),
  )
  return format.format(size / length)
}

/** `3 min ago`, `in 2 hr.`; under a minute `now`; after a week the date. */
export function formatRelativeTime(at: number, now: number, inLocale = locale()): string {
  const distance = at - now
  const size = Math.abs(distance)
  const format = keep(
    `relative|${inLocale}`,
    () => new Intl.RelativeTimeFormat(inLocale, { numeric: 'auto', style: 'short' }),
  )
  if (size < MINUTE) return format.format(0, 'second')
  if (size < HOUR) return format.format(Math.trunc(distance / MINUTE), 'minute')
  if (size < DAY) return format.format(Math.trunc(distance / HOUR), 'hour')
  if (size < 7 * DAY) return format.format(Math.trunc(distance / DAY), 'day')
  return formatDate(at, 'date', undefined, inLocale)
}
