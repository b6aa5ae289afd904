import { currencyDigits } from './format.ts'

export type AmountProblem = 'not-a-number' | 'too-many-decimals' | 'too-large'

export type ParsedAmount =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly problem: AmountProblem }

/** The same bound as the domain's: far under 2^53, so that sums stay exact. */
const MAX_DIGITS = 12

/**
 * An amount as a person types it, in minor units: `12.5`, `12,50`, `1,234.50`, `1.234,50`, `£3`.
 * Read digit by digit: no float. The last point or comma with at most the currency's decimals behind it is the
 * decimal mark; one that groups by three is not.
 */
export function parseAmount(text: string, currency: string): ParsedAmount {
  return parseDecimal(text, currencyDigits(currency))
}

/** A quantity as a person types it, in thousandths. */
export function parseQuantity(text: string): ParsedAmount {
  return parseDecimal(text, 3)
}

/** A decimal number as a whole number of units of 10^-digits. */
export function parseDecimal(text: string, digits: number): ParsedAmount {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^\p{Sc}|\p{Sc}$/gu, '')
  const match = /^(-?)(\d[\d.,]*|[.,]\d+)$/.exec(bare)
  if (match === null) return { ok: false, problem: 'not-a-number' }
  const body = match[2] ?? ''
  const mark = decimalMark(body, digits)
  const whole = (mark < 0 ? body : body.slice(0, mark)).replace(/[.,]/g, '')
  const fraction = mark < 0 ? '' : body.slice(mark + 1)
  if (fraction.length > digits) return { ok: false, problem: 'too-many-decimals' }
  const units = `${whole}${fraction.padEnd(digits, '0')}`.replace(/^0+(?=\d)/, '') || '0'
  if (units.length > MAX_DIGITS) return { ok: false, problem: 'too-large' }
  const minor = Number.parseInt(units, 10)
  return { ok: true, minor: match[1] === '-' && minor !== 0 ? -minor : minor }
}

/** Where the decimal mark stands, or -1. */
function decimalMark(body: string, digits: number): number {
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))
  if (last < 0) return -1
  const sign = body[last]
  const behind = body.length - last - 1
  const repeated = body.indexOf(sign ?? '') !== last
  if (repeated) return -1
  const grouped = behind === 3 && last > 0 && last <= 3 && digits < 3 && !body.startsWith('0')
  return grouped ? -1 : last
}
