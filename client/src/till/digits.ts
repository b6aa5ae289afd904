import type { KeypadKey } from '../ui/keypad.tsx'

/** As many digits as an amount may have; the domain's own bound is the authority. */
const MOST_DIGITS = 11

/** What a keypad entry becomes by one more key: a text of digits, without leading zeros. */
export function pressKey(digits: string, key: KeypadKey, most = MOST_DIGITS): string {
  if (key === 'clear') return ''
  if (key === 'delete') return digits.slice(0, -1)
  const next = `${digits}${key}`.replace(/^0+/, '')
  return next.length > most ? digits : next
}

/** The entered digits as a whole number; 0 when nothing was entered. */
export function enteredValue(digits: string): number {
  return digits === '' ? 0 : Number.parseInt(digits, 10)
}
