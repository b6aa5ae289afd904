import { minorUnits } from './currency.ts'
import type { CurrencyCode } from './money.ts'

/**
 * A typed or imported amount (`12`, `12.5`, `12,50`, `1,234.50`, `1.234,50`) as minor units, or undefined when it
 * cannot be one: more decimals than the currency has, a sign, letters. Never guesses and never rounds. SPEC M6.
 */
export function parseAmount(text: string, currency: CurrencyCode): number | undefined {
  const places = minorUnits(currency)
  const trimmed = text.trim()
  const plain = /^(\d+)(?:[.,](\d+))?$/.exec(trimmed)
  if (plain && (plain[2]?.length ?? 0) <= places) return toMinor(plain[1], plain[2], places)
  // A group of thousands never starts with a zero: `0.125` is too many decimals, not a hundred and twenty-five.
  const grouped = /^([1-9]\d{0,2})([., '’\u00a0\u202f])(\d{3}(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(trimmed)
  if (!grouped || grouped[4] === grouped[2] || (grouped[5]?.length ?? 0) > places) return undefined
  const whole = `${grouped[1]}${grouped[3]?.replaceAll(/\D/g, '')}`
  return toMinor(whole, grouped[5], places)
}

function toMinor(whole = '0', decimals = '', places: number): number | undefined {
  const minor = Number(whole + decimals.padEnd(places, '0'))
  return Number.isSafeInteger(minor) ? minor : undefined
}
